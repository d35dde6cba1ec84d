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

COMMAND = (sys.executable, "-m", "accident_service.cli", "up")
WORKER = "reconstruct wor"  # as the kernel cuts its name
ONE_WORKER = "fetch=0,reconstruct=1,documents=0,deliver=0"
PROCESSES = ("valkey-server", "workers ring", WORKER, "gunicorn")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def children_of(parent: int) -> dict[int, str]:
    """The name and command line of every living child."""
    found = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
            name = (status.parent / "comm").read_text().strip()
            command = (status.parent / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(fields[1]) == parent and fields[0] != "Z":
            found[int(status.parent.name)] = f"{name} {command}"
    return found


def wait_for(condition: Callable[[], bool]) -> None:
    give_up_s = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < give_up_s, "the condition did not come true in time"
        Event().wait(POLL_S)


@contextmanager
def service(folder: Path, port: int) -> Iterator["subprocess.Popen[str]"]:
    """`accident-service up`, once it says that it is ready."""
    options = ["--port", str(port), "--data-dir", str(folder), "--workers", ONE_WORKER]
    environment = {"PATH": os.defpath, "OMP_NUM_THREADS": "1", "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        [*COMMAND, *options], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout is not None
            assert any(line.startswith("ready: ") for line in process.stdout)
            yield process
        finally:
            process.terminate()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("service")


@pytest.fixture(scope="module")
def port() -> int:
    return free_port()


@pytest.fixture(scope="module")
def running(folder: Path, port: int) -> Iterator["subprocess.Popen[str]"]:
    """One service for the tests that do it no harm; it must stop whole on Ctrl-C."""
    with service(folder, port) as process:
        yield process
        children = children_of(process.pid)
        process.send_signal(signal.SIGINT)
        assert process.wait(PATIENCE_S) == 0
        assert not any(is_alive(child) for child in children)


def test_one_command_starts_everything(running: "subprocess.Popen[str]", port: int) -> None:
    commands = children_of(running.pid).values()

    assert sorted(
        next(name for name in PROCESSES if name in command) for command in commands
    ) == sorted(PROCESSES)
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz") as answer:
        assert answer.status == 200


def test_a_worker_that_dies_is_replaced(running: "subprocess.Popen[str]") -> None:
    def workers() -> set[int]:
        children = children_of(running.pid).items()
        return {child for child, command in children if WORKER in command}

    (doomed,) = workers()
    kill(doomed)
    wait_for(lambda: bool(workers() - {doomed}))


@pytest.mark.usefixtures("running")
def test_a_second_service_on_the_same_folder_is_turned_away(folder: Path) -> None:
    ended = up(folder, free_port())

    assert ended.returncode == 2
    assert f"another service runs on {folder}" in ended.stderr


def test_when_the_supervisor_is_killed_nothing_is_left_running(tmp_path: Path) -> None:
    with service(tmp_path, free_port()) as process:
        children = children_of(process.pid)
        kill(process.pid)
        wait_for(lambda: not any(is_alive(child) for child in children))


def test_a_taken_port_is_said_before_anything_starts(tmp_path: Path) -> None:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        taken_port = holder.getsockname()[1]
        ended = up(tmp_path, taken_port)

    assert ended.returncode == 2
    assert f"127.0.0.1:{taken_port} cannot be listened on" in ended.stderr
    assert list(tmp_path.iterdir()) == []


def up(folder: Path, port: int) -> "subprocess.CompletedProcess[str]":
    """The command, run to its end."""
    return subprocess.run(
        [*COMMAND, "--port", str(port), "--data-dir", str(folder)],
        cwd=ROOT,
        env={"PATH": os.defpath},
        capture_output=True,
        text=True,
        check=False,
    )

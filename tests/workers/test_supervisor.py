"""The supervisor on programs that end at once, will not stop, or never become ready."""

import fcntl
import signal
import subprocess
import sys
import time
from pathlib import Path
from threading import Event

import pytest
from typing_extensions import override

from accident_service.errors import OutsideWorldFailed
from workers.forked import Forked
from workers.supervisor import Program, Supervisor

PATIENCE_S = 60.0


class StopWhen(Event):
    """An event that sets itself once a file has grown to so many lines."""

    def __init__(self, path: Path, lines: int) -> None:
        super().__init__()
        self._path, self._lines = path, lines
        self._give_up_s = time.monotonic() + PATIENCE_S

    @override
    def wait(self, timeout: float | None = None) -> bool:
        super().wait(timeout)
        assert time.monotonic() < self._give_up_s
        return self._path.exists() and len(self._path.read_text().splitlines()) >= self._lines


def python(script: str, *arguments: str) -> tuple[str, ...]:
    return (sys.executable, "-S", "-c", script, *arguments)


APPEND = "import sys; open(sys.argv[1], 'a').write(sys.argv[2] + '\\n')"


def test_a_program_that_ends_is_started_again(tmp_path: Path) -> None:
    path = tmp_path / "starts"
    brief = Program(name="brief", command=python(APPEND, str(path), "start"))

    Supervisor([[brief]], {}).run(StopWhen(path, 3))

    assert path.read_text().splitlines()[:3] == ["start"] * 3


def test_groups_stop_in_the_opposite_order(tmp_path: Path) -> None:
    path = tmp_path / "stops"
    script = (
        "import signal, sys\n"
        "def end(*_):\n"
        "    open(sys.argv[1], 'a').write(sys.argv[2] + '\\n'); sys.exit()\n"
        "signal.signal(signal.SIGTERM, end)\n"
        "open(sys.argv[1], 'a').write('up\\n')\n"
        "while True: signal.pause()\n"
    )
    groups = [
        [Program(name=name, command=python(script, str(path), name))] for name in ("below", "above")
    ]

    Supervisor(groups, {}).run(StopWhen(path, 2))

    assert path.read_text().splitlines()[-2:] == ["above", "below"]


def test_a_program_that_will_not_stop_is_killed(tmp_path: Path) -> None:
    path = tmp_path / "up"
    script = (
        "import signal, sys\n"
        "signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        "open(sys.argv[1], 'a').write('up\\n')\n"
        "while True: signal.pause()\n"
    )
    deaf = Program(name="deaf", command=python(script, str(path)), stops_within_s=0.2)

    Supervisor([[deaf]], {}).run(StopWhen(path, 1))


def test_when_one_program_never_becomes_ready_the_others_are_stopped_again() -> None:
    started: list[subprocess.Popen[bytes]] = []
    good = Program(
        name="good",
        command=python("import signal; signal.pause()"),
        wait_until_ready=started.append,
    )

    def never(_process: subprocess.Popen[bytes]) -> None:
        raise OutsideWorldFailed("it never answered")

    bad = Program(name="bad", command=python("pass"), wait_until_ready=never)
    with pytest.raises(OutsideWorldFailed, match="never answered"):
        Supervisor([[good], [bad]], {}).run(Event())

    assert started[0].poll() is not None


def test_a_function_of_this_program_is_started_again_and_stopped_like_a_command(
    tmp_path: Path,
) -> None:
    path = tmp_path / "starts"

    def brief() -> None:
        with path.open("a") as starts:
            starts.write("start\n")
        raise OSError("it ends badly")

    def lasting() -> None:
        (tmp_path / "lasting").touch()
        signal.pause()

    programs = [Program(name="brief", body=brief), Program(name="lasting", body=lasting)]
    Supervisor([programs], {}).run(StopWhen(path, 2))

    assert path.read_text().splitlines()[:2] == ["start"] * 2
    assert (tmp_path / "lasting").exists()


def test_a_forked_child_keeps_no_file_of_its_parent_open(tmp_path: Path) -> None:
    with (tmp_path / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        child = Forked(signal.pause, name="child")
        give_up_s = time.monotonic() + PATIENCE_S
        while Path(f"/proc/{child.pid}/comm").read_text() != "child\n":
            assert time.monotonic() < give_up_s
    with (tmp_path / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    child.terminate()

    assert child.wait(PATIENCE_S) == -signal.SIGTERM

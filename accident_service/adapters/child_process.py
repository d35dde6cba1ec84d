"""Run one child process to its end: its limits in time, its answers, and what its death means.

Whatever becomes of the child, a crash of the decoder, an endless loop, a memory bomb, the
parent gets an end or an error it knows: the ways a clip kills its reader are verdicts.
"""

import json
import os
import selectors
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import IO

from accident_service.adapters.analysis_request import FAILED, FAILED_EXIT_CODE, PROGRESS
from accident_service.adapters.clip_verdicts import ClipVerdict, unreadable
from accident_service.errors import (
    AccidentServiceError,
    CalibrationUnreliable,
    CameraMoved,
    ClipUnreadable,
    CollisionNotObserved,
    EvidenceInsufficient,
    InvalidSettings,
    InvalidSite,
    TimelineUnusable,
    VehicleLost,
)
from accident_service.journal import Fields, Journal

_TOLD_BY_CHILD: dict[str, type[AccidentServiceError]] = {
    family.code: family
    for family in (
        InvalidSettings,
        InvalidSite,
        TimelineUnusable,
        CalibrationUnreliable,
        CameraMoved,
        VehicleLost,
        CollisionNotObserved,
        EvidenceInsufficient,
    )
}
_TAIL_BYTES = 2000
journal = Journal("children")
# Libraries' own thread pools fight over cores; the analysis shares out its work itself.
CHILD_ENVIRONMENT = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    # Threads share one heap: each with its own keeps what the others would use again.
    "MALLOC_ARENA_MAX": "1",
    "LANG": "C.UTF-8",
    "PATH": os.defpath,
    # The child runs the code of its parent, wherever that came from.
    "PYTHONPATH": str(Path(__file__).resolve().parents[2]),
}


def run_child(
    command: Sequence[str], wall_s: float, progress: Callable[[float], None], log_path: Path
) -> None:
    """Run one child to its end, within its time.

    Raises:
        ClipUnreadable: It crashed or ran out of time; or it says so of the clip.
        AccidentServiceError: What else the child reports.
    """
    begun_s, fields = time.monotonic(), Fields(program=_program_in(command))
    try:
        _run(command, wall_s, progress, log_path)
    except AccidentServiceError as failure:
        fields["reason"] = getattr(failure, "verdict", failure.code)
        raise
    finally:
        fields["ran_s"] = round(time.monotonic() - begun_s, 3)
        journal.tell("child", **fields)


def _program_in(command: Sequence[str]) -> str:
    """The module a command runs."""
    after = command.index("-m") + 1 if "-m" in command else 0
    return command[after].rpartition(".")[2]


def _run(
    command: Sequence[str], wall_s: float, progress: Callable[[float], None], log_path: Path
) -> None:
    with log_path.open("wb") as log:
        child = subprocess.Popen(  # noqa: S603 - our own module, by our own interpreter
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=log,
            start_new_session=True,
            env=CHILD_ENVIRONMENT,
        )
    until = time.monotonic() + wall_s
    failed: dict[str, str] | None = None
    try:
        for line in _lines(child, until):
            if PROGRESS in line:
                progress(float(str(line[PROGRESS])))
            elif isinstance(told := line.get(FAILED), dict):
                failed = told
        exit_code = _exit_code(child, until)
    finally:
        _end(child)
    if exit_code == FAILED_EXIT_CODE and failed is not None:
        raise _told_error(failed)
    if exit_code != 0:
        raise _death(exit_code, log_path)


def _lines(child: "subprocess.Popen[bytes]", until: float) -> Iterator[dict[str, object]]:
    """What the child says, line by line, until it closes its output or time is up."""
    output = child.stdout
    if output is None:
        raise ValueError("the child was started without a pipe")
    waiting = b""
    with selectors.DefaultSelector() as selector:
        selector.register(output, selectors.EVENT_READ)
        while chunk := _chunk(selector, output, until):
            *whole, waiting = (waiting + chunk).split(b"\n")
            for line in whole:
                yield json.loads(line)


def _chunk(selector: selectors.BaseSelector, output: IO[bytes], until: float) -> bytes:
    left_s = until - time.monotonic()
    if left_s <= 0 or not selector.select(left_s):
        raise unreadable(ClipVerdict.READER_TIMED_OUT, "the reader took longer than it is given")
    return os.read(output.fileno(), 65536)


def _exit_code(child: "subprocess.Popen[bytes]", until: float) -> int:
    """The exit code of a child that has closed its output and should be leaving."""
    try:
        return child.wait(timeout=max(until - time.monotonic(), 1.0))
    except subprocess.TimeoutExpired as stuck:
        raise unreadable(ClipVerdict.READER_TIMED_OUT, "the reader does not end") from stuck


def _end(child: "subprocess.Popen[bytes]") -> None:
    """Leave nothing of the child behind, whatever happened here."""
    if child.poll() is None:
        os.killpg(child.pid, signal.SIGKILL)
        child.wait()
    if child.stdout is not None:
        child.stdout.close()


def _told_error(failed: dict[str, str]) -> AccidentServiceError:
    if failed["code"] == ClipUnreadable.code:
        return ClipUnreadable(failed["message"], verdict=failed["verdict"])
    family = _TOLD_BY_CHILD.get(failed["code"], EvidenceInsufficient)
    return family(failed["message"])


def _death(exit_code: int, log_path: Path) -> ClipUnreadable:
    if exit_code < 0:
        name = signal.Signals(-exit_code).name
        return unreadable(
            ClipVerdict.READER_DIED, f"the reader died with signal {-exit_code} ({name})"
        )
    said = log_path.read_bytes()[-_TAIL_BYTES:].decode("utf-8", "replace").strip()
    last = said.splitlines()[-1] if said else "it left no message"
    return unreadable(ClipVerdict.READER_FAILED, f"the reader failed with {exit_code}: {last}")

"""Analyse a clip in a child process, so that a hostile clip costs a child and not a worker.

Whatever becomes of the child, a crash of the decoder, an endless loop, a memory bomb, the
parent gets a result or an error it knows: the ways a clip kills its reader are verdicts.
"""

import json
import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from accident_service.adapters.analysis_files import read_document
from accident_service.adapters.analysis_request import (
    FAILED,
    FAILED_EXIT_CODE,
    PROGRESS,
    AnalysisRequest,
    ChildLimits,
)
from accident_service.adapters.clip_probe import ClipLimits
from accident_service.adapters.clip_verdicts import ClipVerdict, unreadable
from accident_service.adapters.document_numbers import Json
from accident_service.adapters.stage_times import Profile
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

RESULT_NAME = "result.json"
EXHIBITS_NAME = "exhibits"
PROFILE_NAME = "profile.json"
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
# -P: the folder the parent happens to be in gets no say in what is imported.
CHILD_COMMAND = (sys.executable, "-P", "-m", "accident_service.adapters.analysis_child")
_TAIL_BYTES = 2000
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


@dataclass(frozen=True, slots=True)
class AnalysisOutcome:
    """The result document and where it and its exhibits lie."""

    result: Json
    result_path: Path
    exhibits: tuple[Path, ...]


class AnalysisRunner:
    """Starts one child per analysis and waits for it."""

    def __init__(
        self,
        child_limits: ChildLimits | None = None,
        clip_limits: ClipLimits | None = None,
        command: Sequence[str] = CHILD_COMMAND,
        *,
        profile: bool = False,
        networks: Path | None = None,
    ) -> None:
        """Say how to start children and what they may use.

        Args:
            command: What to start; the path of the request is added to it.
            profile: Let each child leave PROFILE_NAME in its folder: what each stage took.
            networks: A folder of networks for the extra `openvino`; see `NetworkFolder`.
        """
        self._networks = networks.absolute() if networks else None
        self._profile = profile
        self._child_limits = child_limits or ChildLimits()
        self._clip_limits = clip_limits or ClipLimits()
        self._command = tuple(command)

    def analyse(
        self,
        clip: Path,
        scene: Path | None,
        out_dir: Path,
        *,
        exhibits: bool,
        progress: Callable[[float], None],
    ) -> AnalysisOutcome:
        """Analyse the clip into `out_dir`; call from one thread that lives as long as this does.

        Raises:
            ClipUnreadable: The clip is refused, or its reader crashed or ran out of time or
                memory; `verdict` says which.
            InvalidSite: The scene file cannot be used.
            EvidenceInsufficient: Timing or calibration cannot carry a measurement.
        """
        exhibits_dir = out_dir / EXHIBITS_NAME
        out_dir.mkdir(parents=True, exist_ok=True)
        if exhibits:
            exhibits_dir.mkdir(exist_ok=True)
        request = AnalysisRequest(
            clip=clip.absolute(),
            scene=scene.absolute() if scene else None,
            result=(out_dir / RESULT_NAME).absolute(),
            exhibits=exhibits_dir.absolute() if exhibits else None,
            parent_pid=os.getpid(),
            profile=(out_dir / PROFILE_NAME).absolute() if self._profile else None,
            networks=self._networks,
            asked_s=time.monotonic(),
            child_limits=self._child_limits,
            clip_limits=self._clip_limits,
        )
        request.result.unlink(missing_ok=True)
        request_path = out_dir / "request.json"
        request_path.write_text(request.to_json(), encoding="utf-8")
        command = (*self._command, str(request_path))
        run_child(command, self._child_limits.wall_s, progress, out_dir / "reader.log")
        if not request.result.exists():
            raise unreadable(ClipVerdict.READER_FAILED, "the reader ended without a result")
        pictures = tuple(sorted(exhibits_dir.iterdir())) if exhibits else ()
        return AnalysisOutcome(dict(read_document(request.result).table), request.result, pictures)


def read_profile(out_dir: Path) -> Profile:
    """What the child of a profiling runner wrote of the last analysis into its folder."""
    return Profile.from_json((out_dir / PROFILE_NAME).read_text(encoding="utf-8"))


def run_child(
    command: Sequence[str], wall_s: float, progress: Callable[[float], None], log_path: Path
) -> None:
    """Run one child to its end, within its time.

    Raises:
        ClipUnreadable: It crashed or ran out of time; or it says so of the clip.
        AccidentServiceError: What else the child reports.
    """
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

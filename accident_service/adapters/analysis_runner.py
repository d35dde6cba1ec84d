"""Analyse a clip in a child process, so that a hostile clip costs a child and not a worker.

Whatever becomes of the child, a crash of the decoder, an endless loop, a memory bomb, the
parent gets a result or an error it knows: the ways a clip kills its reader are verdicts.
"""

import os
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from accident_service.adapters.analysis_files import read_document
from accident_service.adapters.analysis_request import (
    AnalysisRequest,
    ChildLimits,
)
from accident_service.adapters.child_process import run_child
from accident_service.adapters.clip_probe import ClipLimits
from accident_service.adapters.clip_verdicts import ClipVerdict, unreadable
from accident_service.adapters.document_numbers import Json
from accident_service.adapters.stage_times import Profile

RESULT_NAME = "result.json"
EXHIBITS_NAME = "exhibits"
PROFILE_NAME = "profile.json"
# -P: the folder the parent happens to be in gets no say in what is imported.
CHILD_COMMAND = (sys.executable, "-P", "-m", "accident_service.adapters.analysis_child")


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

"""A party's recording is opened in a child process first, so that a hostile one costs a child.

Only its header is read there: containers and codecs by the list of `clip_probe`, sizes and length
within its limits. Nothing is decoded.
"""

import json
import os
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from accident_service.adapters.analysis_request import ChildLimits
from accident_service.adapters.child_process import run_child
from accident_service.adapters.clip_verdicts import ClipVerdict
from accident_service.casework.recording_ports import RecordingFacts, RecordingVerdict
from accident_service.errors import ClipUnreadable, OutsideWorldFailed, RecordingRefused

CHILD_COMMAND = (sys.executable, "-P", "-m", "accident_service.adapters.own_recordings.child")
LIMITS = ChildLimits(memory_bytes=2**30, cpu_s=20, wall_s=40.0, file_bytes=2**16, open_files=32)
MEDIA_TYPES = {
    "mpegts": "video/mp2t",
    "avi": "video/x-msvideo",
    "matroska,webm": "video/x-matroska",
}
VERDICTS = {
    ClipVerdict.EMPTY: RecordingVerdict.EMPTY,
    ClipVerdict.NOT_A_VIDEO: RecordingVerdict.NOT_A_VIDEO,
    ClipVerdict.NO_VIDEO: RecordingVerdict.NOT_A_VIDEO,
    ClipVerdict.REFUSED_CODEC: RecordingVerdict.ODD_CODEC,
    ClipVerdict.TOO_LARGE: RecordingVerdict.TOO_MUCH,
    ClipVerdict.NO_SIZE: RecordingVerdict.TOO_MUCH,
    ClipVerdict.TOO_SMALL: RecordingVerdict.NOT_A_VIDEO,
}


@dataclass(frozen=True, slots=True)
class ChildRecordingReader:
    """A `RecordingReader`."""

    command: Sequence[str] = CHILD_COMMAND

    def facts(self, original: Path) -> RecordingFacts:
        """What its header says; see the port."""
        try:
            with tempfile.TemporaryDirectory(prefix="recording-") as folder:
                return self._read(original, Path(folder))
        except OSError as failure:
            raise OutsideWorldFailed(f"no reader could be started: {failure}") from failure

    def _read(self, original: Path, folder: Path) -> RecordingFacts:
        told = folder / "facts.json"
        request = {
            "clip": str(original.absolute()),
            "facts": str(told),
            "parent_pid": os.getpid(),
            "child_limits": asdict(LIMITS),
        }
        path = folder / "request.json"
        path.write_text(json.dumps(request), encoding="utf-8")
        command = (*self.command, str(path))
        try:
            run_child(command, LIMITS.wall_s, lambda _share: None, folder / "reader.log")
        except ClipUnreadable as refusal:
            verdict = VERDICTS.get(ClipVerdict(refusal.verdict), RecordingVerdict.DAMAGED)
            raise RecordingRefused(str(refusal), verdict=verdict) from refusal
        found = json.loads(told.read_text(encoding="utf-8"))
        return RecordingFacts(
            media_type=MEDIA_TYPES.get(found["container"], "video/mp4"),
            width_px=found["width_px"],
            height_px=found["height_px"],
            codec=found["codec"],
            duration_s=found["declared_duration_s"],
        )

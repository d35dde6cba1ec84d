"""Runs the joining child on kept originals, and keeps what it makes."""

import importlib.metadata
import json
import os
import sys
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from accident_service.adapters.child_process import run_child
from accident_service.adapters.joining.request import JOIN_LIMITS, JoinRequest, PartToJoin
from accident_service.adapters.keep_alive import kept_alive
from accident_service.casework.ports import BlobStore
from accident_service.casework.source_ports import Joined, Progress, SealedPart, Sealer
from accident_service.errors import BlobStoreUnavailable
from accident_service.quantities.clocks import TimeWindow

CHILD_COMMAND = (sys.executable, "-P", "-m", "accident_service.adapters.joining.child")
MP4 = "video/mp4"
COMMENT = "joined without coding anew; originals sha256:"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildJoiner:
    """A `ClipJoiner` that lets a child process touch the recordings."""

    blobs: BlobStore
    sealer: Sealer
    keep_alive_every_s: float
    command: Sequence[str] = CHILD_COMMAND

    def join(self, parts: Sequence[SealedPart], keep: TimeWindow, on_progress: Progress) -> Joined:
        """One file of the packets that show `keep`; see the port."""
        begins_at = parts[0].span.from_at
        try:
            with tempfile.TemporaryDirectory(prefix="join-") as name, ExitStack() as reading:
                folder = Path(name)
                request = JoinRequest(
                    parts=tuple(
                        PartToJoin(
                            path=reading.enter_context(self.blobs.local_path(part.original)),
                            from_s=_since(begins_at, part.span.from_at),
                            precision_s=part.precision_s,
                        )
                        for part in parts
                    ),
                    keep_from_s=_since(begins_at, keep.from_at),
                    keep_to_s=_since(begins_at, keep.to_at),
                    comment=COMMENT + " ".join(part.original.sha256 for part in parts),
                    out=folder / "joined.mp4",
                    told=folder / "told.json",
                    parent_pid=os.getpid(),
                )
                self._run(request, folder, on_progress)
                told = json.loads(request.told.read_text(encoding="utf-8"))
                seal = self.sealer.seal(request.out, MP4)
        except OSError as failure:
            raise BlobStoreUnavailable(f"no room to join recordings: {failure}") from failure
        return Joined(
            seal=seal,
            span=TimeWindow(_after(begins_at, told["from_s"]), _after(begins_at, told["to_s"])),
            tool=tool_version(),
            media_type=MP4,
        )

    def _run(self, request: JoinRequest, folder: Path, on_progress: Progress) -> None:
        path = folder / "request.json"
        path.write_text(request.to_json(), encoding="utf-8")
        with kept_alive(on_progress, every_s=self.keep_alive_every_s) as progress:
            run_child(
                (*self.command, str(path)), JOIN_LIMITS.wall_s, progress, folder / "child.log"
            )


def tool_version() -> str:
    """What joins, by name and version."""
    versions = (f"{one} {importlib.metadata.version(one)}" for one in ("accident-service", "av"))
    return "; ".join(versions)


def _since(begins_at: datetime, at: datetime) -> float:
    return (at - begins_at).total_seconds()


def _after(begins_at: datetime, seconds: float) -> datetime:
    return begins_at + timedelta(seconds=seconds)

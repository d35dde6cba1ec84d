"""Recordings in a mounted folder, named by a recorder's own pattern.

    kind = "folder"
    root = "/mnt/traffic"
    pattern = "{camera}/{date:%Y-%m-%d}/{hour:%H}/{start:%M.%S}.mp4"
    zone = "Asia/Shanghai"                  # what the names mean; UTC if not set
    length_s = 60                           # of a file, where names do not tell

What may stand in a pattern is told above.
"""

import os
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from accident_service.adapters.clip_sources.name_pattern import NamePattern
from accident_service.adapters.clip_sources.shelf import (
    CameraTime,
    Recorded,
    ShelfSource,
    Stretches,
)
from accident_service.adapters.clip_sources.table import SourceKind, SourceTable
from accident_service.casework.ports import Clock
from accident_service.casework.source_ports import Progress
from accident_service.errors import ClipSourceUnavailable, NoFootage
from accident_service.footage.camera import Camera
from accident_service.quantities.clocks import TimeWindow


@dataclass(frozen=True, slots=True)
class NamedFolder:
    """A recorder whose disk is mounted here."""

    root: Path
    pattern: NamePattern
    clock: Clock

    def source(self, camera: Camera) -> ShelfSource:
        """Where to ask for one camera's recordings."""
        return ShelfSource(
            shelf=_CameraFiles(self.root, self.pattern, camera.source_key),
            time=CameraTime(self.clock, camera),
            kind=KIND.name,
            address=str(self.root),
            precision_s=self.pattern.precision_s,
        )


@dataclass(frozen=True, slots=True)
class _CameraFiles:
    """A `Shelf` of the files that carry one camera's name."""

    root: Path
    pattern: NamePattern
    key: str

    def recorded(self, wanted: TimeWindow) -> Iterable[Recorded]:
        """The files in the folders of that time."""
        demand_plain_name(self.key)
        if not self.root.is_dir():
            raise ClipSourceUnavailable(f"the recordings folder {self.root} is not there")
        try:
            for folder in self.pattern.folders(self.key, wanted):
                for path in _files_below(self.root / folder):
                    name = path.relative_to(self.root).as_posix()
                    if span := self.pattern.span(name, self.key):
                        yield Recorded(name, span)
        except OSError as failure:
            raise _unreadable(self.key, failure) from failure

    def bring(self, one: Recorded, into: Path, on_progress: Progress) -> Stretches:
        """Copy a file that nobody is still writing."""
        on_progress(0.0)
        try:
            copy_finished(self.root / one.name, into)
        except FileNotFoundError as gone:
            raise NoFootage(f"{one.name} is gone") from gone
        except OSError as failure:
            raise _unreadable(self.key, failure) from failure
        return (one.span,)


def _read(table: SourceTable) -> NamedFolder:
    """`root` and `pattern`; where names do not tell, `zone` and `length_s`."""
    root = Path(table.text("root"))
    if not root.is_absolute():
        raise table.fields.refuse("root", "an absolute path")
    return NamedFolder(root, table.pattern(), table.around.clock)


KIND = SourceKind(
    "folder",
    frozenset({"root", "pattern", "zone", "length_s"}),
    _read,
    frozenset({"root", "pattern"}),
)


def demand_plain_name(key: str) -> None:
    """Refuse a camera's name that would lead out of its folder.

    Raises:
        NoFootage: It has steps in it.
    """
    if not key or key.startswith("/") or {"..", "."} & set(key.split("/")) or "\\" in key:
        raise NoFootage(f"{key!r} is not a camera's name below the recordings")


def copy_finished(source: Path, into: Path) -> None:
    """Copy a file whole.

    Raises:
        ClipSourceUnavailable: It grew while it was copied.
    """
    before = source.stat()
    shutil.copyfile(source, into)
    after = source.stat()
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise ClipSourceUnavailable(f"not yet: {source.name} is still being recorded")


def _files_below(folder: Path) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder):
        folders.sort()
        yield from (Path(parent) / name for name in sorted(names))


def _unreadable(key: str, failure: OSError) -> ClipSourceUnavailable:
    return ClipSourceUnavailable(f"the recordings of {key} cannot be read: {failure}")

"""Recordings in a mounted folder: one folder per camera, one file per recorded segment.

When each segment was recorded, by the camera's own clock, is read from its name, such as
`20260301T083000+0800_600s.mp4` (start, offset from UTC, length), or from a `segments.toml`
beside the files, which wins:

    [[segment]]
    file = "gate.mp4"
    from_at = 2026-03-01T08:30:00+08:00
    to_at = 2026-03-01T08:40:00+08:00
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path, PurePath

from accident_service.adapters.clip_sources.named_folder import copy_finished
from accident_service.adapters.clip_sources.shelf import media_type_of
from accident_service.casework.source_ports import DeliveredPart, Delivery, Progress
from accident_service.errors import ClipSourceUnavailable, NoFootage
from accident_service.footage.search import ClipRequest
from accident_service.footage.segments import shared_s
from accident_service.quantities.clocks import TimeWindow

INDEX_NAME = "segments.toml"
SEGMENT_NAME = re.compile(r"(?P<start>\d{8}T\d{6}(?:Z|[+-]\d{4}))_(?P<length_s>\d{1,5})s\.\w+")
NAMED_TO_S = 1.0
NAMED_START = "%Y%m%dT%H%M%S%z"


@dataclass(frozen=True, slots=True)
class Segment:
    """One file of recording, and the span it covers by the camera's own clock."""

    path: Path
    span: TimeWindow
    precision_s: float = 0.0  # how much later it may begin

    def shared_s(self, window: TimeWindow) -> float:
        """How much of `window` the segment covers; negative when they lie apart."""
        return shared_s(self.span, window)


@dataclass(frozen=True, slots=True)
class RecordingsFolder:
    """A `ClipSource` for one camera.

    `source_key` is the camera's folder below `root`. Every segment that holds some of the
    requested span is delivered whole, as recorded.
    """

    root: Path
    source_key: str

    def fetch(self, request: ClipRequest, into: Path, on_progress: Progress) -> Delivery:
        """Copy the segments to `into` and tell the spans they cover; see the port."""
        wanted = request.span
        try:
            segments = tuple(_segments(self._camera_folder()))
            found = sorted(
                (one for one in segments if one.shared_s(wanted) > 0),
                key=lambda one: (one.span.from_at, one.path.name),
            )
            if not found:
                raise NoFootage(_what_exists(self.source_key, segments, wanted))
            parts = []
            for number, segment in enumerate(found):
                on_progress(number / len(found))
                parts.append(_delivered(segment, into / f"{number:05d}{segment.path.suffix}"))
        except OSError as failure:
            raise ClipSourceUnavailable(
                f"the recordings of {self.source_key} cannot be read: {failure}"
            ) from failure
        return Delivery(parts=tuple(parts), source_kind="folder", source_address=str(self.root))

    def _camera_folder(self) -> Path:
        if not self.root.is_dir():
            raise ClipSourceUnavailable(f"the recordings folder {self.root} is not there")
        key = PurePath(self.source_key)
        if key.is_absolute() or ".." in key.parts:
            raise NoFootage(f"{self.source_key!r} is not a folder below the recordings")
        folder = self.root / key
        if not folder.is_dir():
            raise NoFootage(f"there is no folder {self.source_key} among the recordings")
        return folder


def _delivered(segment: Segment, into: Path) -> DeliveredPart:
    copy_finished(segment.path, into)
    return DeliveredPart(
        path=into,
        span=segment.span,
        name=segment.path.name,
        media_type=media_type_of(segment.path.name),
        precision_s=segment.precision_s,
    )


def _segments(folder: Path) -> Iterator[Segment]:
    index = folder / INDEX_NAME
    indexed = {one.path.name: one for one in _indexed(index)} if index.exists() else {}
    yield from indexed.values()
    for path in sorted(folder.iterdir()):
        if path.name not in indexed and (span := _named_span(path.name)):
            yield Segment(path, span, NAMED_TO_S)


def _named_span(name: str) -> TimeWindow | None:
    named = SEGMENT_NAME.fullmatch(name)
    if named is None:
        return None
    try:
        from_at = datetime.strptime(named["start"], NAMED_START)  # noqa: DTZ007 - has %z
    except ValueError:
        return None
    return TimeWindow(from_at, from_at + timedelta(seconds=int(named["length_s"])))


def _indexed(index: Path) -> Iterator[Segment]:
    try:
        for entry in tomllib.loads(index.read_text(encoding="utf-8"))["segment"]:
            name = PurePath(entry["file"]).name
            yield Segment(index.parent / name, TimeWindow(entry["from_at"], entry["to_at"]))
    except (KeyError, TypeError, AttributeError, ValueError) as fault:
        raise ClipSourceUnavailable(
            f"{index} cannot be used ({fault!r}); every [[segment]] needs file, and from_at and"
            " to_at with an offset from UTC"
        ) from fault


def _what_exists(key: str, segments: tuple[Segment, ...], wanted: TimeWindow) -> str:
    asked = f"nothing of {key} from {wanted.from_at:%F %T} to {wanted.to_at:%F %T} UTC"
    if not segments:
        return f"{asked}; the folder holds no segments"
    nearest = max(segments, key=lambda segment: segment.shared_s(wanted))
    return (
        f"{asked}; of {len(segments)} segments the nearest is {nearest.path.name},"
        f" {nearest.span.from_at:%F %T%z} to {nearest.span.to_at:%F %T%z}"
    )

"""A small film of a whole clip that every browser plays: for context, never for measuring.

It keeps the clip's own times, the first at 0, and names in its comment the hash of the
original it was made from.
"""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Literal

import av
from av.video.frame import VideoFrame

from accident_service.adapters.clip_probe import ClipLimits
from accident_service.adapters.luma import luma_of, luma_sha256
from accident_service.adapters.video_reader import ClipReader

MOST_WIDTH_PX = 1280
# The clock MPEG video has always run by; milliseconds would round the times of 30 Hz.
TIME_BASE = Fraction(1, 90_000)
_CODEC: Literal["libx264"] = "libx264"
# A key frame every second or so: officers drag the slider more than they watch.
_CODING = {"crf": "26", "preset": "veryfast", "threads": "1", "g": "25"}
_CONTAINER = {"movflags": "+faststart"}
COMMENT = "context only; made from sha256:"
# Beside the film, where they are wanted: every picture with its time and the hash of its luma.
NOTES_NAME = "pictures.json"


def make_film(
    clip: Path, film: Path, original_sha256: str, limits: ClipLimits, *, noting: bool = False
) -> None:
    """Write the film, whole or not at all.

    Args:
        noting: List every picture of it beside the film, for cutting them out exactly.

    Raises:
        ClipUnreadable: The clip is refused or cannot be decoded.
    """
    reader = ClipReader(clip, limits)
    size_px = _reduced(reader.probe.width_px, reader.probe.height_px)
    partial = film.with_name(f".{film.name}.partial")
    notes = _Notes(reader.probe.width_px, reader.probe.height_px)
    with av.open(str(partial), "w", format="mp4", container_options=_CONTAINER) as container:
        container.metadata["comment"] = COMMENT + original_sha256
        stream = container.add_stream(_CODEC, options=dict(_CODING))
        stream.width, stream.height = size_px
        stream.pix_fmt, stream.codec_context.time_base = "yuv420p", TIME_BASE
        for frame, pts_s in _in_order(reader):
            if noting:
                notes.add(frame, pts_s)
            small = frame.reformat(*size_px, format="yuv420p")
            small.pts, small.time_base = round(pts_s / TIME_BASE), TIME_BASE
            container.mux(stream.encode(small))
        container.mux(stream.encode(None))
    if noting:
        film.with_name(NOTES_NAME).write_text(json.dumps(asdict(notes)), encoding="utf-8")
    partial.replace(film)


@dataclass(slots=True)
class _Notes:
    """Which pictures went by."""

    width_px: int
    height_px: int
    pts_s: list[float] = field(default_factory=list)
    luma_sha256: list[str] = field(default_factory=list)

    def add(self, frame: VideoFrame, pts_s: float) -> None:
        self.pts_s.append(pts_s)
        self.luma_sha256.append(luma_sha256(luma_of(frame)))


def _in_order(reader: ClipReader) -> Iterator[tuple[VideoFrame, float]]:
    """The frames that advance in time; no film can hold the others."""
    latest_s = -1.0
    for frame, pts_s in reader.timed_frames():
        if pts_s > latest_s:
            latest_s = pts_s
            yield frame, pts_s


def _reduced(width_px: int, height_px: int) -> tuple[int, int]:
    """The same shape, no wider than a desk shows, in even numbers as the coding wants."""
    factor = min(1.0, MOST_WIDTH_PX / width_px)
    return round(width_px * factor / 2) * 2, round(height_px * factor / 2) * 2

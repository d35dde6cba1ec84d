"""Look at a clip before any of it is decoded, and refuse what is not plain video.

A header costs nothing to forge and little to read: size, length and codec are judged here,
before a decoder allocates what the header asks for.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
from av.container import InputContainer
from av.stream import Disposition
from av.video.stream import VideoStream

from accident_service.adapters.clip_verdicts import ClipVerdict, unreadable
from accident_service.adapters.clip_wrappings import HEAD_BYTES, unreadable_wrapping

# Plain files of one recording. Playlists, concatenations and image sequences, which make a
# reader open other files, are not among them.
CONTAINERS = "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,mpegts,mpeg,flv,asf,h264,hevc"
CODECS = frozenset(
    {"h264", "hevc", "mpeg4", "mjpeg", "mpeg2video", "mpeg1video", "vp8", "vp9", "libdav1d", "av1"}
)
INSTEAD = {
    ClipVerdict.SVAC: "coded as SVAC (GB/T 25724), which cannot be decoded here;"
    " have the recorder export H.264 or H.265",
    ClipVerdict.VENDOR_FORMAT: "a recorder's own format; have it exported as MP4",
}
_MICROSECOND = Fraction(1, 1_000_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClipLimits:
    """The largest clip that is read at all."""

    width_px: int = 4096
    height_px: int = 3072
    pixels: int = 4096 * 2304
    frame_count: int = 60_000
    duration_s: float = 3600.0
    bytes: int = 4_000_000_000
    smallest_px: int = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class ClipProbe:
    """What a clip says of itself before any of it is decoded."""

    width_px: int
    height_px: int
    container: str
    codec: str
    declared_frame_count: int | None
    declared_duration_s: float | None
    video_stream_count: int
    rotation_deg: int | None = None  # only known once a frame is decoded


def probe_clip(path: Path, limits: ClipLimits) -> ClipProbe:
    """Look at a clip's headers and refuse it when it is not plain video within the limits.

    Raises:
        ClipUnreadable: Missing, empty, not a video, without a video stream, of a refused
            codec, or too large.
    """
    _require_file(path, limits)
    with opened_clip(path, limits) as container:
        stream = chosen_stream(container)
        codec = stream.codec_context.name
        if codec not in CODECS:
            accepted = ", ".join(sorted(CODECS))
            raise unreadable(
                ClipVerdict.REFUSED_CODEC, f"{path.name}: coded as {codec}; accepted: {accepted}"
            )
        probe = ClipProbe(
            width_px=stream.width,
            height_px=stream.height,
            container=container.format.name,
            codec=codec,
            declared_frame_count=stream.frames or None,
            declared_duration_s=_declared_duration_s(container, stream),
            video_stream_count=len(container.streams.video),
        )
    _require_within(probe, path, limits)
    return probe


def _require_file(path: Path, limits: ClipLimits) -> None:
    if not path.is_file():
        raise unreadable(ClipVerdict.MISSING, f"{path} is not a file")
    size_bytes = path.stat().st_size
    if size_bytes == 0:
        raise unreadable(ClipVerdict.EMPTY, f"{path.name} is empty")
    if size_bytes > limits.bytes:
        raise unreadable(
            ClipVerdict.TOO_LARGE, f"{path.name}: {size_bytes} bytes, {limits.bytes} accepted"
        )
    with path.open("rb") as file:
        wrapping = unreadable_wrapping(file.read(HEAD_BYTES))
    if wrapping is not None:
        raise unreadable(wrapping, f"{path.name}: {INSTEAD[wrapping]}")


@contextmanager
def opened_clip(path: Path, limits: ClipLimits) -> Iterator[InputContainer]:
    """The container of this file alone, closed afterwards; it may not lead to other files."""
    options = {
        "protocol_whitelist": "file",
        "format_whitelist": CONTAINERS,
        "max_pixels": str(limits.pixels),
    }
    try:
        container = av.open(
            f"file:{path}", options=options, metadata_errors="replace", buffer_size=1 << 16
        )
    except (av.FFmpegError, ValueError) as failure:
        # The library's own words name the full path, which is nobody's business.
        why = getattr(failure, "strerror", None) or type(failure).__name__
        raise unreadable(
            ClipVerdict.NOT_A_VIDEO, f"{path.name} is not a video that can be opened: {why}"
        ) from failure
    with container:
        yield container


def chosen_stream(container: InputContainer) -> VideoStream:
    """The largest moving picture of the file; cover images do not count."""
    moving = [
        stream
        for stream in container.streams.video
        if not stream.disposition & Disposition.attached_pic
    ]
    if not moving:
        raise unreadable(ClipVerdict.NO_VIDEO, "the file has no video stream")
    # A stream nobody can decode has no codec context, whatever the library's types say.
    streams = [stream for stream in moving if getattr(stream, "codec_context", None) is not None]
    if not streams:
        raise unreadable(ClipVerdict.REFUSED_CODEC, "the video stream is of an unknown codec")
    chosen = max(streams, key=lambda stream: (stream.width * stream.height, -stream.index))
    chosen.thread_count = 1
    return chosen


def _require_within(probe: ClipProbe, path: Path, limits: ClipLimits) -> None:
    width_px, height_px = probe.width_px, probe.height_px
    if min(width_px, height_px) == 0:
        raise unreadable(
            ClipVerdict.NO_SIZE,
            f"{path.name}: no picture size can be read, or it is beyond {limits.pixels} px",
        )
    if min(width_px, height_px) < limits.smallest_px:
        raise unreadable(
            ClipVerdict.TOO_SMALL,
            f"{path.name}: {width_px}x{height_px} px, at least {limits.smallest_px} needed",
        )
    excess = (
        width_px > limits.width_px
        or height_px > limits.height_px
        or width_px * height_px > limits.pixels
        or (probe.declared_frame_count or 0) > limits.frame_count
        or (probe.declared_duration_s or 0.0) > limits.duration_s
    )
    if excess:
        raise unreadable(
            ClipVerdict.TOO_LARGE,
            f"{path.name}: {width_px}x{height_px} px, {probe.declared_frame_count} frames,"
            f" {probe.declared_duration_s} s; accepted up to {limits.pixels} px a frame,"
            f" {limits.frame_count} frames, {limits.duration_s:.0f} s",
        )


def _declared_duration_s(container: InputContainer, stream: VideoStream) -> float | None:
    if stream.duration is not None and stream.time_base is not None:
        return float(stream.duration * stream.time_base)
    if container.duration is not None:
        return float(container.duration * _MICROSECOND)
    return None

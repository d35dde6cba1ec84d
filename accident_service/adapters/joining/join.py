"""Join recordings packet by packet into one file; no picture is decoded or coded anew.

The result starts with the last key frame before the time to keep and ends before the first
one after it. Times go on as the recordings truly lay: a gap in time stays a gap. Sound is
left out. The same recordings give the same bytes.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any, Self

import av
from av.packet import Packet
from av.video.stream import VideoStream

from accident_service.adapters.clip_probe import ClipLimits, chosen_stream, opened_clip, probe_clip
from accident_service.adapters.clip_verdicts import ClipVerdict, unreadable
from accident_service.adapters.joining.placing import Scanned, placed_s
from accident_service.adapters.joining.request import JoinRequest

# Nothing is decoded here, so hours of recording may pass; what is kept is probed again later.
COPY_LIMITS = ClipLimits(frame_count=20_000_000, duration_s=100_000.0, bytes=64_000_000_000)
# The clock MPEG video has always run by, and the finest that is worth writing.
USUAL_CLOCK_HZ, FINEST_CLOCK_HZ = 90_000, 10_000_000
SLOWEST_CLOCK_HZ = 10_000


@dataclass(frozen=True, slots=True)
class _Placed:
    """One recording, what its packets say, and when it begins and must end."""

    path: Path
    scanned: Scanned
    start_s: float
    until_s: float  # the next one takes over

    def time_s(self, pts: int) -> float:
        return self.start_s + self.scanned.offset_s(pts)


def join(request: JoinRequest, progress: Callable[[float], None]) -> tuple[float, float]:
    """Write the file; when its first picture was taken and its last one ended.

    Returns:
        Seconds since the first part's start by its name.

    Raises:
        ClipUnreadable: A part is not plain video, they are not of one make, or nothing of the
            time to keep is there.
    """
    scanned = []
    for number, part in enumerate(request.parts):
        scanned.append(scan(part.path))
        progress(0.5 * (number + 1) / len(request.parts))
    if len({one.make for one in scanned}) > 1:
        raise unreadable(ClipVerdict.SIZE_CHANGES, "the recordings are not of one make")
    placed = _in_place(request, scanned)
    return _written(request, placed, progress)


def scan(path: Path) -> Scanned:
    """What the packets of a recording say; it is read once, and nothing is decoded.

    Raises:
        ClipUnreadable: It is not plain video, or has no times.
    """
    probe_clip(path, COPY_LIMITS)
    with opened_clip(path, COPY_LIMITS) as container:
        stream = chosen_stream(container)
        times, keys = [], []
        for packet in _packets(path, container.demux(stream)):
            times.append(_pts(packet))
            if packet.is_keyframe:
                keys.append(times[-1])
        if not keys or stream.time_base is None:
            raise unreadable(ClipVerdict.NO_PICTURES, f"{path.name}: no key frame with a time")
        codec = stream.codec_context
        return Scanned(
            pts=tuple(times),
            first_pts=min(times),
            last_pts=max(times),
            key_pts=tuple(keys),
            time_base=stream.time_base,
            make=(codec.name, stream.width, stream.height, bytes(codec.extradata or b"")),
        )


def _in_place(request: JoinRequest, scanned: Sequence[Scanned]) -> list[_Placed]:
    starts_s = placed_s(
        [one.from_s for one in request.parts], [one.precision_s for one in request.parts], scanned
    )
    until_s = (*starts_s[1:], math.inf)
    return [
        _Placed(part.path, one, start, until)
        for part, one, start, until in zip(request.parts, scanned, starts_s, until_s, strict=True)
    ]


def _written(
    request: JoinRequest, placed: Sequence[_Placed], progress: Callable[[float], None]
) -> tuple[float, float]:
    keys_s = sorted(one.time_s(key) for one in placed for key in one.scanned.key_pts)
    before_s = [key for key in keys_s if key <= request.keep_from_s]
    after_s = [key for key in keys_s if key >= request.keep_to_s]
    begin_s = before_s[-1] if before_s else keys_s[0]
    window_s = (begin_s, after_s[0] if after_s else math.inf)
    delay_s = max(one.scanned.delay_s for one in placed)
    writer = _Writer(request, _clock_hz(placed), begin_s, delay_s)
    with writer:
        for number, one in enumerate(placed):
            if one.start_s < window_s[1] and one.start_s + one.scanned.lasts_s > begin_s:
                writer.copy(one, window_s)
            progress(0.5 + 0.5 * (number + 1) / len(placed))
    return begin_s, writer.ends_s


def _clock_hz(placed: Sequence[_Placed]) -> int:
    """A clock on which every recording's own times are whole numbers, if there is one."""
    clock_hz = math.lcm(*(one.scanned.time_base.denominator for one in placed))
    if clock_hz > FINEST_CLOCK_HZ:
        return USUAL_CLOCK_HZ
    return clock_hz * math.ceil(SLOWEST_CLOCK_HZ / clock_hz)


class _Writer:
    """The file being written: packets moved to the common line of time."""

    def __init__(self, request: JoinRequest, clock_hz: int, begin_s: float, delay_s: float) -> None:
        self._comment = request.comment
        self._clock = Fraction(1, clock_hz)
        self._begin_s = begin_s
        self._delay_s = delay_s
        self._container = av.open(
            str(request.out),
            "w",
            format="mp4",
            container_options={
                "movflags": "+faststart",
                "fflags": "+bitexact",
                "video_track_timescale": str(clock_hz),
            },
        )
        self._stream: VideoStream | None = None
        self._last_dts: int | None = None
        self.ends_s = begin_s

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_failure: object) -> None:
        self._container.close()

    def copy(self, one: _Placed, window_s: tuple[float, float]) -> None:
        """Write those packets of one recording that lie in the window and before the next one."""
        end_s = min(window_s[1], one.until_s)
        half_s = one.scanned.frame_s / 2
        with opened_clip(one.path, COPY_LIMITS) as container:
            stream = chosen_stream(container)
            packets = _packets(one.path, container.demux(stream))
            # Pictures are decoded in the order they are shown in, only earlier; what files say
            # of it themselves is often missing, and never fits over a border.
            for packet, decoded in zip(packets, sorted(one.scanned.pts), strict=False):
                at_s = one.time_s(_pts(packet))
                if at_s >= end_s - half_s:
                    break
                if at_s >= window_s[0] - half_s:
                    decode_s = one.time_s(decoded) - self._delay_s
                    self._write(packet, (at_s, decode_s), self._stream_like(stream))
                    self.ends_s = max(self.ends_s, at_s + one.scanned.frame_s)

    def _stream_like(self, template: VideoStream) -> VideoStream:
        if self._stream is None:
            self._container.metadata["comment"] = self._comment
            self._stream = self._container.add_stream_from_template(template)
            self._stream.time_base = self._clock
        return self._stream

    def _write(
        self, packet: "Packet[Any]", times_s: tuple[float, float], stream: VideoStream
    ) -> None:
        """Args: times_s: When it is shown, and when it is decoded."""
        pts, dts = (round((one - self._begin_s) / self._clock) for one in times_s)
        packet.pts = pts
        packet.dts = dts if self._last_dts is None else max(dts, self._last_dts + 1)
        packet.time_base = self._clock
        packet.stream = stream
        self._last_dts = packet.dts
        try:
            self._container.mux_one(packet)
        except (av.FFmpegError, ValueError) as failure:
            raise unreadable(
                ClipVerdict.NOT_A_VIDEO, f"a packet cannot be copied: {failure}"
            ) from failure


def _packets(path: Path, packets: "Iterator[Packet[Any]]") -> "Iterator[Packet[Any]]":
    """Every packet with content; a file that breaks off ends where it does."""
    while True:
        try:
            packet = next(packets)
        except StopIteration:
            return
        except (av.FFmpegError, IndexError) as failure:
            raise unreadable(ClipVerdict.NOT_A_VIDEO, f"{path.name} breaks off") from failure
        if packet.size:
            if packet.pts is None and packet.dts is None:
                raise unreadable(ClipVerdict.NO_TIMES, f"{path.name}: packets without a time")
            yield packet


def _pts(packet: "Packet[Any]") -> int:
    return packet.pts if packet.pts is not None else (packet.dts or 0)

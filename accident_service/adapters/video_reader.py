"""Read a clip's pictures and their times; the only place that decodes a video.

A clip comes from strangers. It is probed before anything is decoded (`clip_probe`), and
decoded from front to back: seeking is where readers lose time. Call this in a process that
may die (`analysis_runner`): decoders crash on hostile files.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.container import InputContainer
from av.packet import Packet
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from accident_service.adapters.clip_probe import ClipLimits, chosen_stream, opened_clip, probe_clip
from accident_service.adapters.clip_verdicts import ClipVerdict, unreadable
from accident_service.adapters.luma import luma_of
from accident_service.reconstruction.frames import ColourFrame, GrayFrame
from accident_service.reconstruction.timing.rate import CodedRate

# Rates outside of these are fillers that encoders write, not statements.
_SLOWEST_HZ, _FASTEST_HZ = 1, 120
# Where programs sign what they code, near the start of the first packet.
_SIGNATURES, _SIGNED_WITHIN = (b"x264 - core", b"x265 (build", b"Lavc"), 4096


class ClipReader:
    """One pass over one clip's luma planes, counting what the decoder did not like."""

    def __init__(self, path: Path, limits: ClipLimits) -> None:
        """Raises ClipUnreadable: The file is refused before it is decoded."""
        self._path = path
        self._limits = limits
        self.probe = probe_clip(path, limits)
        self.packet_count = 0
        self.damaged_packet_count = 0
        self.rotation_deg = 0
        self.interlaced = False
        self._coded_rate: CodedRate | None = None
        self._recoded = False

    @property
    def declared_frame_count(self) -> int | None:
        """Frames the header promises, or else packets that came by; None where neither counts.

        Interlaced recordings may carry two packets a frame, so theirs are no promise.
        """
        counted = None if self.interlaced else self.packet_count
        return self.probe.declared_frame_count or counted

    @property
    def coded_rate(self) -> CodedRate | None:
        """Frames per second as the coded stream itself states them, known once it is decoded.

        Re-packing a clip at another rate leaves this alone. Interlaced streams state fields or
        frames as they please, and some encoders write nonsense: neither is a statement.
        """
        return None if self.interlaced else self._coded_rate

    def frames(self) -> Iterator[GrayFrame]:
        """Every frame in order; `pixels` is a view of what the decoder made, to be looked at only.

        Raises:
            ClipUnreadable: Nothing decodes, the size changes on the way, no frame has a time,
                or more frames come than the limits allow.
        """
        for frame, pts_s in self.timed_frames():
            yield GrayFrame(luma_of(frame), pts_s)

    def colour_frames(self) -> Iterator[ColourFrame]:
        """Every frame in order, in colour; raises as `frames` does."""
        return (_in_colour(frame, pts_s) for frame, pts_s in self.timed_frames())

    def colour_frames_at(self, moments_s: Sequence[float]) -> Iterator[ColourFrame]:
        """The frame nearest to each of these moments, in order of time, each frame once.

        Raises:
            ClipUnreadable: As `frames`.
        """
        wanted_s = sorted(moments_s)
        previous: tuple[VideoFrame, float] | None = None
        given_s = -1.0
        for frame, pts_s in self.timed_frames():
            while wanted_s and wanted_s[0] <= pts_s:
                moment_s = wanted_s.pop(0)
                nearest = (frame, pts_s)
                if previous is not None and moment_s - previous[1] < pts_s - moment_s:
                    nearest = previous
                if nearest[1] > given_s:
                    given_s = nearest[1]
                    yield _in_colour(*nearest)
            if not wanted_s:
                return
            previous = (frame, pts_s)
        if wanted_s and previous is not None and previous[1] > given_s:
            yield _in_colour(*previous)

    def timed_frames(self) -> Iterator[tuple[VideoFrame, float]]:
        """Every frame as the library decodes it, with its seconds since the first; as `frames`."""
        first_pts: int | None = None
        count = untimed = 0
        with opened_clip(self._path, self._limits) as container:
            stream = chosen_stream(container)
            time_base = _time_base(stream)
            for frame in self._decoded(container, stream):
                pts = frame.pts if frame.pts is not None else frame.dts
                if pts is None:
                    untimed += 1
                    continue
                first_pts = pts if first_pts is None else first_pts
                count += 1
                self._require_expected(frame, count)
                if count == 1:
                    self._coded_rate = _stated_rate(stream, recoded=self._recoded)
                yield frame, float((pts - first_pts) * time_base)
        if count == 0:
            verdict = ClipVerdict.NO_TIMES if untimed else ClipVerdict.NO_PICTURES
            raise unreadable(
                verdict, f"{self._path.name}: {untimed} frames decoded, none of them with a time"
            )

    def _decoded(self, container: InputContainer, stream: VideoStream) -> Iterator[VideoFrame]:
        """Frames of every packet that decodes; a damaged packet costs itself, not the clip."""
        packets = container.demux(stream)
        while True:
            try:
                packet = next(packets)
                self.packet_count += packet.size > 0
                if self.packet_count == 1:
                    self._recoded = _names_a_program(packet)
                yield from packet.decode()
            except StopIteration:
                return
            except IndexError as failure:
                # A damaged container announces streams on the way that the library has not met.
                raise unreadable(
                    ClipVerdict.NOT_A_VIDEO, f"{self._path.name}: its streams come and go"
                ) from failure
            except av.FFmpegError:
                self.damaged_packet_count += 1
                if self.damaged_packet_count > self._limits.frame_count:
                    return

    def _require_expected(self, frame: VideoFrame, count: int) -> None:
        self.rotation_deg = int(frame.rotation)
        self.interlaced = self.interlaced or bool(frame.interlaced_frame)
        if (frame.width, frame.height) != (self.probe.width_px, self.probe.height_px):
            raise unreadable(
                ClipVerdict.SIZE_CHANGES,
                f"{self._path.name}: frame {count} is {frame.width}x{frame.height},"
                f" the first is {self.probe.width_px}x{self.probe.height_px}",
            )
        if count > self._limits.frame_count:
            raise unreadable(
                ClipVerdict.TOO_LARGE,
                f"{self._path.name}: more than {self._limits.frame_count} frames",
            )


def read_frames(path: Path, limits: ClipLimits) -> Iterator[GrayFrame]:
    """Every frame of the clip in order; see `ClipReader.frames`.

    Raises:
        ClipUnreadable: The file is refused, or cannot be decoded.
    """
    return ClipReader(path, limits).frames()


def _names_a_program(packet: "Packet[VideoStream]") -> bool:
    """Did an encoder that runs on computers sign the stream? Cameras code in hardware."""
    start = bytes(packet)[:_SIGNED_WITHIN]
    return any(signature in start for signature in _SIGNATURES)


def _stated_rate(stream: VideoStream, *, recoded: bool) -> CodedRate | None:
    # None where nothing is stated, whatever the library's types say.
    rate_hz = float(getattr(stream.codec_context, "framerate", None) or 0.0)
    return CodedRate(rate_hz, recoded) if _SLOWEST_HZ <= rate_hz <= _FASTEST_HZ else None


def _time_base(stream: VideoStream) -> Fraction:
    if stream.time_base is None:
        raise unreadable(ClipVerdict.NO_TIMES, "the video stream has no time base")
    return Fraction(stream.time_base)


def _in_colour(frame: VideoFrame, pts_s: float) -> ColourFrame:
    return ColourFrame(np.asarray(frame.to_ndarray(format="rgb24"), dtype=np.uint8), pts_s)

"""Recordings of an ONVIF Profile G recorder.

    kind = "onvif"
    url = "https://nvr.lan"
    replay = "rtsp://nvr.lan:554"           # rtsps:// for TLS; plain hosts are named in `plain`
    user = "accident-service"
    secret = "env:NVR_PASSWORD"

A camera's `source_key` is the token of its recording. The device says what it has of it (Recording
Search), and replays a range of its own clock's times; each frame comes with the time it was taken
at. What arrives is a stream and no file: its frames are packed, unchanged and with their times, as
a program stream, which is what is sealed. Where the recorder's own times leap, it was not
recording: that is a gap. One packet missing, a line that breaks before the end, or frames without
times, and nothing is kept.
"""

from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from accident_service.adapters.clip_sources.onvif.device import OnvifDevice
from accident_service.adapters.clip_sources.onvif.program_stream import (
    END,
    H264_TYPE,
    H265_TYPE,
    packed_frame,
)
from accident_service.adapters.clip_sources.onvif.rtp import Assembly, Frame, packet_of
from accident_service.adapters.clip_sources.onvif.rtsp import RtspReplay
from accident_service.adapters.clip_sources.plain_web import Credentials, credentials_in
from accident_service.adapters.clip_sources.shelf import (
    CameraTime,
    Recorded,
    ShelfSource,
    Stretches,
)
from accident_service.adapters.clip_sources.table import SourceKind, SourceTable
from accident_service.adapters.clip_sources.web import WebSite, site_at
from accident_service.casework.ports import Clock
from accident_service.casework.source_ports import Progress
from accident_service.errors import ClipSourceUnavailable, InvalidSettings, NoFootage
from accident_service.footage.camera import Camera
from accident_service.quantities.clocks import TimeWindow

# The next frame of a slow camera may lie so far beyond the end of what was asked for. [design]
NEAR_END_S = 2.0
# The slowest cameras record a frame a second; what is further apart was not recorded. [design]
APART_S = 1.5
WEB_SCHEMES = {"rtsp": "http", "rtsps": "https"}


@dataclass(frozen=True, slots=True, kw_only=True)
class OnvifRecorder:
    """One recorder, and how it knows us."""

    site: WebSite
    line: WebSite  # where RTSP is spoken; its scheme tells only whether there is TLS
    replay: str
    credentials: Credentials
    clock: Clock

    def source(self, camera: Camera) -> ShelfSource:
        """Where to ask for one recording."""
        return ShelfSource(
            shelf=_Recording(self, self._device(), camera.source_key),
            time=CameraTime(self.clock, camera),
            kind=KIND.name,
            address=self.site.base,
            precision_s=0.0,
        )

    def _device(self) -> OnvifDevice:
        told = self.credentials
        return OnvifDevice(self.site, told.user, told.secret, self.clock)


@dataclass(frozen=True, slots=True)
class _Recording:
    """A `Shelf` of one recording, which is replayed for just the time asked."""

    recorder: OnvifRecorder
    device: OnvifDevice
    token: str

    def recorded(self, wanted: TimeWindow) -> Iterable[Recorded]:
        """The stretch of the wanted time that lies within what is recorded."""
        span = self.device.recorded(self.token)
        from_at, to_at = max(span.from_at, wanted.from_at), min(span.to_at, wanted.to_at)
        if from_at < to_at:
            yield Recorded(f"{self.token}.mpg", TimeWindow(from_at, to_at))

    def bring(self, one: Recorded, into: Path, on_progress: Progress) -> Stretches:
        """Have it replayed, and pack what comes; the file is whole or is not there."""
        uri = self.recorder.replay + self.device.replay_path(self.token)
        connection = self.recorder.line.reach.connection(self.recorder.line.target("/"))
        try:
            told = self.recorder.credentials
            password = told.secret.reveal() if told.secret else ""
            with closing(RtspReplay(connection.sock, uri, told.user, password)) as replay:
                return self._packed(replay, one.span, into, on_progress)
        except OSError as broken:
            into.unlink(missing_ok=True)
            raise ClipSourceUnavailable(
                f"{self.recorder.line.host} broke off its replay: {broken}"
            ) from broken
        except (ClipSourceUnavailable, NoFootage):
            into.unlink(missing_ok=True)
            raise
        finally:
            connection.close()

    def _packed(
        self, replay: RtspReplay, span: TimeWindow, into: Path, on_progress: Progress
    ) -> Stretches:
        media = replay.described()
        kind = H265_TYPE if media.hevc else H264_TYPE
        first, last, shown = None, None, _Shown()
        length = span.to_at - span.from_at
        with into.open("xb") as file:
            for frame in _frames(Assembly(media.hevc), replay.played(media, span), span.to_at):
                if first is None:
                    if not frame.is_key:
                        continue  # nothing can be seen before the first whole picture
                    first = frame.taken_at
                content = media.parameter_sets + frame.content if last is None else frame.content
                time_s = (frame.taken_at - first).total_seconds()
                file.write(packed_frame(content, time_s, kind, is_key=frame.is_key))
                last = frame.taken_at
                shown.add(last)
                on_progress(min(max((last - span.from_at) / length, 0.0), 1.0))
            file.write(END)
        with suppress(OSError, ClipSourceUnavailable):
            replay.ended()
        if first is None or last is None or last <= span.from_at:
            raise NoFootage(f"{self.recorder.line.host} replayed nothing of {span.from_at:%F %T}")
        if last < span.to_at - timedelta(seconds=NEAR_END_S):
            raise ClipSourceUnavailable(
                f"{self.recorder.line.host} ended its replay at {last:%T} instead of"
                f" {span.to_at:%T} UTC"
            )
        return shown.stretches()


@dataclass(slots=True)
class _Shown:
    """The stretches that frames follow one another in."""

    _closed: list[TimeWindow] = field(default_factory=list)
    _begun: datetime | None = None
    _last: datetime | None = None
    _usual: timedelta = timedelta()  # from one frame to the next

    def add(self, taken_at: datetime) -> None:
        """One more frame."""
        if self._begun is None or self._last is None:
            self._begun = self._last = taken_at
        elif taken_at - self._last > timedelta(seconds=APART_S):
            # A frame stands for the time until the next one was due.
            self._closed.append(TimeWindow(self._begun, self._last + self._usual))
            self._begun = taken_at
        else:
            self._usual = abs(taken_at - self._last)
        self._last = max(self._last, taken_at)

    def stretches(self) -> Stretches:
        """All of them, in order; none without a frame."""
        if self._begun is None or self._last is None:
            return ()
        return (*self._closed, TimeWindow(self._begun, self._last))


def _frames(assembly: Assembly, packets: Iterator[bytes], until_at: datetime) -> Iterator[Frame]:
    """The frames up to the end of what was asked for, or of the recording."""
    for data in packets:
        for frame in assembly.frames(packet_of(data)):
            yield frame
            if frame.is_last or frame.taken_at >= until_at:
                return


def _read(table: SourceTable) -> OnvifRecorder:
    """`url`, `replay`, `user` and `secret`, and `ca` where it is needed."""
    replay = table.text("replay").rstrip("/")
    scheme, _, rest = replay.partition("://")
    if scheme not in WEB_SCHEMES or not rest or "/" in rest or "@" in rest:
        raise InvalidSettings("replay: rtsp://host:port or rtsps://host:port, and nothing more")
    return OnvifRecorder(
        site=site_at(table, table.text("url")),
        line=site_at(table, f"{WEB_SCHEMES[scheme]}://{rest}"),
        replay=replay,
        credentials=credentials_in(table),
        clock=table.around.clock,
    )


KIND = SourceKind(
    "onvif",
    frozenset({"url", "replay", "user", "secret", "ca"}),
    _read,
    frozenset({"url", "replay"}),
)

"""Recordings of GB/T 28181 devices, through WVP-GB28181-pro with ZLMediaKit.

    kind = "gb28181"
    url = "https://wvp.lan:18080"
    media = "https://zlm.lan:8443"          # ZLMediaKit, which writes what devices send
    user = "accident-service"               # or no user, and an API key as the secret
    secret = "env:WVP_PASSWORD"

A camera's `source_key` is "device/channel", both 20 digits. The gateway asks the device what it
has recorded (RecordInfo), then for a stretch of it (INVITE with `s=Download`); ZLMediaKit writes
what comes as one file, which is fetched whole once the gateway says that it is there. Times are
the recorder's, in local time without an offset (GB/T 28181-2022, A.2): `zone`, Asia/Shanghai.
Devices begin at a key frame near the second asked for: `precision_s`, 2 unless it is known. So
much more is asked for at both ends, and so much doubt stays with the times of the clip.

The file is the gateway's packing of the device's pictures, which are not coded anew; it is sealed
as it arrives, and the record names the gateway. Of the address the gateway gives for it only the
path is used, below `media`: nobody but the operator says what is connected to.

Contract: WVP-GB28181-pro, GBRecordController, RecordItem, StreamContent and DownloadFileInfo
(commits e0f9c93, 09f1ef2, 1156880, 2e7c9a7).
"""

import math
import re
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from typing import TypeGuard
from urllib.parse import urlsplit

from accident_service.adapters.clip_sources.plain_web import credentials_in
from accident_service.adapters.clip_sources.shelf import (
    CameraTime,
    Recorded,
    ShelfSource,
    Stretches,
)
from accident_service.adapters.clip_sources.table import SourceKind, SourceTable
from accident_service.adapters.clip_sources.web import Headers, WebSite, site_at
from accident_service.adapters.clip_sources.wvp import Wvp
from accident_service.casework.ports import Clock
from accident_service.casework.source_ports import Progress
from accident_service.errors import ClipSourceUnavailable, NoFootage, OutsideWorldFailed
from accident_service.footage.camera import Camera
from accident_service.quantities.clocks import TimeWindow

LOCAL = "%Y-%m-%d %H:%M:%S"
ZONE = "Asia/Shanghai"
# Recorders place key frames one or two seconds apart. [design]
PRECISION_S = 2.0
# Devices send at up to this many times the pace of time; slower ones just take longer. [design]
SPEED = 4
# What a device, a gateway and a disk may take besides the recording's own length. [design]
SETTLES_S = 120.0
# Of the whole fetch; the rest is bringing the file from the media server.
WRITING_SHARE = 0.7
_ID = re.compile(r"\d{20}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Gateway:
    """One WVP and its media server, and how they know us."""

    wvp: Wvp
    media: WebSite
    zone: tzinfo
    precision_s: float
    clock: Clock

    def source(self, camera: Camera) -> ShelfSource:
        """Where to ask for one channel's recordings."""
        return ShelfSource(
            shelf=_Channel(self, *_ids(camera.source_key)),
            time=CameraTime(self.clock, camera),
            kind=KIND.name,
            address=self.wvp.site.base,
            precision_s=self.precision_s,
            start_doubt_s=self.precision_s,
        )


@dataclass(slots=True)
class _Channel:
    """A `Shelf` of one channel's recordings; signs in once a fetch."""

    gateway: Gateway
    device: str
    channel: str
    _headers: Headers | None = None
    _spans: dict[str, TimeWindow] = field(default_factory=dict)

    def recorded(self, wanted: TimeWindow) -> Iterable[Recorded]:
        """The stretches of the wanted time that the device has recorded, in whole seconds."""
        wanted = wanted.widened(margin_s=self.gateway.precision_s)
        found = self._ask("/api/gb_record/query", **self._times(wanted))
        for number, span in enumerate(_runs(self._listed(found))):
            from_at, to_at = max(span.from_at, wanted.from_at), min(span.to_at, wanted.to_at)
            if from_at < to_at:
                name = f"{self.device}/{self.channel}/{number}.mp4"
                self._spans[name] = TimeWindow(
                    from_at.replace(microsecond=0), _whole_second_after(to_at)
                )
                yield Recorded(name, self._spans[name])

    def bring(self, one: Recorded, into: Path, on_progress: Progress) -> Stretches:
        """Have the device send the stretch, and fetch the file once it is written."""
        times = {**self._times(one.span), "downloadSpeed": str(SPEED)}
        started = self._ask("/api/gb_record/download/start", **times)
        stream = str(started.get("stream") or "")
        if not stream:
            raise ClipSourceUnavailable(f"{self.gateway.wvp.site.host} names no stream")
        try:
            path = self._written(stream, one.span, on_progress)
            self.gateway.media.bring(
                path,
                (),
                into,
                lambda share: on_progress(WRITING_SHARE + (1 - WRITING_SHARE) * share),
            )
        finally:
            with suppress(ClipSourceUnavailable, NoFootage, OutsideWorldFailed):
                self._ask("/api/gb_record/download/stop", stream)
        return (one.span,)

    def _written(self, stream: str, span: TimeWindow, on_progress: Progress) -> str:
        """The path of the finished file at the media server."""
        pause_s = self.gateway.wvp.site.limits.pause_s
        length_s = (span.to_at - span.from_at).total_seconds()
        given_up_s = time.monotonic() + length_s + SETTLES_S
        while time.monotonic() < given_up_s:
            told = self._ask("/api/gb_record/download/progress", stream)
            paths = told.get("downLoadFilePath")
            if isinstance(paths, dict):
                address = urlsplit(str(paths.get("httpsPath") or paths.get("httpPath") or ""))
                if address.path:
                    return f"{address.path}?{address.query}" if address.query else address.path
            share = told.get("progress")
            on_progress(WRITING_SHARE * min(float(share), 1.0) if _is_number(share) else 0.0)
            time.sleep(pause_s)
        raise ClipSourceUnavailable(
            f"{self.gateway.wvp.site.host} has not written {length_s:.0f} s of"
            f" {self.device}/{self.channel} within {length_s + SETTLES_S:.0f} s"
        )

    def _ask(self, step: str, stream: str = "", **query: str) -> dict[str, object]:
        path = "/".join(filter(None, (step, self.device, self.channel, stream)))
        if self._headers is None:
            self._headers = self.gateway.wvp.signed_in()
        return self.gateway.wvp.asked(path, self._headers, **query)

    def _times(self, span: TimeWindow) -> dict[str, str]:
        zone = self.gateway.zone
        return {
            "startTime": span.from_at.astimezone(zone).strftime(LOCAL),
            "endTime": _whole_second_after(span.to_at).astimezone(zone).strftime(LOCAL),
        }

    def _listed(self, found: dict[str, object]) -> Iterable[TimeWindow]:
        listed = found.get("recordList") or []
        try:
            for one in listed if isinstance(listed, list) else ():
                from_at, to_at = (self._moment(one[name]) for name in ("startTime", "endTime"))
                if from_at < to_at:
                    yield TimeWindow(from_at, to_at)
        except (KeyError, TypeError, ValueError) as odd:
            raise ClipSourceUnavailable(
                f"{self.gateway.wvp.site.host} lists a recording without its times"
            ) from odd

    def _moment(self, told: str) -> datetime:
        return datetime.fromisoformat(told).replace(tzinfo=self.gateway.zone)


def _runs(spans: Iterable[TimeWindow]) -> list[TimeWindow]:
    """The recordings joined where one begins within a second of the other's end."""
    runs: list[TimeWindow] = []
    for one in sorted(spans, key=lambda each: (each.from_at, each.to_at)):
        if runs and (one.from_at - runs[-1].to_at).total_seconds() <= 1.0:
            runs[-1] = TimeWindow(runs[-1].from_at, max(runs[-1].to_at, one.to_at))
        else:
            runs.append(one)
    return runs


def _whole_second_after(at: datetime) -> datetime:
    whole = at.replace(microsecond=0)
    return whole if whole == at else whole + timedelta(seconds=1)


def _ids(source_key: str) -> tuple[str, str]:
    """Device and channel of a camera's `source_key`.

    Raises:
        NoFootage: They are not two numbers of 20 digits (GB/T 28181-2022, annex E).
    """
    device, _, channel = source_key.partition("/")
    if not (_ID.fullmatch(device) and _ID.fullmatch(channel)):
        raise NoFootage(f"{source_key!r} is not device/channel, 20 digits each")
    return device, channel


def _is_number(told: object) -> TypeGuard[float]:
    return isinstance(told, int | float) and math.isfinite(told) and told >= 0


def _read(table: SourceTable) -> Gateway:
    """`url`, `media`, `user` and `secret`, `zone`, `precision_s`, and `ca` where it is needed."""
    credentials = credentials_in(table)
    base = table.text("url")
    return Gateway(
        wvp=Wvp(site=site_at(table, base), user=credentials.user, secret=credentials.secret),
        media=site_at(table, table.text("media", base)),
        zone=table.zone(ZONE),
        precision_s=table.seconds_if_any("precision_s") or PRECISION_S,
        clock=table.around.clock,
    )


KIND = SourceKind(
    "gb28181",
    frozenset({"url", "media", "user", "secret", "zone", "precision_s", "ca"}),
    _read,
    frozenset({"url"}),
)

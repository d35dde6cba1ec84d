"""Recordings under an address that tells camera and time, over HTTPS.

    kind = "https"
    url = "https://recorder.example/{camera}/{from:%Y%m%dT%H%M%SZ}/{to:%Y%m%dT%H%M%SZ}.mp4"

asks for any span; the answer is taken to show just what was asked for, unless it tells in
headers named by `starts` and `ends` when it begins and ends (ISO 8601). With `segment_s`,

    url = "https://files.example/{camera}/{start:%Y-%m-%d/%H%M}.mp4"
    segment_s = 600

names files of equal length that begin at whole multiples of it since midnight.

`secret` is sent as the header `header` (Authorization, if not set), or with `user` as Basic.
`precision_s` says how much later than told a recording may begin.
"""

import base64
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from pathlib import Path

from accident_service.adapters.clip_sources.named_folder import demand_plain_name
from accident_service.adapters.clip_sources.secrets import Secret
from accident_service.adapters.clip_sources.shelf import (
    SETTLES_S,
    CameraTime,
    Recorded,
    ShelfSource,
    Stretches,
)
from accident_service.adapters.clip_sources.table import SourceKind, SourceTable
from accident_service.adapters.clip_sources.web import Headers, WebSite, quoted, site_at
from accident_service.casework.ports import Clock
from accident_service.casework.source_ports import Progress
from accident_service.errors import ClipSourceUnavailable, InvalidSettings
from accident_service.footage.camera import Camera
from accident_service.quantities.clocks import TimeWindow

_PIECE = re.compile(r"\{(camera|from|to|start)(?::([^{}]*))?\}")
_HEADER_NAME = re.compile(r"[A-Za-z0-9-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressPattern:
    """An address with places for camera and times."""

    path: str  # what follows scheme, host and port
    zone: tzinfo

    def of(self, camera: str, **times: datetime) -> str:
        """The address's path for one camera and these times."""

        def written(piece: re.Match[str]) -> str:
            if piece[1] == "camera":
                return quoted(camera)
            return times[piece[1]].astimezone(self.zone).strftime(piece[2])

        return _PIECE.sub(written, self.path)


@dataclass(frozen=True, slots=True, kw_only=True)
class Credentials:
    """What proves who asks; the secret is looked up for every request."""

    header: str = "Authorization"
    user: str = ""
    secret: Secret | None = None

    def headers(self) -> Headers:
        """The header to send, if any.

        Raises:
            InvalidSettings: The secret is not where it is said to be.
        """
        if self.secret is None:
            return ()
        told = self.secret.reveal()
        if self.user:
            told = "Basic " + base64.b64encode(f"{self.user}:{told}".encode()).decode()
        return ((self.header, told),)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainWeb:
    """A server that hands out recordings by address."""

    site: WebSite
    address: AddressPattern
    credentials: Credentials
    clock: Clock
    precision_s: float
    segment_s: float | None
    told_by: tuple[str, str] | None  # headers that tell when a recording begins and ends

    def source(self, camera: Camera) -> ShelfSource:
        """Where to ask for one camera's recordings."""
        files = _Addressed(self, camera.source_key)
        return ShelfSource(
            shelf=files,
            time=CameraTime(self.clock, camera),
            kind=KIND.name,
            address=self.site.base,
            precision_s=self.precision_s,
            lag_s=SETTLES_S,
        )


@dataclass(frozen=True, slots=True)
class _Addressed:
    """A `Shelf` of one camera's addresses; nobody tells which of them exist."""

    web: PlainWeb
    key: str

    def recorded(self, wanted: TimeWindow) -> Iterable[Recorded]:
        """Every address of the time: one for all of it, or one for each segment."""
        demand_plain_name(self.key)
        if self.web.segment_s is None:
            path = self.web.address.of(self.key, **{"from": wanted.from_at, "to": wanted.to_at})
            yield Recorded(path, wanted)
            return
        for span in _segments(wanted, self.web.segment_s, self.web.address.zone):
            yield Recorded(self.web.address.of(self.key, start=span.from_at), span)

    def bring(self, one: Recorded, into: Path, on_progress: Progress) -> Stretches:
        """Fetch it whole."""
        web = self.web
        fetched = web.site.bring(one.name, web.credentials.headers(), into, on_progress)
        if web.told_by is None:
            return (one.span,)
        return (_told_span(fetched.headers, web.told_by),)


def _segments(wanted: TimeWindow, length_s: float, zone: tzinfo) -> Iterable[TimeWindow]:
    """The equal stretches since midnight, by the zone's clock, that share time with `wanted`."""
    midnight_at = wanted.from_at.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    step = timedelta(seconds=length_s)
    at = midnight_at + ((wanted.from_at - midnight_at) // step) * step
    while at < wanted.to_at:
        yield TimeWindow(at, at + step)
        at += step


def _told_span(headers: Mapping[str, str], told_by: tuple[str, str]) -> TimeWindow:
    try:
        from_at, to_at = (datetime.fromisoformat(headers[name.lower()]) for name in told_by)
        return TimeWindow(from_at, to_at)
    except (KeyError, ValueError) as fault:
        raise ClipSourceUnavailable(
            f"the answer does not tell in {told_by[0]} and {told_by[1]} when it begins and ends"
        ) from fault


def _read(table: SourceTable) -> PlainWeb:
    scheme, _, rest = table.text("url").partition("://")
    host, stroke, path = rest.partition("/")
    words = {word for word, _ in _PIECE.findall(path)}
    segment_s = table.seconds_if_any("segment_s")
    needed = {"from", "to"} if segment_s is None else {"start"}
    if "{" in host or not needed <= words or "{" in _PIECE.sub("", path):
        raise InvalidSettings(
            "url: https://host/… with {camera}, and with {from:…} and {to:…},"
            " or with {start:…} and segment_s"
        )
    return PlainWeb(
        site=site_at(table, f"{scheme}://{host}"),
        address=AddressPattern(path=stroke + path, zone=table.zone()),
        credentials=credentials_in(table),
        clock=table.around.clock,
        precision_s=table.seconds_if_any("precision_s") or 0.0,
        segment_s=segment_s,
        told_by=_told_by(table),
    )


def credentials_in(table: SourceTable) -> Credentials:
    """`header`, `user` and `secret` of a table; raises as its fields."""
    header = table.text("header", "Authorization")
    if not _HEADER_NAME.fullmatch(header):
        raise table.fields.refuse("header", "the name of a header, such as X-Api-Key")
    user, secret = table.text("user", ""), table.secret_if_any("secret")
    if user and secret is None:
        raise table.fields.refuse("secret", 'where the password is, such as "env:NAME"')
    return Credentials(header=header, user=user, secret=secret)


def _told_by(table: SourceTable) -> tuple[str, str] | None:
    if not table.fields.has("starts") and not table.fields.has("ends"):
        return None
    return table.text("starts"), table.text("ends")


KIND = SourceKind(
    "https",
    frozenset(
        {"url", "zone", "segment_s", "precision_s", "starts", "ends", "ca"}
        | {"header", "user", "secret"}
    ),
    _read,
    frozenset({"url"}),
)

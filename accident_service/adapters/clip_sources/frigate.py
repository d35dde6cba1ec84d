"""Recordings of a Frigate recorder, through its HTTP API.

    kind = "frigate"
    url = "https://frigate.lan:8971"
    user = "accident-service"               # or no user, and a token as the secret
    secret = "env:FRIGATE_PASSWORD"

Frigate keeps segments of some ten seconds, named by the second they begin in. It lists them
(`/api/<camera>/recordings`), and sends a stretch of them joined without coding anew
(`/api/<camera>/start/<s>/end/<s>/clip.mp4`). Joining closes gaps in time, so that each stretch
without a gap is asked for by itself. A clip is cut at whole seconds from a segment's start; so
it is asked for from just after one segment's start to just at another's end. Port 5000 asks
for no credentials and is named in `plain`.
"""

import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from accident_service.adapters.clip_sources.plain_web import credentials_in
from accident_service.adapters.clip_sources.secrets import Secret
from accident_service.adapters.clip_sources.shelf import (
    CameraTime,
    Recorded,
    ShelfSource,
    Stretches,
)
from accident_service.adapters.clip_sources.table import SourceKind, SourceTable
from accident_service.adapters.clip_sources.web import Headers, WebSite, meaning, quoted, site_at
from accident_service.adapters.outgoing.exchange import Answer, Ask
from accident_service.casework.ports import Clock
from accident_service.casework.source_ports import Progress
from accident_service.errors import ClipSourceUnavailable
from accident_service.footage.camera import Camera
from accident_service.quantities.clocks import TimeWindow

# Segments begin within the second they are named by.
NAMED_TO_S = 1.0
# Segments that lie closer than this follow one another: names are cut to seconds. [design]
MOST_BETWEEN_S = 1.5
# How long Frigate takes to list what it has recorded. [design]
SETTLES_S = 60.0
NEIGHBOURS_S = 60.0
JUST_AFTER_S = 0.001
# A stream that fails half way ends like one that is whole; a whole one has all its bytes.
LEAST_SHARE_OF_BYTES = 0.8
BYTES_PER_MIB, SIZES_ROUNDED_BY_MIB = 2**20, 0.005
ANSWERED = range(200, 300)


@dataclass(frozen=True, slots=True, kw_only=True)
class Frigate:
    """One Frigate, and how it knows us."""

    site: WebSite
    user: str
    secret: Secret | None
    clock: Clock

    def source(self, camera: Camera) -> ShelfSource:
        """Where to ask for one camera's recordings."""
        return ShelfSource(
            shelf=_FrigateCamera(self, camera.source_key),
            time=CameraTime(self.clock, camera),
            kind=KIND.name,
            address=self.site.base,
            precision_s=NAMED_TO_S,
            settles_s=SETTLES_S,
        )

    def signed_in(self) -> Headers:
        """What to send with every request.

        Raises:
            ClipSourceUnavailable: Frigate does not know us, or answers oddly.
            InvalidSettings: The secret is not where it is said to be.
        """
        if self.secret is None:
            return ()
        if not self.user:
            return (("Authorization", f"Bearer {self.secret.reveal()}"),)
        body = json.dumps({"user": self.user, "password": self.secret.reveal()}).encode()
        target = self.site.target("/api/login")
        answer = self.site.ask(Ask(target, "POST", (("Content-Type", "application/json"),), body))
        cookie = answer.headers.get("set-cookie", "").partition(";")[0]
        if answer.status not in ANSWERED or "=" not in cookie:
            raise ClipSourceUnavailable(
                f"{self.site.host} does not let {self.user} in ({answer.status})"
            )
        return (("Cookie", cookie),)


@dataclass(frozen=True, slots=True)
class _Segment:
    start_s: float  # since 1970, by Frigate's clock
    end_s: float
    size_bytes: float  # at least


@dataclass(slots=True)
class _FrigateCamera:
    """A `Shelf` of one camera's stretches; signs in once a fetch."""

    frigate: Frigate
    key: str
    _headers: Headers | None = None
    _sizes: dict[str, float] = field(default_factory=dict)

    def recorded(self, wanted: TimeWindow) -> Iterable[Recorded]:
        """Every stretch without a gap that holds some of the time."""
        from_s, to_s = wanted.from_at.timestamp(), wanted.to_at.timestamp()
        after_s, before_s = from_s - NEIGHBOURS_S, to_s + NEIGHBOURS_S
        known = self._listed(f"?after={after_s:.3f}&before={before_s:.3f}")
        for run in _runs(known):
            inside = [one for one in run if one.end_s > from_s and one.start_s < to_s]
            if inside:
                yield self._stretch(inside, known)

    def bring(self, one: Recorded, into: Path, on_progress: Progress) -> Stretches:
        """Fetch the stretch, and look whether all of it can be there."""
        fetched = self.frigate.site.bring(one.name, self._signed_in(), into, on_progress)
        if fetched.size_bytes < LEAST_SHARE_OF_BYTES * self._sizes[one.name]:
            into.unlink()
            raise ClipSourceUnavailable(
                f"{self.frigate.site.host} sent {fetched.size_bytes} of some"
                f" {self._sizes[one.name]:.0f} bytes"
            )
        return (one.span,)

    def _stretch(self, inside: Sequence[_Segment], known: Sequence[_Segment]) -> Recorded:
        first, last = inside[0], inside[-1]
        # Frigate adds every segment that touches the asked time, so ours begins after the end of
        # the one before; less than a second later is still the whole of ours.
        before_s = max((one.end_s for one in known if one.start_s < first.start_s), default=0.0)
        begin_s = max(first.start_s, min(before_s, first.start_s + 0.99)) + JUST_AFTER_S
        name = f"/api/{quoted(self.key)}/start/{begin_s:.3f}/end/{last.end_s:.6f}/clip.mp4"
        self._sizes[name] = sum(one.size_bytes for one in inside)
        return Recorded(name, TimeWindow(_moment(first.start_s), _moment(last.end_s)))

    def _listed(self, query: str) -> list[_Segment]:
        path = f"/api/{quoted(self.key)}/recordings{query}"
        site = self.frigate.site
        answer = site.ask(Ask(site.target(path), headers=self._signed_in()))
        if answer.status not in ANSWERED:
            raise meaning(site.host, answer.status)
        return sorted(_segments(site.host, answer), key=lambda one: one.start_s)

    def _signed_in(self) -> Headers:
        if self._headers is None:
            self._headers = self.frigate.signed_in()
        return self._headers


def _segments(host: str, answer: Answer) -> Iterable[_Segment]:
    try:
        for one in json.loads(answer.body):
            start_s, end_s = float(one["start_time"]), float(one["end_time"])
            size_mib = float(one.get("segment_size") or 0.0) - SIZES_ROUNDED_BY_MIB
            size_bytes = max(0.0, size_mib * BYTES_PER_MIB)
            if math.isfinite(start_s) and start_s < end_s < math.inf:
                yield _Segment(start_s, end_s, size_bytes)
    except (ValueError, TypeError, KeyError, AttributeError) as odd:
        raise ClipSourceUnavailable(f"{host} lists recordings in another way than Frigate") from odd


def _runs(segments: Sequence[_Segment]) -> list[list[_Segment]]:
    """The segments in stretches without a gap."""
    runs: list[list[_Segment]] = []
    for one in segments:
        if runs and one.start_s - runs[-1][-1].end_s <= MOST_BETWEEN_S:
            runs[-1].append(one)
        else:
            runs.append([one])
    return runs


def _moment(since_1970_s: float) -> datetime:
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=since_1970_s)


def _read(table: SourceTable) -> Frigate:
    """`url`, `user` and `secret`, and `ca` where its certificate is of the operator's own."""
    credentials = credentials_in(table)
    return Frigate(
        site=site_at(table, table.text("url")),
        user=credentials.user,
        secret=credentials.secret,
        clock=table.around.clock,
    )


KIND = SourceKind("frigate", frozenset({"url", "user", "secret", "ca"}), _read, frozenset({"url"}))

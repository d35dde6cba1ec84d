"""What tests of sources share: a camera, requests around one noon, and tables as read."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from accident_service.adapters.clip_sources.kinds import recorder_of
from accident_service.adapters.clip_sources.leased import LeasedSource
from accident_service.adapters.clip_sources.table import Recorder, SourceTable, Surroundings
from accident_service.adapters.fields import Fields
from accident_service.adapters.outgoing.download import DownloadLimits
from accident_service.casework.ports import Clock
from accident_service.casework.source_ports import Delivery
from accident_service.footage.camera import Camera
from accident_service.footage.search import ClipRequest
from accident_service.quantities.uncertainty import Estimate
from tests.adapters.dying_server import LOOPBACK
from tests.fakes.clock import FakeClock
from tests.fakes.world import camera

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
GATE = camera("gate", clock_offset_s=Estimate(0.0, 0.1))
SECRET = "hunter22-and-some-more"


def request(from_s: float, to_s: float) -> ClipRequest:
    """Seconds after noon."""
    return ClipRequest(
        camera=GATE.id,
        from_at=NOON + timedelta(seconds=from_s),
        to_at=NOON + timedelta(seconds=to_s),
        reason_zh="",
        reason_en="",
        rank=1,
    )


def recorder(
    table: Mapping[str, object], now_s: float = 3600.0, *, clock: Clock | None = None
) -> Recorder:
    """What a table of the sources' file comes to, on a server of this machine."""
    around = Surroundings(
        clock=clock or FakeClock(NOON + timedelta(seconds=now_s)),
        allowed=replace(LOOPBACK, plain=frozenset({"127.0.0.1"})),
        lookup={"NVR_SECRET": SECRET}.get,
        resolve=lambda _host, _port: ("127.0.0.1",),
        limits=DownloadLimits(pause_s=0.0),
    )
    return recorder_of(SourceTable(Fields("sources.toml", "network.traffic.", table), around))


def fetched(
    of: Recorder, asked_s: tuple[float, float], into: Path, *, camera: Camera = GATE
) -> Delivery:
    """A fetch as a worker makes it."""
    into.mkdir(exist_ok=True)
    source = LeasedSource(of.source(camera), every_s=60.0)
    return source.fetch(request(*asked_s), into, lambda _share: None)


def spans_s(delivery: Delivery) -> list[tuple[float, float]]:
    """What each part covers, in seconds after noon."""
    return [
        ((part.span.from_at - NOON).total_seconds(), (part.span.to_at - NOON).total_seconds())
        for part in delivery.parts
    ]

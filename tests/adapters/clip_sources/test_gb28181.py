"""A gateway of GB/T 28181 on this machine: the right seconds, asked for in the recorder's time."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from accident_service.adapters.clip_probe import ClipLimits
from accident_service.adapters.clip_sources.table import Recorder
from accident_service.adapters.video_reader import ClipReader
from accident_service.errors import ClipSourceUnavailable, InvalidSite, NoFootage
from accident_service.footage.camera import Camera
from tests.adapters.clip_maker import ClipRecipe, even_times_s, write_clip
from tests.adapters.clip_sources.gb28181_server import (
    API_KEY,
    CHANNEL,
    DEVICE,
    STREAM,
    GatewayServer,
    Kept,
)
from tests.adapters.clip_sources.sourcing import GATE, SECRET, fetched, recorder, spans_s
from tests.adapters.loopback_server import serving
from tests.adapters.tls import OwnTls
from tests.fakes.world import camera

pytestmark = pytest.mark.video

CAMERA = camera("gate", source_key=f"{DEVICE}/{CHANNEL}", clock_offset_s=GATE.clock_offset_s)


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    recipe = ClipRecipe(times_s=even_times_s(50), size=(320, 180))
    return write_clip(tmp_path_factory.mktemp("media") / "one.mp4", recipe).read_bytes()


@pytest.fixture(scope="module")
def running(tls: OwnTls) -> Iterator[GatewayServer]:
    server = GatewayServer()
    with serving(server, tls=tls):
        yield server


@pytest.fixture
def gateway(running: GatewayServer, content: bytes) -> GatewayServer:
    """Noon in UTC is eight in the evening there; an hour's file, another, and then a gap."""
    recordings = [
        ("2026-03-02 19:00:00", "2026-03-02 20:00:10"),
        ("2026-03-02 20:00:10", "2026-03-02 20:05:00"),
        ("2026-03-02 20:06:00", "2026-03-02 20:30:00"),
    ]
    running.kept = Kept(password=SECRET, recordings=recordings, content=content)
    return running


def asking(gateway: GatewayServer, tls: OwnTls, **told: str) -> Recorder:
    table = {"kind": "gb28181", "url": gateway.url, "ca": str(tls.certificate), **told}
    table.setdefault("user", "accident-service")
    return recorder({**table, "secret": "env:NVR_SECRET"})


def brought(
    gateway: GatewayServer,
    tls: OwnTls,
    asked_s: tuple[float, float],
    into: Path,
    of: Camera = CAMERA,
) -> list[tuple[float, float]]:
    return spans_s(fetched(asking(gateway, tls), asked_s, into, camera=of))


def test_a_stretch_over_two_files_is_asked_for_once_in_the_recorders_local_time(
    gateway: GatewayServer, tls: OwnTls, tmp_path: Path
) -> None:
    delivery = fetched(asking(gateway, tls), (2.5, 14.2), tmp_path / "into", camera=CAMERA)

    (part,) = delivery.parts
    assert spans_s(delivery) == [(0.0, 17.0)]
    assert part.path.read_bytes() == gateway.kept.content
    assert sum(1 for _ in ClipReader(part.path, ClipLimits()).timed_frames()) == 50
    assert (part.precision_s, part.start_doubt_s) == (2.0, 2.0)
    assert (delivery.source_kind, delivery.source_address) == ("gb28181", gateway.url)
    start = next(query for path, query in gateway.kept.asked if "start" in path)
    assert (start["startTime"], start["endTime"]) == ("2026-03-02 20:00:00", "2026-03-02 20:00:17")
    assert gateway.kept.running == {}


def test_what_lies_on_either_side_of_a_gap_comes_by_itself(
    gateway: GatewayServer, tls: OwnTls, tmp_path: Path
) -> None:
    later = ("2026-03-02 20:00:20", "2026-03-02 20:05:00")
    gateway.kept.recordings = [gateway.kept.recordings[0], later]
    assert brought(gateway, tls, (5, 25), tmp_path / "into") == [(3, 10), (20, 27)]


def test_a_media_server_that_dies_midway_is_taken_up_where_it_stopped(
    gateway: GatewayServer, tls: OwnTls, tmp_path: Path
) -> None:
    gateway.kept.dies_after = [700, 900]
    delivery = fetched(asking(gateway, tls), (2, 4), tmp_path / "into", camera=CAMERA)
    assert delivery.parts[0].path.read_bytes() == gateway.kept.content


def test_a_device_that_sends_nothing_fails_clearly_and_is_stopped(
    gateway: GatewayServer, tls: OwnTls, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("accident_service.adapters.clip_sources.gb28181.SETTLES_S", -5.9)
    gateway.kept.writes_for = -1
    with pytest.raises(ClipSourceUnavailable, match="has not written 6 s"):
        brought(gateway, tls, (2, 4), tmp_path / "into")
    assert list((tmp_path / "into").iterdir()) == []
    assert STREAM not in gateway.kept.running


@pytest.mark.parametrize("step", ["query", "download/start", "download/progress"])
def test_what_the_gateway_refuses_is_told_in_its_own_words(
    gateway: GatewayServer, tls: OwnTls, tmp_path: Path, step: str
) -> None:
    gateway.kept.refuses = {step: "timeout"}
    with pytest.raises(ClipSourceUnavailable, match="says 100: timeout"):
        brought(gateway, tls, (2, 4), tmp_path / "into")


def test_a_wrong_password_is_told_without_it(
    gateway: GatewayServer, tls: OwnTls, tmp_path: Path
) -> None:
    gateway.kept.password = "another one"
    with pytest.raises(ClipSourceUnavailable, match="用户名或密码错误") as refused:
        brought(gateway, tls, (2, 4), tmp_path / "into")
    assert SECRET not in str(refused.value)


def test_an_api_key_stands_for_name_and_password(
    gateway: GatewayServer, tls: OwnTls, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.adapters.clip_sources.gb28181_server.API_KEY", SECRET)
    table = {"kind": "gb28181", "url": gateway.url, "ca": str(tls.certificate)}
    asked = recorder({**table, "secret": "env:NVR_SECRET"})
    assert fetched(asked, (2, 4), tmp_path / "into", camera=CAMERA).parts
    assert "/api/user/login" not in {path for path, _ in gateway.kept.asked}
    assert API_KEY != SECRET


def test_nothing_recorded_is_no_footage(
    gateway: GatewayServer, tls: OwnTls, tmp_path: Path
) -> None:
    with pytest.raises(NoFootage, match="no files about that time"):
        brought(gateway, tls, (320, 330), tmp_path / "into")


def test_numbers_that_are_no_device_and_channel_and_odd_zones_are_refused(
    gateway: GatewayServer, tls: OwnTls, tmp_path: Path
) -> None:
    with pytest.raises(NoFootage, match="20 digits each"):
        brought(gateway, tls, (2, 4), tmp_path / "into", camera("gate", source_key="1/../2"))
    with pytest.raises(InvalidSite, match="zone"):
        asking(gateway, tls, zone="Asia/Nowhere")

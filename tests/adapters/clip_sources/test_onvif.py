"""An ONVIF recorder on this machine: what is replayed of it, by its own clock, whole or not."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from accident_service.adapters.clip_probe import ClipLimits
from accident_service.adapters.clip_sources.table import Recorder
from accident_service.adapters.video_reader import ClipReader
from accident_service.errors import ClipSourceUnavailable, InvalidSettings, NoFootage
from accident_service.quantities.uncertainty import Estimate
from tests.adapters.clip_maker import ClipRecipe, write_clip
from tests.adapters.clip_sources.onvif_server import TOKEN, OnvifServer
from tests.adapters.clip_sources.rtsp_server import Kept, frames_of
from tests.adapters.clip_sources.sourcing import NOON, SECRET, fetched, recorder, spans_s
from tests.adapters.loopback_server import serving
from tests.adapters.tls import OwnTls
from tests.fakes.world import camera

pytestmark = pytest.mark.video

CAMERA = camera("gate", source_key=TOKEN, clock_offset_s=Estimate(0.0, 0.1))
# Four seconds, then two without a frame, then two more; a key frame each second.
TIMES_S = [index / 10 for index in (*range(41), *range(60, 81))]
CODINGS = {
    "H264": ("libx264", (("preset", "ultrafast"), ("g", "10"), ("bf", "0"))),
    "H265": (
        "libx265",
        (("preset", "ultrafast"), ("x265-params", "log-level=none:keyint=10:bframes=0")),
    ),
}


@pytest.fixture(scope="module")
def streams(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("media")
    return {
        name: write_clip(
            folder / f"{name}.ts",
            ClipRecipe(times_s=TIMES_S, size=(320, 180), codec=codec, options=options),
        )
        for name, (codec, options) in CODINGS.items()
    }


@pytest.fixture(scope="module")
def running(tls: OwnTls) -> Iterator[OnvifServer]:
    server = OnvifServer()
    with serving(server.soap, server.rtsp, tls=tls):
        yield server


@pytest.fixture
def nvr(running: OnvifServer, streams: dict[str, Path]) -> OnvifServer:
    running.kept = Kept(password=SECRET, frames=frames_of(streams["H264"], NOON))
    return running


def asking(nvr: OnvifServer, tls: OwnTls, **told: str) -> Recorder:
    table = {"kind": "onvif", "url": nvr.url, "replay": nvr.replay, "ca": str(tls.certificate)}
    return recorder({**table, "user": "accident-service", "secret": "env:NVR_SECRET", **told})


def times_s(path: Path) -> list[float]:
    return [pts_s for _, pts_s in ClipReader(path, ClipLimits()).timed_frames()]


@pytest.mark.parametrize("coding", list(CODINGS))
def test_a_stretch_comes_from_its_key_frame_on_with_the_times_frames_were_taken_at(
    nvr: OnvifServer, tls: OwnTls, streams: dict[str, Path], tmp_path: Path, coding: str
) -> None:
    nvr.kept.coding, nvr.kept.frames = coding, frames_of(streams[coding], NOON)
    delivery = fetched(asking(nvr, tls), (1.5, 7.0), tmp_path / "into", camera=CAMERA)

    (part,) = delivery.parts
    assert spans_s(delivery) == [pytest.approx((1.0, 7.0), abs=1e-3)]
    assert [(one.from_at - NOON, one.to_at - NOON) for one in part.inside] == [
        (timedelta(seconds=1.0), timedelta(seconds=4.1)),
        (timedelta(seconds=6.0), timedelta(seconds=7.0)),
    ]
    # The two seconds without a frame stay two seconds.
    asked_s = [one - 1.0 for one in TIMES_S if 1.0 <= one <= 7.0]
    assert times_s(part.path) == pytest.approx(asked_s, abs=1e-4)
    assert (delivery.source_kind, delivery.source_address) == ("onvif", nvr.url)
    assert nvr.kept.asked[-1] == "TEARDOWN"


def test_a_recorder_whose_clock_runs_wrong_still_believes_our_token(
    nvr: OnvifServer, tls: OwnTls, tmp_path: Path
) -> None:
    nvr.kept.ahead = timedelta(minutes=-47)
    assert fetched(asking(nvr, tls), (2, 3), tmp_path / "into", camera=CAMERA).parts


def test_a_line_that_breaks_midway_leaves_nothing_and_says_so(
    nvr: OnvifServer, tls: OwnTls, tmp_path: Path
) -> None:
    nvr.kept.dies_after = [7]
    with pytest.raises(ClipSourceUnavailable, match="ended its replay at 12:00:00"):
        fetched(asking(nvr, tls), (0, 7), tmp_path / "into", camera=CAMERA)
    assert list((tmp_path / "into").iterdir()) == []
    assert fetched(asking(nvr, tls), (0, 7), tmp_path / "into", camera=CAMERA).parts


def test_a_packet_that_never_comes_spoils_the_whole(
    nvr: OnvifServer, tls: OwnTls, tmp_path: Path
) -> None:
    nvr.kept.loses = 3
    with pytest.raises(ClipSourceUnavailable, match="left out packets"):
        fetched(asking(nvr, tls), (0, 7), tmp_path / "into", camera=CAMERA)
    assert list((tmp_path / "into").iterdir()) == []


def test_frames_without_their_times_are_not_taken(
    nvr: OnvifServer, tls: OwnTls, tmp_path: Path
) -> None:
    nvr.kept.tells_times = False
    with pytest.raises(ClipSourceUnavailable, match="does not tell when frames were recorded"):
        fetched(asking(nvr, tls), (0, 2), tmp_path / "into", camera=CAMERA)


def test_what_is_not_recorded_is_no_footage(nvr: OnvifServer, tls: OwnTls, tmp_path: Path) -> None:
    with pytest.raises(NoFootage, match="nothing of gate"):
        fetched(asking(nvr, tls), (20, 30), tmp_path / "into", camera=CAMERA)
    with pytest.raises(NoFootage, match="has no recording other"):
        fetched(
            asking(nvr, tls), (0, 2), tmp_path / "into", camera=camera("gate", source_key="other")
        )
    nvr.kept.coding = "JPEG"
    with pytest.raises(ClipSourceUnavailable, match="holds no video in"):
        fetched(asking(nvr, tls), (0, 2), tmp_path / "into", camera=CAMERA)


@pytest.mark.parametrize("where", ["soap", "rtsp"])
def test_a_wrong_password_is_told_without_it(
    nvr: OnvifServer, tls: OwnTls, tmp_path: Path, where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    nvr.kept.password = "another one"
    if where == "rtsp":
        monkeypatch.setattr(
            "tests.adapters.clip_sources.onvif_server._token_is_right", lambda *_: True
        )
    with pytest.raises(ClipSourceUnavailable, match="refuses our credentials") as refused:
        fetched(asking(nvr, tls), (0, 2), tmp_path / "into", camera=CAMERA)
    assert SECRET not in str(refused.value)


@pytest.mark.parametrize("replay", ["http://nvr.lan", "rtsp://u:p@nvr.lan", "rtsp://nvr.lan/x"])
def test_an_address_of_another_kind_is_refused(nvr: OnvifServer, tls: OwnTls, replay: str) -> None:
    with pytest.raises(InvalidSettings, match="rtsp://host:port"):
        asking(nvr, tls, replay=replay)

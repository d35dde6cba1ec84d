"""A Frigate on this machine that keeps to the contract: the right seconds, whole or not at all."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from accident_service.adapters.clip_probe import ClipLimits
from accident_service.adapters.clip_sources.table import Recorder
from accident_service.adapters.video_reader import ClipReader
from accident_service.errors import ClipSourceUnavailable, NoFootage
from tests.adapters.clip_maker import ClipRecipe, even_times_s, write_clip
from tests.adapters.clip_sources.frigate_server import FrigateServer, Kept, Segment
from tests.adapters.clip_sources.sourcing import SECRET, fetched, recorder, spans_s
from tests.adapters.loopback_server import serving
from tests.adapters.tls import OwnTls

pytestmark = pytest.mark.video

NOON_S = datetime(2026, 3, 2, 12, 0, tzinfo=UTC).timestamp()


@pytest.fixture(scope="module")
def segment(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two seconds, a key frame each half second."""
    coding = (("preset", "ultrafast"), ("g", "12"), ("bf", "0"))
    recipe = ClipRecipe(times_s=even_times_s(50), size=(320, 180), options=coding)
    return write_clip(tmp_path_factory.mktemp("media") / "00.00.mp4", recipe)


@pytest.fixture(scope="module")
def running(tls: OwnTls) -> Iterator[FrigateServer]:
    server = FrigateServer()
    with serving(server, tls=tls):
        yield server


@pytest.fixture
def frigate(running: FrigateServer, segment: Path) -> FrigateServer:
    """Ten seconds of segments named by the second, each beginning 0 to 0.1 s later; then a gap."""
    starts_s = [NOON_S + one for one in (0.0, 2.0, 4.0, 6.0, 20.0, 22.0)]
    segments = [Segment(segment, one, one + 2.05) for one in starts_s]
    running.kept = Kept(password=SECRET, segments={"gate": segments})
    return running


def asking(
    frigate: FrigateServer, tls: OwnTls, now_s: float = 3600.0, *, user: str = "accident-service"
) -> Recorder:
    told = {"kind": "frigate", "url": frigate.url, "ca": str(tls.certificate)}
    signed = {"user": user} if user else {}
    return recorder({**told, **signed, "secret": "env:NVR_SECRET"}, now_s)


def frame_count(path: Path) -> int:
    return sum(1 for _ in ClipReader(path, ClipLimits()).timed_frames())


@pytest.mark.parametrize("user", ["accident-service", ""], ids=["password", "token"])
def test_the_segments_of_the_time_come_as_one_file_and_no_others(
    frigate: FrigateServer, tls: OwnTls, tmp_path: Path, user: str
) -> None:
    delivery = fetched(asking(frigate, tls, user=user), (2.5, 5), tmp_path / "into")
    (part,) = delivery.parts
    assert spans_s(delivery) == [pytest.approx((2.0, 6.05), abs=1e-5)]
    assert frame_count(part.path) == 100
    assert part.precision_s == 1.0
    assert (delivery.source_kind, delivery.source_address) == ("frigate", frigate.url)


def test_every_stretch_without_a_gap_is_asked_for_by_itself(
    frigate: FrigateServer, tls: OwnTls, tmp_path: Path
) -> None:
    delivery = fetched(asking(frigate, tls), (5, 21), tmp_path / "into")
    assert [round(from_s) for from_s, _ in spans_s(delivery)] == [4, 20]
    assert [frame_count(part.path) for part in delivery.parts] == [100, 50]


def test_a_stream_that_ends_early_without_a_word_is_not_taken_for_whole(
    frigate: FrigateServer, tls: OwnTls, tmp_path: Path
) -> None:
    frigate.kept.stops_after = [3000]
    with pytest.raises(ClipSourceUnavailable, match="sent 3000 of some"):
        fetched(asking(frigate, tls), (2.5, 5), tmp_path / "into")
    assert list((tmp_path / "into").iterdir()) == []
    assert fetched(asking(frigate, tls), (2.5, 5), tmp_path / "into").parts


def test_what_is_not_listed_yet_is_waited_for_and_what_is_not_there_is_not(
    frigate: FrigateServer, tls: OwnTls, tmp_path: Path
) -> None:
    with pytest.raises(ClipSourceUnavailable, match="not yet"):
        fetched(asking(frigate, tls, now_s=60), (22, 30), tmp_path / "into")
    with pytest.raises(NoFootage, match="no files about"):
        fetched(asking(frigate, tls, now_s=200), (60, 70), tmp_path / "into")
    frigate.kept.segments = {}
    with pytest.raises(NoFootage, match="no files about that time"):
        fetched(asking(frigate, tls), (2, 5), tmp_path / "into")


def test_who_is_not_let_in_is_told_without_the_password(
    frigate: FrigateServer, tls: OwnTls, tmp_path: Path
) -> None:
    frigate.kept.password = "another one"
    for user, why in (("accident-service", "does not let accident-service in"), ("", "refuses")):
        with pytest.raises(ClipSourceUnavailable, match=why) as refused:
            fetched(asking(frigate, tls, user=user), (2, 5), tmp_path / "into")
        assert SECRET not in str(refused.value)


def test_an_answer_of_another_kind_is_no_list(
    frigate: FrigateServer, tls: OwnTls, tmp_path: Path
) -> None:
    frigate.kept.lists_oddly = True
    with pytest.raises(ClipSourceUnavailable, match="in another way"):
        fetched(asking(frigate, tls), (2, 5), tmp_path / "into")

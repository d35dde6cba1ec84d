"""What is delivered is sealed first; only then is one clip made of it, if one must be."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from accident_service.casework.seal_delivery import (
    KEPT_AROUND_S,
    LONGEST_MEASURED_S,
    MOST_EXCESS_S,
    Asked,
    SealDelivery,
)
from accident_service.casework.source_ports import DeliveredPart, Delivery
from accident_service.footage.clip import SealedClip
from accident_service.footage.search import ClipRequest
from accident_service.quantities.clocks import TimeWindow
from tests.fakes import examples
from tests.fakes.clock import FakeClock
from tests.fakes.sealing import TOOL, FakeJoiner, FakeSealer
from tests.fakes.world import FakeBlobStore, camera

REQUEST = examples.clip_request()
WANTED = TimeWindow(REQUEST.from_at, REQUEST.to_at)
START = REQUEST.from_at


def part(folder: Path, name: str, from_s: float, to_s: float) -> DeliveredPart:
    """Seconds after the start of the time asked for."""
    path = folder / name
    path.write_bytes(name.encode())
    span = TimeWindow(START + timedelta(seconds=from_s), START + timedelta(seconds=to_s))
    return DeliveredPart(path=path, span=span, name=name, media_type="video/mp4", precision_s=1.0)


class Bench:
    """Sealing over bytes in memory."""

    def __init__(self) -> None:
        self.blobs = FakeBlobStore()
        self.joiner = FakeJoiner(self.blobs)

    def sealed(self, *parts: DeliveredPart, request: ClipRequest = REQUEST) -> SealedClip:
        clock = FakeClock()
        seal = SealDelivery(FakeSealer(self.blobs), self.joiner, clock)
        asked = Asked(
            request=request, camera=camera(), asked_by="worker:fetch-clips", asked_at=clock.now()
        )
        delivery = Delivery(parts=parts, source_kind="fake", source_address="memory")
        return seal(asked, delivery, lambda _share: None)


@pytest.fixture
def bench() -> Bench:
    return Bench()


def test_one_file_is_measured_as_it_came(bench: Bench, tmp_path: Path) -> None:
    clip = bench.sealed(part(tmp_path, "a", -10, WANTED.duration_s + MOST_EXCESS_S - 20))
    assert not clip.is_derivative
    assert [one.sha256 for one in clip.originals] == [clip.sha256]
    assert clip.gaps == ()
    assert bench.joiner.asked == []


def test_several_files_become_one_that_points_to_all(bench: Bench, tmp_path: Path) -> None:
    clip = bench.sealed(part(tmp_path, "a", -5, 60), part(tmp_path, "b", 60, 200))
    assert clip.made_by == TOOL
    assert bench.blobs.kept[clip.sha256] == b"ab"
    assert [bench.blobs.kept[one.sha256] for one in clip.originals] == [b"a", b"b"]
    assert bench.joiner.asked == [(2, WANTED.widened(margin_s=KEPT_AROUND_S))]
    assert (clip.from_at, clip.to_at) == (clip.originals[0].from_at, clip.originals[1].to_at)


def test_an_hour_is_shortened_to_what_matters_and_kept_whole_beside(
    bench: Bench, tmp_path: Path
) -> None:
    clip = bench.sealed(part(tmp_path, "hour", -1800, 1800))
    assert clip.is_derivative
    assert [one.name for one in clip.originals] == ["hour"]


def test_what_cannot_be_joined_is_measured_by_the_file_that_shows_most(
    bench: Bench, tmp_path: Path
) -> None:
    bench.joiner.refuses = True
    clip = bench.sealed(part(tmp_path, "a", -5, 20), part(tmp_path, "b", 20, 200))
    assert not clip.is_derivative
    assert bench.blobs.kept[clip.sha256] == b"b"
    assert [one.name for one in clip.originals] == ["a", "b"]


def test_a_file_that_repeats_another_is_sealed_and_not_joined(bench: Bench, tmp_path: Path) -> None:
    bench.sealed(
        part(tmp_path, "a", -5, 60), part(tmp_path, "event", 10, 20), part(tmp_path, "b", 60, 200)
    )
    assert [parts for parts, _ in bench.joiner.asked] == [2]
    assert b"event" in bench.blobs.kept.values()


def test_time_nobody_recorded_is_told(bench: Bench, tmp_path: Path) -> None:
    clip = bench.sealed(part(tmp_path, "a", -5, 20), part(tmp_path, "b", 50, 200))
    (gap,) = clip.gaps
    assert (gap.from_at - START).total_seconds() == 20
    assert gap.duration_s == 30


def test_of_hours_only_the_middle_is_made_into_a_clip(bench: Bench, tmp_path: Path) -> None:
    hours = replace(REQUEST, to_at=START + timedelta(hours=2))
    bench.sealed(part(tmp_path, "a", 0, 3600), part(tmp_path, "b", 3600, 7200), request=hours)
    ((_, kept),) = bench.joiner.asked
    assert kept.duration_s == LONGEST_MEASURED_S
    assert kept.from_at - START == (START + timedelta(hours=2)) - kept.to_at


def test_what_a_source_cannot_tell_of_its_times_stays_with_the_clip(
    bench: Bench, tmp_path: Path
) -> None:
    unsure = replace(part(tmp_path, "a.mp4", 0, 30), start_doubt_s=2.0)
    clip = bench.sealed(unsure, part(tmp_path, "b.mp4", 30, 60))
    assert clip.start_doubt_s == 2.0
    assert clip.time_offset_s.sigma > clip.clock_offset_s.sigma


def test_a_gap_inside_a_file_that_tells_of_it_is_a_gap(bench: Bench, tmp_path: Path) -> None:
    seconds = WANTED.duration_s
    first, second = (part(tmp_path, "x", *ends).span for ends in ((0, 4), (10, seconds)))
    leaping = replace(part(tmp_path, "a.mpg", 0, seconds), inside=(first, second))
    assert bench.sealed(leaping).gaps == (TimeWindow(first.to_at, second.from_at),)

"""Which photographs are asked for, who sees whose, and how far from the place one was taken."""

from dataclasses import replace
from datetime import timedelta

import pytest

from accident_service.casefile.analysis import BlobRef, Coordinates
from accident_service.casefile.photo import (
    MOST_PHOTOS,
    Photo,
    PhotosSkipped,
    Shot,
    SkipReason,
    distance_m,
    in_order,
    may_see,
    taken_after,
    wanted_shots,
)
from accident_service.casefile.stage import Stage
from accident_service.casefile.tombstone import items_in
from accident_service.errors import StepOutOfOrder
from accident_service.reports.party import PartyLetter
from accident_service.reports.statement import Circumstance
from tests.fakes import examples


def photo(name: str = "1", letter: PartyLetter = PartyLetter.A, shot: Shot = Shot.FRONT) -> Photo:
    return Photo(
        id=name,
        letter=letter,
        shot=shot,
        original=BlobRef(sha256=f"{name:0>64}", size_bytes=10, media_type="image/jpeg"),
        shown=BlobRef(sha256=f"{name:f>64}", size_bytes=5, media_type="image/jpeg"),
        width_px=2048,
        height_px=1536,
        received_at=examples.NOON + timedelta(minutes=5),
    )


@pytest.mark.parametrize("circumstance", ["", "something new", *Circumstance])
def test_the_three_everybody_takes_come_first_and_all_fit_into_the_quota(circumstance: str) -> None:
    wanted = wanted_shots(circumstance, 12)
    assert [one.shot for one in wanted[:3]] == [Shot.FRONT, Shot.REAR, Shot.CONTACT]
    assert sum(one.count for one in wanted) <= MOST_PHOTOS


def test_what_else_is_asked_for_depends_on_what_happened() -> None:
    def more(circumstance: Circumstance, clock: int | None) -> list[Shot]:
        return [one.shot for one in wanted_shots(circumstance, clock)[3:]]

    assert more(Circumstance.STANDING, 6) == []  # struck from behind
    assert more(Circumstance.GOING_STRAIGHT, 12) == []
    assert more(Circumstance.GOING_STRAIGHT, 3) == [Shot.SIGNALS, Shot.LINES]
    assert more(Circumstance.GOING_STRAIGHT, None) == []
    assert more(Circumstance.TURNING_LEFT, 12) == [Shot.SIGNALS, Shot.ARMS]
    assert more(Circumstance.CHANGING_LANE, 3) == [Shot.LINES]
    assert more(Circumstance.REVERSING, 6) == [Shot.WAY_OUT]


def test_the_other_side_sees_it_only_once_it_is_determined() -> None:
    mine = photo(letter=PartyLetter.A)
    for stage in Stage:
        assert may_see(PartyLetter.A, mine, stage)
        determined = stage in (Stage.DETERMINED, Stage.CERTIFIED, Stage.REOPENED)
        assert may_see(PartyLetter.B, mine, stage) is determined


def test_a_degree_of_latitude_is_111_km() -> None:
    one = Coordinates(latitude_deg=43.0, longitude_deg=124.0)
    north = Coordinates(latitude_deg=44.0, longitude_deg=124.0)
    east = Coordinates(latitude_deg=43.0, longitude_deg=124.001)
    assert distance_m(one, north) == pytest.approx(111_195, rel=1e-3)
    assert distance_m(one, east) == pytest.approx(81.3, rel=1e-2)
    assert distance_m(one, one) == 0.0


def test_a_phone_without_a_clock_says_nothing_of_the_time() -> None:
    assert taken_after(photo(), examples.NOON) is None
    late = replace(photo(), taken_at=examples.NOON + timedelta(minutes=3))
    assert taken_after(late, examples.NOON) == timedelta(minutes=3)


def test_photos_are_laid_out_by_what_they_show() -> None:
    shots = (Shot.OTHER, Shot.CONTACT, Shot.FRONT)
    laid = in_order([photo(str(index), shot=shot) for index, shot in enumerate(shots)])
    assert [one.shot for one in laid] == [Shot.FRONT, Shot.CONTACT, Shot.OTHER]


def test_the_same_photo_twice_is_in_the_case_once() -> None:
    case = examples.proposed_case().with_photos((photo(),))
    assert case.with_photos((photo(),)) is case
    assert case.with_photos((photo(), photo("2"))).version == case.version + 1


@pytest.mark.parametrize("stage", [Stage.DECIDED, Stage.DETERMINED, Stage.AGREED])
def test_a_decided_case_takes_no_more_photos(stage: Stage) -> None:
    case = replace(examples.decided_case(), stage=stage)
    with pytest.raises(StepOutOfOrder):
        case.with_photos((photo(),))


def test_a_reason_for_having_none_may_be_changed() -> None:
    def skipped(reason: SkipReason) -> PhotosSkipped:
        return PhotosSkipped(letter=PartyLetter.A, reason=reason, said_at=examples.NOON)

    case = examples.reported_case().with_photos_skipped(skipped(SkipReason.UNSAFE))
    case = case.with_photos_skipped(skipped(SkipReason.ALREADY_MOVED))
    assert [one.reason for one in case.photos_skipped] == [SkipReason.ALREADY_MOVED]


def test_both_files_of_a_photo_are_destroyed_with_their_case() -> None:
    kinds = [one.kind for one in items_in(examples.proposed_case().with_photos((photo(),)))]
    assert kinds[-2:] == ["photo-original", "photo"]

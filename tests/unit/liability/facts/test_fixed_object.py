import pytest

from accident_service.liability.fact import Fact, FactKind, Truth
from accident_service.liability.facts.fixed_object import detect, lone_hits
from accident_service.liability.thresholds import Thresholds
from accident_service.reconstruction.result import Reconstruction
from tests.unit.liability import roads
from tests.unit.liability.drives import (
    CONTACT_S,
    A,
    B,
    Motion,
    rear_end,
    reconstruction,
    standing,
    track,
)
from tests.unit.liability.facts.told import fact
from tests.unit.liability.manoeuvre_drives import stopped_by

KERB_Y_M = -0.8  # 1.8 m wide, so its side is at the kerb of a lane 3.5 m wide


def hits(found: Reconstruction) -> dict[str, Fact]:
    facts = lone_hits(found, roads.straight_road(), Thresholds.built_in())
    return {fact.party: fact for fact in facts}


def test_of_two_that_touched_neither_met_a_fixed_object() -> None:
    for party in (A, B):
        told = fact(detect, rear_end(), FactKind.HIT_FIXED_OBJECT, party)
        assert told.truth is Truth.FALSE
        assert "not a fixed object" in told.sentence_en


def test_a_blow_at_the_kerb_with_nobody_near_is_one() -> None:
    told = hits(reconstruction(track(A, stopped_by(KERB_Y_M, within_s=0.2))))[A]

    assert told.truth is Truth.TRUE
    assert told.value is not None
    # 8 m/s lost, sigma 0.05 m/s before and after.
    assert told.value.low < 8.0 < told.value.high
    assert "kerb" in told.sentence_en


@pytest.mark.parametrize("within_s", [1.1, 2.0])
def test_brakes_explain_a_slower_stop(within_s: float) -> None:
    assert hits(reconstruction(track(A, stopped_by(KERB_Y_M, within_s=within_s)))) == {}


def test_a_blow_in_the_middle_of_the_road_met_nobody_knows_what() -> None:
    found = reconstruction(track(A, stopped_by(1.75, within_s=0.2)))

    assert hits(found)[A].truth is Truth.UNKNOWN


def test_a_track_that_is_lost_in_a_jerk_ran_into_nothing() -> None:
    whole = track(A, stopped_by(KERB_Y_M, within_s=0.2))
    lost = whole.at_rows(whole.pts_s < CONTACT_S + 0.5)
    told = hits(reconstruction(lost))[A]

    assert told.truth is Truth.UNKNOWN
    assert "not clearly seen" in told.sentence_en


def test_a_blow_off_the_road_is_one() -> None:
    found = reconstruction(track(A, stopped_by(-9.0, within_s=0.2)))

    assert hits(found)[A].truth is Truth.TRUE


@pytest.mark.parametrize("other", [standing(26.0, 0.0), standing(24.0, 3.5)])
def test_another_vehicle_near_may_have_had_its_part(other: Motion) -> None:
    found = reconstruction(track(A, stopped_by(KERB_Y_M, within_s=0.2)), track(B, other))

    told = hits(found)
    assert told[A].truth is Truth.UNKNOWN
    assert "another vehicle near" in told[A].sentence_en
    assert B not in told

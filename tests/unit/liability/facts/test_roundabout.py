from dataclasses import replace

import pytest

from accident_service.liability.fact import FactKind, Truth
from accident_service.liability.facts.roundabout import detect
from tests.unit.liability.drives import A, B, left_turn, straight, track
from tests.unit.liability.facts.told import truth, value
from tests.unit.liability.junction_drives import circulating, entering_ring

KINDS = (
    FactKind.CONTACT_IN_ROUNDABOUT,
    FactKind.ENTERING_ROUNDABOUT,
    FactKind.INSIDE_ROUNDABOUT_FIRST,
)


@pytest.mark.parametrize("pieces", [1, 8])
def test_who_comes_in_and_who_was_inside_is_told(pieces: int) -> None:
    accident = entering_ring(pieces=pieces)

    assert [truth(detect, accident, kind, A) for kind in KINDS] == [
        Truth.TRUE,
        Truth.FALSE,
        Truth.TRUE,
    ]
    assert [truth(detect, accident, kind, B) for kind in KINDS] == [
        Truth.TRUE,
        Truth.TRUE,
        Truth.FALSE,
    ]


def test_the_time_inside_runs_from_the_front_at_the_rings_edge() -> None:
    inside_s = value(detect, entering_ring(), FactKind.ENTERING_ROUNDABOUT, B)

    # The front, 13.25 m from the middle line at the contact, passed the edge, 1 m of reach
    # included, at 16.9 m: 3.65 m at 5 m/s, less the doubt of the contact's moment.
    assert inside_s.low < 3.65 / 5.0 - 0.05 < inside_s.high


def test_elsewhere_nobody_enters_a_roundabout() -> None:
    for kind in KINDS:
        assert truth(detect, left_turn(), kind, A) is Truth.FALSE


def test_a_vehicle_first_seen_inside_a_moment_ago_may_still_be_entering() -> None:
    accident = entering_ring(from_s=(5.0, 0.0))

    assert truth(detect, accident, FactKind.ENTERING_ROUNDABOUT, A) is Truth.UNKNOWN
    assert truth(detect, accident, FactKind.INSIDE_ROUNDABOUT_FIRST, A) is Truth.TRUE


def test_two_first_seen_inside_cannot_be_put_in_order() -> None:
    accident = entering_ring()
    both = (track(A, circulating(3.3), from_s=6.5), track(B, circulating(2.9), from_s=6.5))
    accident = replace(accident, found=replace(accident.found, trajectories=both))

    assert truth(detect, accident, FactKind.INSIDE_ROUNDABOUT_FIRST, A) is Truth.UNKNOWN
    assert truth(detect, accident, FactKind.INSIDE_ROUNDABOUT_FIRST, B) is Truth.UNKNOWN


def test_who_came_in_watched_after_one_first_seen_inside_was_not_first() -> None:
    accident = entering_ring(from_s=(6.8, 0.0))

    # A may have been inside for long, or come in just before it was first seen.
    assert truth(detect, accident, FactKind.INSIDE_ROUNDABOUT_FIRST, A) is Truth.UNKNOWN
    assert truth(detect, accident, FactKind.INSIDE_ROUNDABOUT_FIRST, B) is Truth.UNKNOWN


def test_a_vehicle_that_keeps_out_of_the_ring_is_not_inside() -> None:
    accident = entering_ring(enters_at_m=-30.0)

    assert truth(detect, accident, FactKind.ENTERING_ROUNDABOUT, B) is Truth.FALSE
    assert truth(detect, accident, FactKind.INSIDE_ROUNDABOUT_FIRST, B) is Truth.FALSE
    assert truth(detect, accident, FactKind.CONTACT_IN_ROUNDABOUT, B) is Truth.FALSE


def test_after_some_seconds_inside_one_is_circulating() -> None:
    accident = entering_ring()
    both = (accident.found.trajectories[0], track(B, circulating(2.9)))
    seen = replace(accident, found=replace(accident.found, trajectories=both))

    assert truth(detect, seen, FactKind.ENTERING_ROUNDABOUT, B) is Truth.FALSE


def test_the_one_entering_is_proposed_to_be_responsible() -> None:
    proposal = entering_ring().proposed()

    assert proposal.rule_code == "R13"
    assert {party: grade.value for party, grade in proposal.grades} == {B: "full", A: "none"}


def test_one_first_seen_inside_and_pointing_inwards_has_just_come_in() -> None:
    accident = entering_ring(from_s=(0.0, 6.5))
    inside_s = value(detect, accident, FactKind.ENTERING_ROUNDABOUT, B)

    assert truth(detect, accident, FactKind.ENTERING_ROUNDABOUT, B) is Truth.TRUE
    assert truth(detect, accident, FactKind.INSIDE_ROUNDABOUT_FIRST, A) is Truth.TRUE
    # Its front came over the edge 0.7 s before the contact, as when it is watched coming.
    watched_s = value(detect, entering_ring(), FactKind.ENTERING_ROUNDABOUT, B)
    assert inside_s.low < (watched_s.low + watched_s.high) / 2 < inside_s.high
    assert inside_s.high - inside_s.low < 0.3


def test_one_first_seen_inside_so_slow_that_it_may_have_stood_there_has_no_entry() -> None:
    accident = entering_ring()
    crawling = track(B, straight(-15.5, -1.75, 0.0, 0.5), from_s=6.0)
    seen = replace(
        accident,
        found=replace(accident.found, trajectories=(accident.found.trajectories[0], crawling)),
    )

    assert truth(detect, seen, FactKind.ENTERING_ROUNDABOUT, B) is Truth.TRUE
    assert truth(detect, seen, FactKind.INSIDE_ROUNDABOUT_FIRST, B) is Truth.UNKNOWN


def test_one_that_crept_in_for_long_and_points_inwards_is_still_entering() -> None:
    accident = entering_ring()
    creeping = track(B, straight(-15.5, -1.75, 0.0, 0.8))
    seen = replace(
        accident,
        found=replace(accident.found, trajectories=(accident.found.trajectories[0], creeping)),
    )

    assert value(detect, seen, FactKind.ENTERING_ROUNDABOUT, B).low > 3.0
    assert truth(detect, seen, FactKind.ENTERING_ROUNDABOUT, B) is Truth.TRUE

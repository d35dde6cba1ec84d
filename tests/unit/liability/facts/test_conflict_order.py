from dataclasses import replace

from accident_service.liability.fact import FactKind, Truth
from accident_service.liability.facts.conflict_order import detect
from tests.unit.liability import roads
from tests.unit.liability.drives import A, B, rear_end, track
from tests.unit.liability.drives import straight as driving
from tests.unit.liability.facts.told import truth, value
from tests.unit.liability.junction_drives import crossing_straight

FIRST = FactKind.FIRST_AT_CONFLICT


def test_whose_flank_was_struck_had_been_there_first() -> None:
    accident = crossing_straight(road_map=roads.junction())

    assert truth(detect, accident, FIRST, A) is Truth.TRUE
    assert truth(detect, accident, FIRST, B) is Truth.FALSE
    lead_s = value(detect, accident, FIRST, A)
    # A's front, 2.5 m past the place of the contact, at 10 m/s; B's front is just there.
    assert lead_s.low < 0.25 < lead_s.high
    assert lead_s.high - lead_s.low < 0.25


def test_front_against_front_nobody_was_first() -> None:
    accident = crossing_straight(road_map=roads.junction())
    corner = track(A, driving(-0.45, -1.75, 0.0, 10.0))
    seen = replace(
        accident,
        found=replace(accident.found, trajectories=(corner, accident.found.trajectories[1])),
    )

    assert truth(detect, seen, FIRST, A) is Truth.UNKNOWN
    assert truth(detect, seen, FIRST, B) is Truth.UNKNOWN


def test_who_stands_across_the_way_was_there_since_it_was_first_seen() -> None:
    accident = crossing_straight(road_map=roads.junction())
    waiting = track(A, driving(2.0, -1.75, 0.0, 0.0), from_s=1.0)
    seen = replace(
        accident,
        found=replace(accident.found, trajectories=(waiting, accident.found.trajectories[1])),
    )

    assert truth(detect, seen, FIRST, A) is Truth.TRUE


def test_away_from_junctions_nobody_asks() -> None:
    assert truth(detect, rear_end(), FIRST, A) is Truth.FALSE

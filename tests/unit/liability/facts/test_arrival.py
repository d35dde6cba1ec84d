from dataclasses import replace

import pytest

from accident_service.liability.facts.arrival import arrival_of, must_give_way
from accident_service.liability.facts.stop_line_crossing import seen_crossing
from accident_service.liability.road_map import RoadMap, Sign, StopControl
from tests.unit.liability import roads
from tests.unit.liability.drives import A, B, left_turn, rear_end, straight, track
from tests.unit.liability.junction_drives import crossing_straight, from_side_road


def test_a_stop_line_passed_is_how_it_came_in() -> None:
    seen = left_turn().observed()

    assert arrival_of(seen, A) == seen_crossing(seen, A)


def test_a_road_without_a_line_is_entered_where_the_front_reaches_the_junction() -> None:
    arrival = arrival_of(from_side_road().observed(), A)

    assert arrival is not None
    assert not arrival.is_painted
    assert arrival.line.approach == "W-in"
    # The front, 4.25 m past the middle at 7 s, reached x = -10 at 10 m/s.
    assert arrival.pts_s.low < 7.0 - 1.425 < arrival.pts_s.high
    assert arrival.pts_s.high - arrival.pts_s.low < 0.1


def test_a_line_that_was_passed_unseen_does_not_become_an_open_road() -> None:
    accident = left_turn()
    # A drives so far beside the paint that it passes its stop line beyond the end of it.
    beside = track(A, straight(1.25, 5.6, 3.14159, 10.0))
    found = replace(accident.found, trajectories=(beside, accident.found.trajectories[1]))

    assert arrival_of(replace(accident, found=found).observed(), A) is None


def test_away_from_junctions_there_is_no_arrival() -> None:
    assert arrival_of(rear_end().observed(), A) is None


def test_a_vehicle_first_seen_inside_has_no_arrival_by_an_open_road() -> None:
    accident = from_side_road()
    late = track(A, straight(2.0, -1.75, 0.0, 10.0), from_s=6.5)
    found = replace(accident.found, trajectories=(late, accident.found.trajectories[1]))

    assert arrival_of(replace(accident, found=found).observed(), A) is None


def sign_at(road: RoadMap, approach: str) -> RoadMap:
    return replace(road, signs=(Sign(kind="give_way", approach=approach, x_m=0.0, y_m=0.0),))


@pytest.mark.parametrize(
    ("control", "signed", "held"),
    [
        (StopControl.GIVE_WAY, "-", True),
        (StopControl.STOP, "-", True),
        (StopControl.NONE, "-", False),
        (StopControl.NONE, "S", True),
        (StopControl.NONE, "W", False),
        (StopControl.SIGNAL, "S", False),  # where lights stand, they decide
    ],
)
def test_lines_and_signs_hold_an_approach(control: StopControl, signed: str, *, held: bool) -> None:
    road = sign_at(roads.junction(control=control), signed)
    seen = crossing_straight(road_map=road).observed()
    arrival = arrival_of(seen, B)

    assert arrival is not None
    assert must_give_way(seen, arrival) is held

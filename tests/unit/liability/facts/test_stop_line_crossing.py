from dataclasses import replace

import pytest

from accident_service.liability.facts.stop_line_crossing import seen_crossing
from accident_service.liability.road_map import Movement
from tests.unit.liability import roads
from tests.unit.liability.drives import (
    A,
    B,
    left_turn,
    rear_end,
    straight,
    track,
    turning_left,
)


def test_the_front_passes_the_line_when_geometry_says() -> None:
    crossing = seen_crossing(left_turn().observed(), B)

    assert crossing is not None
    assert crossing.line.approach == "W"
    assert crossing.seen
    assert Movement.LEFT in crossing.allowed
    middle_s = (crossing.pts_s.low + crossing.pts_s.high) / 2
    assert turning_left(middle_s)[0] + 2.25 == pytest.approx(-10.0, abs=0.05)


def test_the_instant_is_as_wide_as_two_sigmas_of_position_take() -> None:
    crossing = seen_crossing(left_turn().observed(), A)

    assert crossing is not None
    assert crossing.line.approach == "E"
    assert crossing.pts_s.high - crossing.pts_s.low == pytest.approx(4 * 0.05 / 10.0)


def test_lines_of_other_approaches_are_not_crossed_on_the_way_out() -> None:
    crossing = seen_crossing(left_turn().observed(), A)

    assert crossing is not None
    assert crossing.line.approach != "W"


def test_who_passes_no_stop_line_has_no_crossing() -> None:
    assert seen_crossing(rear_end().observed(), B) is None
    assert seen_crossing(left_turn(from_s=5.95).observed(), B) is None


@pytest.mark.parametrize(
    ("beside_m", "sigma_scale", "allowed"),
    [
        (0.0, 1.0, {Movement.LEFT}),
        (1.7, 1.0, {Movement.LEFT, Movement.RIGHT}),  # on the line between the two lanes
        (0.0, 20.0, {Movement.LEFT, Movement.RIGHT}),
    ],
)
def test_a_place_between_two_lanes_allows_what_either_does(
    beside_m: float, sigma_scale: float, allowed: set[Movement]
) -> None:
    accident = left_turn()
    (own,) = (lane for lane in accident.road_map.lanes if lane.id == "W-in")
    left = replace(own, movements=frozenset({Movement.LEFT}))
    right = replace(
        roads.lane("W-in-2", (-80.0, -5.25), (-10.0, -5.25), approach="W"),
        movements=frozenset({Movement.RIGHT}),
    )
    lanes = (left, right, *(lane for lane in accident.road_map.lanes if lane is not own))
    driving = track(B, straight(0.0, -1.75 - beside_m, 0.0, 7.0), sigma_scale=sigma_scale)
    found = replace(accident.found, trajectories=(accident.found.trajectories[0], driving))
    road = replace(accident.road_map, lanes=lanes)

    crossing = seen_crossing(replace(accident, found=found, road_map=road).observed(), B)

    assert crossing is not None
    assert crossing.allowed == allowed

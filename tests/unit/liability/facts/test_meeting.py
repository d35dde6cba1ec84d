import math
from dataclasses import replace

import pytest

from accident_service.liability.fact import FactKind, Truth
from accident_service.liability.facts.meeting import detect
from accident_service.liability.road_map import ConflictArea, LineKind, RoadMap
from tests.unit.liability.drives import A, Accident, B, cut_in, left_turn, rear_end
from tests.unit.liability.facts.told import truth
from tests.unit.liability.meeting_drives import meeting_at_an_obstacle, meeting_on_a_slope
from tests.unit.liability.overtaking_roads import two_way_road

KINDS = (
    FactKind.MEETING,
    FactKind.IN_NARROWS_FIRST,
    FactKind.GOING_DOWNHILL,
    FactKind.HALF_WAY_DOWN_FIRST,
)


@pytest.mark.parametrize(
    ("between", "met"),
    [
        (LineKind.NONE, Truth.TRUE),
        (LineKind.DASHED_YELLOW, Truth.FALSE),
        (LineKind.UNKNOWN, Truth.UNKNOWN),
    ],
)
def test_two_meet_where_no_line_is_painted(between: LineKind, met: Truth) -> None:
    accident = meeting_at_an_obstacle(road=two_way_road(between=between))

    assert truth(detect, accident, FactKind.MEETING, A) is met
    assert truth(detect, accident, FactKind.MEETING, B) is met


@pytest.mark.parametrize("accident", [rear_end(), cut_in(), left_turn()])
def test_other_accidents_are_no_meeting(accident: Accident) -> None:
    for party in (A, B):
        for kind in KINDS:
            assert truth(detect, accident, kind, party) is Truth.FALSE


def test_in_a_junction_or_off_the_map_nobody_meets_in_this_sense() -> None:
    accident = meeting_at_an_obstacle()
    surface = accident.road_map.lanes[1].polygon
    junction = replace(
        accident.road_map, conflict_areas=(ConflictArea(id="inside", polygon=surface),)
    )

    for road in (junction, RoadMap(lanes=())):
        there = replace(accident, road_map=road)
        assert truth(detect, there, FactKind.MEETING, B) is Truth.FALSE


@pytest.mark.parametrize(
    ("obstacle_x_m", "first"),
    [
        (4.0, Truth.FALSE),  # B's front had not come to it at x = 0
        (-6.0, Truth.TRUE),  # beside it, when A's front had not
        (0.48, Truth.UNKNOWN),  # both came to it at one moment
    ],
)
def test_who_was_beside_the_obstacle_first_is_told(obstacle_x_m: float, first: Truth) -> None:
    accident = meeting_at_an_obstacle(obstacle_x_m=obstacle_x_m)

    assert truth(detect, accident, FactKind.IN_NARROWS_FIRST, B) is first
    assert truth(detect, accident, FactKind.IN_NARROWS_FIRST, A) is Truth.FALSE


@pytest.mark.parametrize(
    ("downhill_rad", "downwards"), [(0.0, B), (math.pi, A), (math.pi / 2, None)]
)
def test_who_goes_down_is_told_by_the_map(downhill_rad: float, downwards: str | None) -> None:
    accident = meeting_on_a_slope(downhill_rad=downhill_rad)

    for party in (A, B):
        told = truth(detect, accident, FactKind.GOING_DOWNHILL, party)
        assert told is Truth.that(party == downwards)


def test_past_the_middle_before_the_other_began_to_climb_is_half_way_down() -> None:
    # The middle lies at x = -19.5, the foot at x = 1, where A comes 0.5 s before the contact.
    half_way = meeting_on_a_slope(to_x_m=1.0, their_mps=2.0)
    both_on_it = meeting_on_a_slope(to_x_m=40.0)

    assert truth(detect, half_way, FactKind.HALF_WAY_DOWN_FIRST, B) is Truth.TRUE
    assert truth(detect, both_on_it, FactKind.HALF_WAY_DOWN_FIRST, B) is Truth.FALSE

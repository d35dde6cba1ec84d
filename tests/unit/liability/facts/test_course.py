import math
from dataclasses import replace

import pytest

from accident_service.liability.fact import FactKind, Truth
from accident_service.liability.facts.course import detect
from accident_service.liability.facts.way_through import course_of
from accident_service.liability.road_map import Movement
from tests.unit.liability import roads
from tests.unit.liability.drives import A, Accident, B, left_turn, rear_end, straight, track
from tests.unit.liability.facts.told import truth, value
from tests.unit.liability.junction_drives import crossing_straight

LEFT, STRAIGHT, RIGHT = Movement.LEFT, Movement.STRAIGHT, Movement.RIGHT
TURNS = (FactKind.TURNING, FactKind.TURNING_LEFT, FactKind.TURNING_RIGHT, FactKind.GOING_STRAIGHT)
YES, NO, UNKNOWN = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN


def arrows(accident: Accident, approach: str, *movements: Movement) -> Accident:
    lanes = tuple(
        replace(lane, movements=frozenset(movements)) if lane.id == f"{approach}-in" else lane
        for lane in accident.road_map.lanes
    )
    return replace(accident, road_map=replace(accident.road_map, lanes=lanes))


def test_a_left_turner_and_a_straight_driver_are_told_apart() -> None:
    accident = left_turn()

    assert [truth(detect, accident, kind, B) for kind in TURNS] == [YES, YES, NO, NO]
    assert [truth(detect, accident, kind, A) for kind in TURNS] == [NO, NO, NO, YES]


def test_the_turn_is_measured_from_the_approach_left_positive() -> None:
    turned = value(detect, left_turn(), FactKind.TURNING, B)

    # 40 degrees at the contact, less a quarter of a second of turning at 7 m/s round 8 m.
    expected_rad = math.radians(40) - 0.25 * 7 / 8
    assert turned.low <= expected_rad <= turned.high


def test_just_past_its_line_a_vehicle_may_still_turn_where_its_arrow_lets_it() -> None:
    accident = crossing_straight(road_map=roads.junction())
    only_straight = arrows(accident, "S", STRAIGHT)

    # B's front has come 7.35 m past its line at the contact, 1 s before it 2.35 m.
    assert truth(detect, accident, FactKind.TURNING_RIGHT, B) is NO
    nearer = replace(
        accident,
        found=replace(
            accident.found,
            trajectories=(
                accident.found.trajectories[0],
                track(B, straight(1.75, -8.0, math.pi / 2, 5.0)),
            ),
        ),
    )
    assert truth(detect, nearer, FactKind.TURNING_RIGHT, B) is UNKNOWN
    barred = replace(nearer, road_map=only_straight.road_map)
    assert truth(detect, barred, FactKind.TURNING_RIGHT, B) is NO


def test_straight_so_far_from_a_turning_lane_is_not_going_straight_for_certain() -> None:
    only_left = arrows(crossing_straight(road_map=roads.junction()), "S", LEFT)

    assert truth(detect, only_left, FactKind.GOING_STRAIGHT, B) is UNKNOWN
    assert truth(detect, only_left, FactKind.OFF_GUIDED_LANE, B) is UNKNOWN


def test_past_the_middle_a_turning_lane_left_straight_on_is_told() -> None:
    only_left = arrows(crossing_straight(road_map=roads.junction()), "W", LEFT)

    assert truth(detect, only_left, FactKind.GOING_STRAIGHT, A) is UNKNOWN
    event = only_left.found.collisions[0]
    beyond = straight(5.5, -1.75, 0.0, 10.0)
    found = replace(
        only_left.found,
        trajectories=(track(A, beyond), only_left.found.trajectories[1]),
        collisions=(event,),
    )
    passed = replace(only_left, found=found)
    assert truth(detect, passed, FactKind.GOING_STRAIGHT, A) is YES
    assert truth(detect, passed, FactKind.OFF_GUIDED_LANE, A) is YES


@pytest.mark.parametrize(
    ("shown", "off"),
    [
        ((LEFT, STRAIGHT), NO),
        ((STRAIGHT,), YES),
        ((RIGHT,), YES),
        ((), NO),
        ((Movement.U_TURN,), NO),
    ],
)
def test_a_turn_the_lanes_arrow_does_not_show_is_told(
    shown: tuple[Movement, ...], off: Truth
) -> None:
    accident = arrows(left_turn(), "W", *shown)

    assert truth(detect, accident, FactKind.OFF_GUIDED_LANE, B) is off


def test_away_from_a_junction_no_course_is_known_and_none_is_needed() -> None:
    assert course_of(rear_end().observed(), A) is None
    for kind in TURNS:
        assert truth(detect, rear_end(), kind, A) is UNKNOWN
    assert truth(detect, rear_end(), FactKind.OFF_GUIDED_LANE, A) is NO


def test_a_vehicle_turned_right_round_is_not_just_turning() -> None:
    accident = left_turn()
    back = replace(
        accident.found.trajectories[1],
        heading_rad=accident.found.trajectories[1].heading_rad
        + (accident.found.trajectories[1].pts_s > 6.5) * math.radians(100),
    )
    seen = replace(
        accident, found=replace(accident.found, trajectories=(accident.found.trajectories[0], back))
    )

    assert truth(detect, seen, FactKind.TURNING, B) is UNKNOWN
    assert truth(detect, seen, FactKind.TURNING_LEFT, B) is UNKNOWN

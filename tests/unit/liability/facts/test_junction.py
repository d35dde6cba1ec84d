import math
from dataclasses import replace

import pytest

from accident_service.liability.fact import FactKind, Truth
from accident_service.liability.facts.junction import contact_depth, detect
from accident_service.liability.road_map import Movement, StopControl
from tests.unit.liability import roads
from tests.unit.liability.drives import A, B, left_turn, rear_end
from tests.unit.liability.facts.told import truth, value


def test_a_left_turner_meets_a_straight_driver_from_the_opposite_side() -> None:
    accident = left_turn()

    assert truth(detect, accident, FactKind.OPPOSITE_APPROACHES, A) is Truth.TRUE
    assert truth(detect, accident, FactKind.TURNING, B) is Truth.TRUE
    assert truth(detect, accident, FactKind.GOING_STRAIGHT, B) is Truth.FALSE
    assert truth(detect, accident, FactKind.TURNING, A) is Truth.FALSE
    assert truth(detect, accident, FactKind.GOING_STRAIGHT, A) is Truth.TRUE
    assert truth(detect, accident, FactKind.CONTACT_IN_CONFLICT_AREA, A) is Truth.TRUE
    assert truth(detect, accident, FactKind.ENTRY_SEEN, B) is Truth.TRUE


def test_the_turn_is_measured_from_the_approach_left_positive() -> None:
    turned = value(detect, left_turn(), FactKind.TURNING, B)

    # 40 degrees at the contact, less a quarter of a second of turning at 7 m/s round 8 m.
    expected_rad = math.radians(40) - 0.25 * 7 / 8
    assert turned.low <= expected_rad <= turned.high


def test_straight_so_far_from_a_turning_lane_is_not_going_straight_for_certain() -> None:
    accident = left_turn()
    only_left = tuple(
        replace(lane, movements=frozenset({Movement.LEFT})) if lane.id == "E-in" else lane
        for lane in accident.road_map.lanes
    )
    arrow = replace(accident, road_map=replace(accident.road_map, lanes=only_left))

    assert truth(detect, arrow, FactKind.GOING_STRAIGHT, A) is Truth.UNKNOWN


@pytest.mark.parametrize(
    ("control", "came_over"),
    [(StopControl.GIVE_WAY, Truth.TRUE), (StopControl.SIGNAL, Truth.FALSE)],
)
def test_a_give_way_line_on_the_way_is_told(control: StopControl, came_over: Truth) -> None:
    accident = replace(left_turn(), road_map=roads.junction(control=control))

    assert truth(detect, accident, FactKind.CROSSED_GIVE_WAY_LINE, B) is came_over


def test_away_from_a_junction_no_approach_is_known_and_none_is_needed() -> None:
    accident = rear_end()

    assert truth(detect, accident, FactKind.OPPOSITE_APPROACHES, A) is Truth.UNKNOWN
    assert truth(detect, accident, FactKind.TURNING, A) is Truth.UNKNOWN
    assert truth(detect, accident, FactKind.CONTACT_IN_CONFLICT_AREA, A) is Truth.FALSE
    assert truth(detect, accident, FactKind.CROSSED_GIVE_WAY_LINE, A) is Truth.FALSE
    assert contact_depth(accident.observed()) is None


def test_a_contact_at_the_rim_may_be_inside_or_outside() -> None:
    accident = left_turn()
    (event,) = accident.found.collisions
    rim = replace(accident.found, collisions=(replace(event, x_m=9.95, y_m=0.0),))
    outside = replace(accident.found, collisions=(replace(event, x_m=14.0, y_m=0.0),))
    kind = FactKind.CONTACT_IN_CONFLICT_AREA

    assert truth(detect, replace(accident, found=rim), kind, A) is Truth.UNKNOWN
    assert truth(detect, replace(accident, found=outside), kind, A) is Truth.FALSE

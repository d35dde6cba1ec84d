from dataclasses import replace
from math import radians

import pytest

from accident_service.liability.fact import Truth
from accident_service.liability.facts.way_through import (
    course_of,
    movements_possible,
    turning,
    turning_to,
)
from accident_service.liability.road_map import Movement
from accident_service.quantities.uncertainty import Interval
from tests.unit.liability import roads
from tests.unit.liability.drives import A, Accident, B, left_turn, rear_end
from tests.unit.liability.junction_drives import crossing_straight, from_side_road, right_turn

LEFT, STRAIGHT, RIGHT = Movement.LEFT, Movement.STRAIGHT, Movement.RIGHT


@pytest.mark.parametrize(
    ("accident", "of_a", "of_b"),
    [
        (left_turn(), (STRAIGHT,), (LEFT,)),
        (right_turn(), (LEFT,), (RIGHT,)),
        (crossing_straight(road_map=roads.junction()), (STRAIGHT,), (STRAIGHT,)),
    ],
    ids=["left across straight", "right against left", "crossing"],
)
def test_the_ways_a_party_may_have_been_going_are_told(
    accident: Accident, of_a: tuple[Movement, ...], of_b: tuple[Movement, ...]
) -> None:
    seen = accident.observed()
    for party, expected in ((A, of_a), (B, of_b)):
        course = course_of(seen, party)
        assert course is not None
        assert movements_possible(seen, course) == expected


def test_the_way_gone_is_counted_from_the_line() -> None:
    course = course_of(from_side_road().observed(), B)

    assert course is not None
    # The front, 2.25 m ahead of y = -4.9, passed its line at y = -10: 7.35 m back, less the
    # doubt of the contact's moment.
    assert course.gone_m == pytest.approx(7.35 - 0.25, abs=0.3)
    assert not course.past_middle


def test_without_an_arrival_there_is_no_course() -> None:
    assert course_of(rear_end().observed(), A) is None


@pytest.mark.parametrize(
    ("allowed", "turned_deg", "truth"),
    [
        ({LEFT, STRAIGHT}, (11.6, 13.9), Truth.UNKNOWN),
        ({LEFT}, (11.6, 13.9), Truth.TRUE),
        ({LEFT}, (8.0, 12.0), Truth.UNKNOWN),
        ({STRAIGHT}, (11.6, 13.9), Truth.FALSE),
        ({LEFT, STRAIGHT}, (2.0, 6.0), Truth.FALSE),
        ({LEFT, STRAIGHT}, (16.0, 19.0), Truth.TRUE),
    ],
)
def test_a_turn_just_begun_is_no_going_straight(
    allowed: set[Movement], turned_deg: tuple[float, float], truth: Truth
) -> None:
    seen = left_turn().observed()
    course = course_of(seen, B)
    assert course is not None
    begun = replace(
        course,
        turned=Interval(radians(turned_deg[0]), radians(turned_deg[1])),
        arrival=replace(course.arrival, allowed=frozenset(allowed)),
    )

    assert turning(seen, begun) is truth
    assert turning_to(seen, begun, LEFT) is truth
    assert turning_to(seen, begun, RIGHT) is Truth.FALSE

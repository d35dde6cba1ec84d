import pytest

from accident_service.liability.facts.way_through import course_of, movements_possible
from accident_service.liability.road_map import Movement
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

import pytest

from accident_service.liability.fact import FactKind, Truth
from accident_service.liability.facts.approaches import detect
from accident_service.liability.grade import Grade
from accident_service.liability.proposal import Strength
from accident_service.liability.road_map import StopControl
from tests.unit.liability import roads
from tests.unit.liability.drives import A, Accident, B, left_turn, rear_end
from tests.unit.liability.facts.told import fact, truth
from tests.unit.liability.junction_drives import (
    crossing_straight,
    from_side_road,
    ran_red,
    right_turn_unsignalled,
)

KINDS = (
    FactKind.SAME_APPROACH,
    FactKind.OPPOSITE_APPROACHES,
    FactKind.CROSSING_APPROACHES,
    FactKind.FROM_RIGHT_ROAD,
)
YES, NO, UNKNOWN = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN


def test_they_face_each_other() -> None:
    assert [truth(detect, left_turn(), kind, A) for kind in KINDS] == [NO, YES, NO, NO]


def test_who_comes_from_the_right_is_told_of_one_of_them_only() -> None:
    accident = crossing_straight(road_map=roads.junction())

    assert [truth(detect, accident, kind, B) for kind in KINDS] == [NO, NO, YES, YES]
    assert [truth(detect, accident, kind, A) for kind in KINDS] == [NO, NO, YES, NO]


def test_a_road_with_priority_has_no_line_and_its_direction_is_known_all_the_same() -> None:
    found = fact(detect, from_side_road(), FactKind.CROSSING_APPROACHES, A)

    assert found.truth is Truth.TRUE
    assert "from W-in and S" in found.sentence_en


def test_an_approach_nobody_saw_leaves_it_open() -> None:
    assert truth(detect, left_turn(from_s=6.9), FactKind.OPPOSITE_APPROACHES, A) is UNKNOWN
    assert truth(detect, rear_end(), FactKind.SAME_APPROACH, A) is UNKNOWN


@pytest.mark.parametrize(
    ("accident", "rule"),
    [
        (from_side_road(), "R10"),
        (right_turn_unsignalled(), "R09"),
        (crossing_straight(road_map=roads.junction(control=StopControl.NONE)), "R11"),
        (ran_red(), "R06"),
    ],
    ids=["side road", "right against left", "right-hand road", "red light"],
)
def test_the_law_follows_from_where_they_came(accident: Accident, rule: str) -> None:
    proposal = accident.proposed()

    assert proposal.rule_code == rule
    assert proposal.strength is Strength.FIRM
    # From the right-hand road one has the right of way; in the others B is at fault.
    at_fault = A if rule == "R11" else B
    assert {party for party, grade in proposal.grades if grade is Grade.FULL} == {at_fault}

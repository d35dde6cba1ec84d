from accident_service.liability.fact import FactKind, Truth
from accident_service.liability.facts.approaches import detect
from tests.unit.liability import roads
from tests.unit.liability.drives import A, B, left_turn, rear_end
from tests.unit.liability.facts.told import fact, truth
from tests.unit.liability.junction_drives import crossing_straight, from_side_road

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

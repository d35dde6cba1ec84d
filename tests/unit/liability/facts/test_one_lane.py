from accident_service.liability.fact import FactKind, Truth
from accident_service.liability.facts.one_lane import detect
from accident_service.liability.grade import Grade
from tests.unit.liability.drives import A, B, cut_in, left_turn
from tests.unit.liability.facts.told import fact, truth
from tests.unit.liability.lane_drives import both_into_the_middle


def test_two_that_move_into_the_lane_between_them_are_both_told() -> None:
    for party in (A, B):
        told = fact(detect, both_into_the_middle(), FactKind.BOTH_INTO_ONE_LANE, party)
        assert told.truth is Truth.TRUE
        assert "lane 2 from the left" in told.sentence_en


def test_which_of_them_came_from_the_left_is_told() -> None:
    assert truth(detect, both_into_the_middle(), FactKind.CAME_FROM_LEFT, A) is Truth.TRUE
    assert truth(detect, both_into_the_middle(), FactKind.CAME_FROM_LEFT, B) is Truth.FALSE


def test_where_one_kept_its_lane_or_none_is_painted_it_is_excluded() -> None:
    for accident in (cut_in(), left_turn()):
        assert truth(detect, accident, FactKind.BOTH_INTO_ONE_LANE, B) is Truth.FALSE
        assert truth(detect, accident, FactKind.CAME_FROM_LEFT, B) is Truth.FALSE


def test_both_changing_into_one_lane_is_proposed_as_equal() -> None:
    proposal = both_into_the_middle().proposed()

    assert proposal.rule_code == "R03"
    assert dict(proposal.grades) == {A: Grade.EQUAL, B: Grade.EQUAL}

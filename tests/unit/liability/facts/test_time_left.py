import pytest

from accident_service.liability.fact import FactKind, Truth
from accident_service.liability.facts.time_left import detect
from accident_service.liability.grade import Grade
from tests.unit.liability.drives import A, B, cut_in, left_turn, rear_end
from tests.unit.liability.facts.told import fact, truth, value
from tests.unit.liability.lane_drives import after_cut_in


def test_the_time_left_when_the_change_ended_is_told() -> None:
    # All of B is in the lane 0.8 s or a little more before a steady contact.
    left_s = value(detect, after_cut_in(follower_mps=14.0), FactKind.LITTLE_TIME_AFTER_CUT_IN, B)

    assert left_s.low < 1.1
    assert left_s.high > 0.8
    accident = after_cut_in(follower_mps=14.0)
    assert truth(detect, accident, FactKind.LITTLE_TIME_AFTER_CUT_IN, B) is Truth.TRUE
    assert truth(detect, accident, FactKind.TIME_TO_OPEN_GAP, B) is Truth.FALSE


def test_who_kept_its_lane_or_was_still_over_the_line_ended_no_change() -> None:
    for accident in (cut_in(), rear_end(), left_turn()):
        for party in (A, B):
            assert truth(detect, accident, FactKind.LITTLE_TIME_AFTER_CUT_IN, party) is Truth.FALSE
            assert truth(detect, accident, FactKind.TIME_TO_OPEN_GAP, party) is not Truth.TRUE


def test_who_came_no_nearer_had_time() -> None:
    accident = after_cut_in(follower_mps=10.0, brakes_mps2=6.0)

    assert truth(detect, accident, FactKind.TIME_TO_OPEN_GAP, B) is Truth.TRUE


def test_the_other_is_first_in_the_path_when_it_moves_in_or_comes_in_sight() -> None:
    cut = fact(detect, after_cut_in(follower_mps=14.0), FactKind.LITTLE_TIME_IN_PATH, A)
    ahead = fact(detect, rear_end(), FactKind.LITTLE_TIME_IN_PATH, B)

    assert cut.at_pts_s is not None
    # B's middle is within 1.7 m of A's path once it is 1.8 m over, a second before it is in.
    assert cut.at_pts_s.low - 0.2 <= 5.25 <= cut.at_pts_s.high + 0.2
    assert ahead.at_pts_s is not None
    assert ahead.at_pts_s.low == pytest.approx(0.0)
    assert ahead.truth is Truth.FALSE


def test_who_moved_over_no_line_had_no_such_moment_and_braking_not_seen_is_open() -> None:
    none = fact(detect, rear_end(), FactKind.LITTLE_TIME_AT_LINE, B)
    unseen = fact(detect, rear_end(), FactKind.LITTLE_TIME_AT_BRAKING, B)

    assert none.truth is Truth.FALSE
    assert unseen.truth is Truth.UNKNOWN
    assert none.value is unseen.value is None
    assert "no such moment" in unseen.sentence_en


def test_who_comes_behind_was_never_in_the_path_ahead() -> None:
    behind = fact(detect, rear_end(), FactKind.LITTLE_TIME_IN_PATH, A)

    assert behind.at_pts_s is None


def test_no_time_to_open_a_gap_is_suggested_to_be_the_changers() -> None:
    proposal = after_cut_in(follower_mps=14.0).proposed()

    assert proposal.rule_code == "M02"
    assert dict(proposal.grades) == {A: Grade.NONE, B: Grade.FULL}

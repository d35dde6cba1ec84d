from dataclasses import replace

import pytest

from accident_service.liability.fact import FactKind, Truth
from accident_service.liability.facts.merging import detect
from tests.unit.liability.drives import A, Accident, B, cut_in, rear_end, straight, track
from tests.unit.liability.facts.told import truth
from tests.unit.liability.queue_drives import CRAWL_MPS, merging
from tests.unit.liability.roads import straight_road

DUE, OUT = FactKind.ALTERNATING_DUE, FactKind.MERGED_OUT_OF_TURN


@pytest.mark.parametrize(
    ("gone_y_m", "out_of_turn"), [(3.5, {A: False, B: True}), (0.0, {A: True, B: False})]
)
def test_the_turn_is_with_the_lane_the_one_before_did_not_come_from(
    gone_y_m: float, out_of_turn: dict[str, bool]
) -> None:
    accident = merging(gone_y_m=gone_y_m)

    for party in (A, B):
        assert truth(detect, accident, DUE, party) is Truth.TRUE
        assert truth(detect, accident, OUT, party) is Truth.that(out_of_turn[party])


def test_when_nobody_is_seen_to_have_gone_the_turn_cannot_be_told() -> None:
    accident = merging(gone_y_m=None)

    assert truth(detect, accident, DUE, A) is Truth.TRUE
    assert truth(detect, accident, OUT, A) is Truth.UNKNOWN
    assert truth(detect, accident, OUT, B) is Truth.UNKNOWN


def test_one_first_seen_after_it_had_merged_does_not_tell_the_turn() -> None:
    accident = merging(gone_y_m=0.0)
    a, b, gone, *others = accident.found.trajectories
    # Where the lane has ended, being in the other one says nothing of where one came from.
    ahead = track(gone.id, straight(30.0, 1.75, 0.0, CRAWL_MPS))
    found = replace(accident.found, trajectories=(a, b, ahead, *others))

    assert truth(detect, replace(accident, found=found), OUT, A) is Truth.UNKNOWN


def test_two_side_by_side_ahead_do_not_tell_the_turn() -> None:
    accident = merging()
    beside = track("beside", straight(8.5, 0.0, 0.0, CRAWL_MPS))  # type: ignore[arg-type]  # a NewType
    found = replace(accident.found, trajectories=(*accident.found.trajectories, beside))

    assert truth(detect, replace(accident, found=found), OUT, A) is Truth.UNKNOWN


def test_in_flowing_traffic_nobody_goes_in_turn() -> None:
    assert truth(detect, merging(crawl_mps=8.0), DUE, A) is Truth.FALSE
    assert truth(detect, merging(crawl_mps=8.0), OUT, B) is Truth.FALSE


@pytest.mark.parametrize("accident", [rear_end(), cut_in(), merging(road=straight_road())])
def test_where_no_lane_ends_nobody_goes_in_turn(accident: Accident) -> None:
    for party in (A, B):
        assert truth(detect, accident, DUE, party) is Truth.FALSE
        assert truth(detect, accident, OUT, party) is Truth.FALSE


def test_who_is_wholly_behind_follows_and_does_not_merge_beside() -> None:
    accident = merging()
    a, _, *others = accident.found.trajectories
    behind = track(B, straight(-13.0, 3.5, 0.0, CRAWL_MPS))
    found = replace(accident.found, trajectories=(a, behind, *others))

    assert truth(detect, replace(accident, found=found), DUE, B) is Truth.FALSE


def test_two_of_one_lane_do_not_alternate() -> None:
    accident = merging()
    a, _, *others = accident.found.trajectories
    same = track(B, straight(-9.0, 0.0, 0.0, CRAWL_MPS))
    found = replace(accident.found, trajectories=(a, same, *others))

    assert truth(detect, replace(accident, found=found), DUE, B) is Truth.FALSE


def test_a_lane_of_origin_that_was_not_seen_leaves_it_open() -> None:
    accident = merging()
    a, _, *others = accident.found.trajectories
    between = track(B, straight(-7.0, 2.6, 0.0, CRAWL_MPS), sigma_scale=10.0)
    found = replace(accident.found, trajectories=(a, between, *others))

    assert truth(detect, replace(accident, found=found), DUE, B) is Truth.UNKNOWN

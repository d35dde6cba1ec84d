from dataclasses import replace

import pytest

from accident_service.liability.fact import FactKind, Truth
from accident_service.liability.facts.queue import detect
from accident_service.liability.road_map import RoadMap
from tests.unit.liability.drives import A, Accident, B, cut_in, left_turn, rear_end, straight, track
from tests.unit.liability.facts.told import truth, value
from tests.unit.liability.queue_drives import pushing_in, pushing_in_from_the_opposite_lane

QUEUED, CUTTING = FactKind.IN_QUEUE, FactKind.CUTTING_INTO_QUEUE


def test_five_that_crawl_behind_one_another_are_a_queue() -> None:
    counted = value(detect, pushing_in(), QUEUED, A)

    assert (counted.low, counted.high) == (5, 5)
    assert truth(detect, pushing_in(), QUEUED, A) is Truth.TRUE
    assert truth(detect, pushing_in(), QUEUED, B) is Truth.FALSE


@pytest.mark.parametrize(("ahead", "expected"), [(1, Truth.FALSE), (2, Truth.TRUE)])
def test_three_are_a_queue_and_two_are_none(ahead: int, expected: Truth) -> None:
    assert truth(detect, pushing_in(count=ahead), QUEUED, A) is expected


def test_traffic_that_flows_is_no_queue() -> None:
    assert truth(detect, pushing_in(speed_mps=6.0), QUEUED, A) is Truth.FALSE


def test_at_ten_kilometres_an_hour_it_cannot_be_told() -> None:
    assert truth(detect, pushing_in(speed_mps=2.78), QUEUED, A) is Truth.UNKNOWN


def test_a_vehicle_far_ahead_does_not_belong_to_the_queue() -> None:
    accident = pushing_in(count=1)
    far = [track("far", straight(40.0, 0.0, 0.0, 0.5))]  # type: ignore[arg-type]  # a NewType
    found = replace(accident.found, trajectories=(*accident.found.trajectories, *far))

    assert value(detect, replace(accident, found=found), QUEUED, A).high == 2


@pytest.mark.parametrize("accident", [pushing_in(), pushing_in_from_the_opposite_lane()])
def test_who_comes_from_beside_the_queue_pushes_in(accident: Accident) -> None:
    assert truth(detect, accident, CUTTING, B) is Truth.TRUE
    assert truth(detect, accident, CUTTING, A) is Truth.FALSE


def test_who_stays_beside_the_queue_does_not() -> None:
    accident = pushing_in()
    beside = track(B, straight(2.6, 3.5, 0.0, 2.5))
    a, _, *queue = accident.found.trajectories
    found = replace(accident.found, trajectories=(a, beside, *queue))

    assert truth(detect, replace(accident, found=found), CUTTING, B) is Truth.FALSE


def test_who_straddles_the_line_when_first_seen_may_have_pushed_in() -> None:
    accident = pushing_in()
    a, b, *queue = accident.found.trajectories
    late = replace(b).at_rows(b.pts_s >= 4.5)
    found = replace(accident.found, trajectories=(a, late, *queue))

    assert truth(detect, replace(accident, found=found), CUTTING, B) is Truth.UNKNOWN


@pytest.mark.parametrize("accident", [rear_end(), left_turn()])
def test_other_accidents_hold_no_pushing_in(accident: Accident) -> None:
    assert truth(detect, accident, CUTTING, A) is Truth.FALSE
    assert truth(detect, accident, CUTTING, B) is Truth.FALSE


def test_a_lane_change_in_flowing_traffic_meets_no_queue() -> None:
    assert truth(detect, cut_in(), CUTTING, B) is Truth.FALSE
    assert truth(detect, cut_in(), QUEUED, A) is Truth.FALSE
    assert truth(detect, cut_in(), QUEUED, B) is Truth.FALSE


def test_without_lanes_on_the_map_nobody_queues() -> None:
    accident = replace(pushing_in(), road_map=RoadMap(lanes=()))

    assert truth(detect, accident, QUEUED, A) is Truth.FALSE
    assert truth(detect, accident, CUTTING, B) is Truth.FALSE


def test_much_doubt_leaves_it_open() -> None:
    assert truth(detect, pushing_in(sigma_scale=16.0), CUTTING, B) is Truth.UNKNOWN

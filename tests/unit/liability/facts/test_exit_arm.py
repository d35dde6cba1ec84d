from dataclasses import replace

import pytest

from accident_service.liability.fact import FactKind, Truth
from accident_service.liability.facts.exit_arm import detect, exit_arms
from accident_service.liability.road_map import RoadMap
from tests.unit.liability import roads
from tests.unit.liability.drives import A, Accident, B, C, left_turn, rear_end, standing, track
from tests.unit.liability.facts.told import fact, truth
from tests.unit.liability.junction_drives import crossing_straight, right_turn

BLOCKED = FactKind.EXIT_BLOCKED


def with_standing(
    accident: Accident, x_m: float, y_m: float, *, speed_mps: float = 0.0
) -> Accident:
    other = replace(track(C, standing(x_m, y_m)))
    other = replace(other, speed_mps=other.speed_mps + speed_mps)
    found = replace(accident.found, trajectories=(*accident.found.trajectories, other))
    return replace(accident, found=found)


def test_a_junction_has_an_exit_on_every_arm_and_a_road_has_none() -> None:
    arms = exit_arms(left_turn().observed())

    assert [[lane.id for lane in arm] for arm in arms] == [
        ["W-out"],
        ["S-out"],
        ["E-out"],
        ["N-out"],
    ]
    assert exit_arms(rear_end().observed()) == ()


def test_a_right_turner_and_an_oncoming_left_turner_make_for_one_exit() -> None:
    assert truth(detect, right_turn(), FactKind.SAME_EXIT, A) is Truth.TRUE
    assert truth(detect, right_turn(), FactKind.SAME_EXIT, B) is Truth.TRUE


def test_crossing_straight_they_make_for_different_exits() -> None:
    accident = crossing_straight(road_map=roads.junction())

    assert truth(detect, accident, FactKind.SAME_EXIT, A) is Truth.FALSE


def test_an_approach_nobody_saw_leaves_the_exit_open() -> None:
    assert truth(detect, left_turn(from_s=6.9), FactKind.SAME_EXIT, A) is Truth.UNKNOWN


@pytest.mark.parametrize(
    ("at_m", "blocked"),
    [((14.0, -1.75), Truth.TRUE), ((30.0, -1.75), Truth.FALSE), ((1.75, 14.0), Truth.FALSE)],
    ids=["at the mouth", "further on, with room before it", "in another exit"],
)
def test_an_exit_is_blocked_by_who_stands_at_its_mouth(
    at_m: tuple[float, float], blocked: Truth
) -> None:
    accident = with_standing(crossing_straight(road_map=roads.junction()), *at_m)

    assert truth(detect, accident, BLOCKED, A) is blocked


def test_traffic_that_moves_on_does_not_block() -> None:
    accident = with_standing(
        crossing_straight(road_map=roads.junction()), 14.0, -1.75, speed_mps=3.0
    )

    assert truth(detect, accident, BLOCKED, A) is Truth.FALSE


def test_one_free_lane_beside_the_blocked_one_leaves_it_open() -> None:
    road = roads.junction()
    second = roads.lane("W-out-2", (10.0, -5.25), (80.0, -5.25))
    wider: RoadMap = replace(road, lanes=(*road.lanes, second))
    accident = with_standing(crossing_straight(road_map=wider), 14.0, -1.75)

    assert truth(detect, accident, BLOCKED, A) is Truth.UNKNOWN
    assert "standing there: C" in fact(detect, accident, BLOCKED, A).sentence_en


def test_away_from_a_junction_nothing_is_blocked() -> None:
    assert truth(detect, rear_end(), BLOCKED, B) is Truth.FALSE
    assert truth(detect, rear_end(), FactKind.SAME_EXIT, B) is Truth.FALSE

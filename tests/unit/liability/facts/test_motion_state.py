from dataclasses import replace

import pytest

from accident_service.liability.fact import FactKind, Truth
from accident_service.liability.facts.motion_state import detect
from tests.unit.liability.drives import (
    A,
    Accident,
    B,
    State,
    rear_end,
    standing,
    straight,
    track,
)
from tests.unit.liability.facts.told import fact, truth, value


def with_leader_speed(speed_mps: float) -> Accident:
    return rear_end(leader=straight(20.0, 0.0, 0.0, speed_mps))


@pytest.mark.parametrize(
    ("speed_mps", "reversing", "forward", "stationary"),
    [
        (0.0, Truth.FALSE, Truth.FALSE, Truth.TRUE),
        (5.0, Truth.FALSE, Truth.TRUE, Truth.FALSE),
        (-1.0, Truth.TRUE, Truth.FALSE, Truth.FALSE),
        (-0.45, Truth.UNKNOWN, Truth.FALSE, Truth.FALSE),  # rolling back slowly
        (0.35, Truth.FALSE, Truth.UNKNOWN, Truth.UNKNOWN),  # creeping or standing
    ],
)
def test_how_the_leader_moved_is_told_from_its_signed_speed(
    speed_mps: float, reversing: Truth, forward: Truth, stationary: Truth
) -> None:
    accident = with_leader_speed(speed_mps)

    assert truth(detect, accident, FactKind.REVERSING, A) is reversing
    assert truth(detect, accident, FactKind.MOVING_FORWARD, A) is forward
    assert truth(detect, accident, FactKind.STATIONARY, A) is stationary


def test_a_moment_of_backward_motion_is_not_reversing_for_certain() -> None:
    def twitch(pts_s: float) -> State:
        return (20.0, 0.0, 0.0, -1.0 if 6.3 < pts_s < 6.5 else 0.0)

    assert truth(detect, rear_end(leader=twitch), FactKind.REVERSING, A) is Truth.UNKNOWN


def test_the_jolt_of_a_blow_from_the_front_smoothed_is_not_reversing() -> None:
    def struck(pts_s: float) -> State:
        return (20.0, 0.0, 0.0, -3.0 if pts_s > 6.8 else 0.0)

    assert truth(detect, rear_end(leader=struck), FactKind.REVERSING, A) is Truth.FALSE


def test_the_interval_of_the_lowest_speed_is_given() -> None:
    speed = value(detect, with_leader_speed(-1.0), FactKind.REVERSING, A)

    assert (speed.low, speed.high) == pytest.approx((-1.1, -0.9))


@pytest.mark.parametrize(("from_s", "long_enough"), [(0.0, Truth.TRUE), (5.0, Truth.FALSE)])
def test_three_seconds_before_the_contact_are_wanted(from_s: float, long_enough: Truth) -> None:
    accident = rear_end()
    leader = track(A, standing(20.0, 0.0), from_s=from_s)
    found = replace(accident.found, trajectories=(leader, accident.found.trajectories[1]))
    seen = replace(accident, found=found)

    assert truth(detect, seen, FactKind.SEEN_LONG_ENOUGH, A) is long_enough
    assert truth(detect, seen, FactKind.SEEN_LONG_ENOUGH, B) is Truth.TRUE


def test_who_stands_when_first_seen_shortly_before_may_have_just_stopped() -> None:
    accident = rear_end()
    leader = track(A, standing(20.0, 0.0), from_s=5.5)
    found = replace(accident.found, trajectories=(leader, accident.found.trajectories[1]))

    assert truth(detect, replace(accident, found=found), FactKind.STATIONARY, A) is Truth.UNKNOWN


def test_a_vehicle_first_seen_after_the_contact_moved_nobody_knows_how() -> None:
    accident = rear_end()
    leader = track(A, standing(20.0, 0.0), from_s=7.5)
    found = replace(accident.found, trajectories=(leader, accident.found.trajectories[1]))

    assert truth(detect, replace(accident, found=found), FactKind.REVERSING, A) is Truth.UNKNOWN


@pytest.mark.parametrize(
    ("speed_mps", "rolling"),
    [(0.0, Truth.FALSE), (-0.2, Truth.UNKNOWN), (-0.4, Truth.TRUE), (-1.0, Truth.FALSE)],
)
def test_slow_backward_motion_is_rolling_and_fast_is_not(speed_mps: float, rolling: Truth) -> None:
    assert truth(detect, with_leader_speed(speed_mps), FactKind.ROLLING_BACK, A) is rolling


def test_a_speed_is_told_with_its_moment_because_a_braking_car_is_slower_at_the_contact() -> None:
    told = fact(detect, with_leader_speed(5.0), FactKind.MOVING_FORWARD, A)

    at_s = told.evidence[0].pts_s
    assert f"（录像第{at_s:.2f}秒）" in told.sentence_zh
    assert told.sentence_en.startswith(f"At {at_s:.2f} s of the recording")

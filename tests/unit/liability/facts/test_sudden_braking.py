from dataclasses import replace

from accident_service.liability.fact import FactKind, Truth
from accident_service.liability.facts.sudden_braking import detect
from tests.unit.liability.drives import (
    CONTACT_S,
    A,
    Accident,
    B,
    C,
    Motion,
    State,
    rear_end,
    standing,
    straight,
    track,
)
from tests.unit.liability.facts.told import fact, truth

KIND = FactKind.BRAKED_HARD_WITHOUT_CAUSE


def braking(by_mps2: float) -> Motion:
    """Along the near lane at 12 m/s, then braking over the last second and a half."""

    def state(pts_s: float) -> State:
        since_s = max(pts_s - (CONTACT_S - 1.5), 0.0)
        slowed_s = min(since_s, 12.0 / by_mps2)
        gone_m = 12.0 * (pts_s - since_s - CONTACT_S) + 12.0 * slowed_s - by_mps2 * slowed_s**2 / 2
        return (20.0 + gone_m, 0.0, 0.0, 12.0 - by_mps2 * slowed_s)

    return state


def led_by(motion: Motion, *, ahead_m: float = 90.0) -> Accident:
    accident = rear_end(leader=motion)
    leader, follower, _ = accident.found.trajectories
    others = (leader, follower, track(C, standing(ahead_m, 0.0)))
    return replace(accident, found=replace(accident.found, trajectories=others))


def test_hard_braking_for_nothing_seen_is_left_to_a_person() -> None:
    found = fact(detect, led_by(braking(6.0)), KIND, A)

    assert found.truth is Truth.UNKNOWN
    assert found.value is not None
    assert found.value.low <= 6.0 <= found.value.high
    assert "ask its driver" in found.sentence_en


def test_a_queue_ahead_is_a_cause() -> None:
    assert truth(detect, led_by(braking(6.0), ahead_m=16.0), KIND, A) is Truth.FALSE


def test_gentle_braking_and_steady_driving_are_not_hard() -> None:
    assert truth(detect, led_by(braking(2.0)), KIND, A) is Truth.FALSE
    assert truth(detect, led_by(straight(20.0, 0.0, 0.0, 6.0)), KIND, B) is Truth.FALSE

"""The clock in the picture gives pace and time of day, or says that it cannot."""

import numpy as np
import pytest

from accident_service.quantities.uncertainty import COVERAGE_FACTOR
from accident_service.reconstruction.frames import GrayFrame
from accident_service.reconstruction.timing.clock.burnt_in_clock import (
    BurntInClock,
    ClockStanding,
    burnt_in_clock,
)
from tests.scenes.burnt_in import edges_of, recorded


def clock_of(frames: list[GrayFrame]) -> BurntInClock:
    return burnt_in_clock(edges_of(frames).records())


@pytest.mark.parametrize(
    ("pace", "at_bottom"), [(0.5, True), (1.0, False), (1.0, True), (2.0, False)]
)
def test_pace_and_time_hold_the_truth_within_their_doubt(*, pace: float, at_bottom: bool) -> None:
    moments_s = np.arange(0, 13, 0.04).tolist()

    clock = clock_of(recorded(moments_s, starts_s=44_836.98, pace=pace, at_bottom=at_bottom))

    assert clock.standing is ClockStanding.READ
    assert clock.s_per_clip_s is not None
    assert clock.at_start_s is not None
    off = abs(clock.s_per_clip_s.value - pace)
    assert off <= COVERAGE_FACTOR * clock.s_per_clip_s.sigma
    assert off < 0.01
    assert clock.at_start_s.value == pytest.approx(44_836.98, abs=0.04)


def test_dropped_frames_do_not_disturb_the_pace() -> None:
    moments_s = np.delete(np.arange(0, 13, 0.04), [31, 74, 75, 118, 163, 164, 165, 201])

    clock = clock_of(recorded(moments_s.tolist(), starts_s=100.5))

    assert clock.s_per_clip_s is not None
    assert clock.s_per_clip_s.value == pytest.approx(1.0, abs=0.003)


def test_a_clip_of_four_seconds_counts_though_hours_may_not_be_legible() -> None:
    clock = clock_of(recorded(np.arange(0, 4, 0.04).tolist(), starts_s=50_000.2))

    assert clock.standing is not ClockStanding.NONE
    assert clock.s_per_clip_s is not None
    assert clock.s_per_clip_s.value == pytest.approx(1.0, abs=0.02)


def test_a_street_without_a_clock_has_none() -> None:
    rng = np.random.default_rng(3)
    frames = [
        GrayFrame(rng.integers(60, 90, (360, 640)).astype(np.uint8), number / 25)
        for number in range(200)
    ]

    assert clock_of(frames) == BurntInClock()


def test_a_date_that_stands_still_is_no_clock() -> None:
    frames = recorded(np.arange(0, 8, 0.04).tolist(), starts_s=100.0, pace=0.0)

    assert clock_of(frames).standing is ClockStanding.NONE

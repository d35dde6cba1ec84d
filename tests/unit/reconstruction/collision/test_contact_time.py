"""The moment of a known step, and what its interval must hold."""

import numpy as np
import pytest

from accident_service.reconstruction.collision.contact_time import (
    BreakTime,
    break_time,
    joint_time,
    settled,
)
from accident_service.reconstruction.collision.motion_break import stretch_of
from tests.scenes.courses import Measuring, measured
from tests.scenes.crashes import CRASHES, TOUCH_S


def broken(name: str, seed: int) -> BreakTime:
    rng = np.random.default_rng(seed)
    pair = [measured(course, rng, Measuring()) for course in CRASHES[name].courses()]
    breaks = break_time(pair, TOUCH_S + 0.05)
    assert breaks is not None
    return breaks


@pytest.mark.parametrize("name", ["rear-end", "crossing", "reversing"])
def test_the_break_is_found_to_a_frame(name: str) -> None:
    for seed in range(3):
        assert broken(name, seed).best_s == pytest.approx(TOUCH_S, abs=0.04)


def test_agreeing_measurements_narrow_the_interval_to_no_less_than_a_frame() -> None:
    breaks = broken("head-on", 1)
    _, alone = joint_time(breaks, TOUCH_S, 10.0)
    best_s, both = joint_time(breaks, breaks.best_s, 0.005)
    assert both.high - both.low <= alone.high - alone.low
    assert both.high - both.low >= breaks.frame_s
    assert best_s == pytest.approx(breaks.best_s, abs=0.01)


def test_contradicting_measurements_are_both_covered() -> None:
    breaks = broken("head-on", 1)
    early_s = breaks.best_s - 0.4
    _, interval = joint_time(breaks, early_s, 0.02)
    assert interval.low <= early_s
    assert interval.high >= breaks.best_s


def test_a_track_that_ends_tells_no_break() -> None:
    rng = np.random.default_rng(0)
    pair = [measured(course, rng, Measuring()) for course in CRASHES["rear-end"].courses()]
    assert break_time(pair, pair[0].last_pts_s + 0.5) is None


def test_scatter_is_learnt_from_the_rows() -> None:
    rng = np.random.default_rng(5)
    how = Measuring(noise_m=0.08, noise_mps=0.3, smoothing_s=0.04)
    trajectory = measured(CRASHES["rear-end"].courses()[0], rng, how)
    scatter = settled(stretch_of(trajectory, 2.0), 2.0).scatter
    assert 0.04 < scatter.place_m < 0.12
    assert 0.15 < scatter.speed_mps < 0.5

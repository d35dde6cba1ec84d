"""A blow between two pictures, told by steps that nothing smoothed."""

import numpy as np
import pytest

from accident_service.reconstruction.collision.motion_break import BreakFit
from accident_service.reconstruction.collision.seen_break import (
    USUAL_RELAXED_S,
    Change,
    SeenStretch,
    fit_seen_break,
    seen_stretch,
    settled_seen,
)
from tests.scenes.courses import Course, Measuring, measured
from tests.scenes.crashes import CRASHES, TOUCH_S
from tests.scenes.seen_steps import Seeing, seen_steps

HOW = Measuring(place_sigma_m=0.0, heading_sigma_rad=0.0, smoothing_s=0.6)


def stretch_of(course: Course, seed: int, seeing: Seeing) -> SeenStretch:
    rng = np.random.default_rng(seed)
    trajectory = measured(course, rng, HOW)
    return seen_stretch(trajectory, seen_steps(course, trajectory, rng, seeing), TOUCH_S)


def fit_of(course: Course, seed: int, seeing: Seeing) -> BreakFit:
    stretch = settled_seen(stretch_of(course, seed, seeing), TOUCH_S)
    return fit_seen_break(stretch, TOUCH_S, Change(USUAL_RELAXED_S))


@pytest.mark.parametrize("name", ["rear-end", "head-on"])
def test_velocities_on_both_sides_of_a_blow_are_told_within_their_sigmas(name: str) -> None:
    crash = CRASHES[name]
    for course, setting, blow in zip(crash.courses(), crash.settings, crash.blows, strict=True):
        for seed in range(4):
            fit = fit_of(course, seed, Seeing())
            sigma_mps = np.sqrt(np.diag(fit.step_covariance))[:2]
            assert np.all(np.abs(fit.step[:2] - blow.step_mps) < 3 * sigma_mps + 0.2)
            ahead_mps = fit.before[0] * np.cos(setting.heading_rad)
            assert ahead_mps == pytest.approx(setting.speed_mps, abs=0.5)


def test_sigmas_follow_the_scatter_of_the_steps_and_not_what_their_cells_believe() -> None:
    course = CRASHES["rear-end"].courses()[0]
    sigmas = []
    for believed in (0.3, 1.0, 3.0):
        fits = [fit_of(course, seed, Seeing(noise_mps=0.3, believed=believed)) for seed in range(6)]
        sigmas.append(np.mean([np.sqrt(fit.step_covariance[0, 0]) for fit in fits]))
    assert max(sigmas) < 2.5 * min(sigmas)


def test_one_step_that_is_far_off_turns_nothing() -> None:
    course = CRASHES["rear-end"].courses()[0]
    stretch = stretch_of(course, 1, Seeing())
    row = int(np.searchsorted(stretch.to_s, TOUCH_S - 0.2))
    clean = fit_seen_break(settled_seen(stretch, TOUCH_S), TOUCH_S, Change(USUAL_RELAXED_S))
    stretch.seen[row, 0] += 4.0
    fit = fit_seen_break(settled_seen(stretch, TOUCH_S), TOUCH_S, Change(USUAL_RELAXED_S))
    assert fit.step[:2] == pytest.approx(clean.step[:2], abs=0.5)


def test_too_few_steps_tell_nothing() -> None:
    stretch = stretch_of(CRASHES["rear-end"].courses()[0], 1, Seeing())
    assert stretch.holds(TOUCH_S)
    assert not stretch.holds(TOUCH_S - 0.58)
    assert not stretch.holds(TOUCH_S + 0.33)

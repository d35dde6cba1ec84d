"""A known step in a known motion is asked back."""

import numpy as np
import pytest

from accident_service.reconstruction.collision.motion_break import fit_break, stretch_of
from tests.scenes.courses import Measuring, driven, measured, still
from tests.scenes.crashes import CRASHES, TOUCH_S

CLEAN = Measuring(
    place_sigma_m=0.0, noise_m=0.003, noise_mps=0.01, noise_rad=0.001, smoothing_s=0.04
)


@pytest.mark.parametrize("name", ["rear-end", "crossing", "head-on"])
@pytest.mark.parametrize("which", [0, 1])
def test_the_step_of_velocity_and_turn_comes_back(name: str, which: int) -> None:
    crash = CRASHES[name]
    trajectory = measured(crash.courses()[which], np.random.default_rng(1), CLEAN)
    fit = fit_break(stretch_of(trajectory, TOUCH_S), TOUCH_S, 0.01)
    blow = crash.blows[which]
    assert fit.step[:2] == pytest.approx(blow.step_mps, abs=0.35)
    assert fit.step[2] == pytest.approx(blow.turn_radps, abs=0.25)
    assert np.hypot(*fit.before[:2]) == pytest.approx(abs(crash.settings[which].speed_mps), abs=0.1)


def test_steady_driving_shows_no_step_beyond_its_doubt() -> None:
    truth = driven("a", (0.0, 0.0), (0.3, 9.0), lambda t: still(t) - 2.0, lambda t: still(t) + 0.2)
    beyond: list[float] = []
    for seed in range(40):
        trajectory = measured(truth, np.random.default_rng(seed), Measuring(smoothing_s=0.04))
        first = fit_break(stretch_of(trajectory, 2.0), 2.0, 0.1)
        stretch = stretch_of(trajectory, 2.0).scattered(first.scatter)
        fit = fit_break(stretch, 2.0, 0.1)
        beyond.extend(np.abs(fit.step) / np.sqrt(np.diag(fit.step_covariance)))
    assert np.mean(np.array(beyond) < 2) > 0.88


def test_undisturbed_motion_goes_on_as_before_the_break() -> None:
    crash = CRASHES["rear-end"]
    trajectory = measured(crash.courses()[0], np.random.default_rng(2), CLEAN)
    fit = fit_break(stretch_of(trajectory, TOUCH_S), TOUCH_S, 0.01)
    xy_m, heading_rad = fit.undisturbed_at(np.array([TOUCH_S, TOUCH_S + 0.2]))
    assert xy_m[1] - xy_m[0] == pytest.approx([5.0 * 0.2 - 4 * 0.2**2 / 2, 0.0], abs=0.05)
    assert heading_rad == pytest.approx([0.0, 0.0], abs=0.03)


def test_a_stretch_says_whether_it_can_tell_a_step() -> None:
    trajectory = measured(CRASHES["rear-end"].courses()[0], np.random.default_rng(3), CLEAN)
    assert stretch_of(trajectory, TOUCH_S).holds(TOUCH_S)
    assert not stretch_of(trajectory, trajectory.first_pts_s).holds(trajectory.first_pts_s)
    assert not stretch_of(trajectory, 99.0).holds(99.0)

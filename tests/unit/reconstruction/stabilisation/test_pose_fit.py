"""Places made from a pose, spoilt in known ways, must give the pose back."""

import numpy as np
import pytest

from accident_service.reconstruction.stabilisation.landmarks import landmarks_of
from accident_service.reconstruction.stabilisation.optics import AT_REST
from accident_service.reconstruction.stabilisation.pose_fit import fit_pose
from tests.scenes.moved_camera import OPTICS, apart_px, picture_at, pose

KEY = landmarks_of(picture_at(AT_REST), OPTICS, AT_REST)
EVERY = np.ones(len(KEY))
TRUTH = pose(right_px=1.7, down_px=-0.8, roll_rad=0.004, zoom=1.002)


def places(noise_px: float = 0.0) -> np.ndarray:
    rng = np.random.default_rng(4)
    exact = OPTICS.pixels_px(KEY.rays, TRUTH)
    return np.asarray(exact + rng.normal(0.0, noise_px, exact.shape))


def test_exact_places_give_the_exact_pose() -> None:
    fit = fit_pose(OPTICS, KEY, places(), EVERY, AT_REST)

    assert apart_px(fit.pose[None], TRUTH[None])[0] < 0.01
    assert fit.share_agreeing(EVERY) == 1.0


def test_two_fifths_of_traffic_and_burnt_in_text_do_not_hold_it_back() -> None:
    found = places(0.05)
    third, fifth = len(KEY) // 4, len(KEY) // 6
    found[:third] = KEY.pixels_px[:third]  # text that never moves
    found[third : third + fifth] += [6.0, 1.0]  # a car
    fit = fit_pose(OPTICS, KEY, found, EVERY, AT_REST)

    assert apart_px(fit.pose[None], TRUTH[None])[0] < 0.12


def test_the_covariance_holds_the_error() -> None:
    fit = fit_pose(OPTICS, KEY, places(0.1), EVERY, AT_REST)

    turn_sigma = np.sqrt(np.diag(fit.covariance)[:2])
    assert np.all(np.abs(fit.pose - TRUTH)[:2] < 4 * turn_sigma)
    assert turn_sigma[0] * OPTICS.focal_x_px < 0.05


def test_landmarks_not_found_take_no_part() -> None:
    found = places()
    found[::2] = np.nan
    fit = fit_pose(OPTICS, KEY, found, EVERY, AT_REST)

    assert apart_px(fit.pose[None], TRUTH[None])[0] < 0.01
    assert np.isnan(fit.residual_px[0]).all()
    assert fit.share_agreeing(EVERY) == pytest.approx(0.5, abs=0.01)

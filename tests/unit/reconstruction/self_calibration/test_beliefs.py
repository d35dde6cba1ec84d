"""An ordinary camera in the chosen axes disagrees with nothing."""

import numpy as np

from accident_service.reconstruction.self_calibration.beliefs import (
    GAUGE_M,
    PITCH_RAD,
    PITCH_SIGMA_RAD,
    beliefs,
)
from accident_service.reconstruction.self_calibration.starts import level_camera
from tests.scenes.watched_traffic import SIZE


def test_an_ordinary_camera_is_no_surprise() -> None:
    camera = level_camera(SIZE, 0.8 * SIZE.width_px, PITCH_RAD, 8.0)

    assert np.abs(beliefs(camera)).max() < 1e-6


def test_a_steeper_camera_is_a_sigma_off_per_sigma() -> None:
    usual = level_camera(SIZE, 0.8 * SIZE.width_px, PITCH_RAD, 8.0)
    steeper = level_camera(SIZE, 0.8 * SIZE.width_px, PITCH_RAD + PITCH_SIGMA_RAD, 8.0)

    assert np.abs(beliefs(steeper) - beliefs(usual)).max() > 0.99


def test_a_camera_beside_the_origin_breaks_the_choice_of_axes() -> None:
    camera = level_camera(SIZE, 0.8 * SIZE.width_px, PITCH_RAD, 8.0)
    aside = camera.moved(np.array([0.0] * 9 + [GAUGE_M, 0.0, 0.0, 0.0, 0.0, 0.0]))

    assert np.abs(beliefs(aside)).max() > 0.99

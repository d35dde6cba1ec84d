"""A camera's doubt widens lengths and speeds by the share it says, and moves nothing."""

from dataclasses import replace

import numpy as np
import pytest

from accident_service.quantities.ground_plane import GroundPoints
from accident_service.reconstruction.self_calibration.scale_doubt import (
    length_sigma_share,
    taken_for_exact,
    widened_collision,
    widened_near_miss,
    widened_trajectory,
)
from tests.scenes.two_vehicles import STRIKING, rear_end
from tests.scenes.watched_traffic import CAMERA

SHARE = 0.07


def doubtful_height() -> np.ndarray:
    covariance = np.zeros((15, 15))
    covariance[11, 11] = (SHARE * CAMERA.position_m[2]) ** 2
    return covariance


DOUBTFUL = replace(CAMERA, parameter_covariance=doubtful_height())
PLACES = GroundPoints(np.array([[0.0, 15.0], [5.0, 25.0]]))


def test_a_doubtful_height_is_the_same_share_of_every_length() -> None:
    share = length_sigma_share(DOUBTFUL, PLACES, np.array([0.0, 1.0]))

    assert share == pytest.approx(SHARE, rel=1e-3)


def test_an_exact_camera_widens_nothing() -> None:
    exact = taken_for_exact(DOUBTFUL)

    assert not length_sigma_share(exact, PLACES, np.zeros(2)).any()
    event = rear_end().collisions[0]
    assert widened_collision(event, exact) == event


def test_speeds_and_sizes_of_a_path_are_widened_and_its_places_stay() -> None:
    near = replace(STRIKING, xy_m=STRIKING.xy_m - STRIKING.xy_m.mean(axis=0) + [0.0, 20.0])

    widened = widened_trajectory(near, DOUBTFUL)

    assert widened.xy_m is near.xy_m
    assert widened.speed_sigma_mps == pytest.approx(
        np.hypot(near.speed_sigma_mps, SHARE * near.speed_mps), rel=1e-2
    )
    assert widened.dimensions.length_sigma_m > near.dimensions.length_sigma_m
    assert (widened.xy_sigma_m >= near.xy_sigma_m).all()


def test_a_close_pass_doubts_its_gap() -> None:
    misses = rear_end().near_misses
    for miss in misses:
        assert widened_near_miss(miss, SHARE).gap_m.sigma >= miss.gap_m.sigma

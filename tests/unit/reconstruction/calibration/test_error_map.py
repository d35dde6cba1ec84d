"""The map says of every place what a reading there is worth, and of the rest nothing."""

from dataclasses import replace

import numpy as np
import pytest

from accident_service.quantities.ground_plane import GroundPoints
from accident_service.quantities.image_plane import PixelPoints
from accident_service.reconstruction.calibration.error_map import error_map, expected_error_m
from accident_service.reconstruction.calibration.fit import calibrate
from tests.scenes.street_camera import places_in_view, street_camera, surveyed

CAMERA = street_camera()


def test_of_a_camera_known_exactly_only_the_reading_is_left() -> None:
    """One sigma of a pixel each way, pushed through the camera, is the map's figure."""
    place = GroundPoints(np.array([[1.0, 8.0]]))
    rng = np.random.default_rng(5)
    pixels = CAMERA.project_ground(place).xy_px + rng.normal(0.0, 1.0, (4000, 2))
    apart_m = CAMERA.to_ground(PixelPoints(pixels)).xy_m - place.xy_m

    measured_m = np.sqrt(np.mean(np.sum(apart_m**2, axis=1)))
    assert expected_error_m(CAMERA, place)[0] == pytest.approx(measured_m, rel=0.06)


def test_the_error_of_many_surveys_is_the_expected_one() -> None:
    places = places_in_view(CAMERA, 15, np.random.default_rng(1), within_m=35.0)
    squares_m2, expected_m2 = [], []
    for seed in range(16):
        rng = np.random.default_rng(300 + seed)
        survey = surveyed(CAMERA, places_in_view(CAMERA, 9, rng), click_sigma_px=1.0, rng=rng)
        found = calibrate(survey).camera
        pixels = CAMERA.project_ground(places).xy_px
        read = PixelPoints(pixels + rng.normal(0.0, 1.0, pixels.shape))
        squares_m2.append(np.sum((found.to_ground(read).xy_m - places.xy_m) ** 2, axis=1))
        expected_m2.append(expected_error_m(found, places) ** 2)

    assert 0.6 < np.mean(squares_m2) / np.mean(expected_m2) < 1.5


def test_error_grows_with_distance_and_ends_the_usable_region() -> None:
    doubtful = replace(CAMERA, parameter_covariance=np.diag([1e-5] + [0.0] * 14))
    errors = error_map(doubtful)

    column = int(np.argmin(np.abs(errors.x_m - 1.0)))
    along = errors.error_m[:, column]
    seen = along[np.isfinite(along)]
    assert np.all(np.diff(seen[2:]) > 0.0)  # away from the camera, which looks north
    assert 10.0 < errors.usable_reach_m(doubtful) < 60.0
    assert 100.0 < errors.usable_area_m2 < 3000.0


def test_what_is_not_in_the_picture_has_no_error() -> None:
    errors = error_map(CAMERA)

    behind = errors.y_m < -14.0
    assert np.all(np.isnan(errors.error_m[behind]))
    assert np.isfinite(errors.error_m).any()


def test_a_camera_that_sees_no_road_has_nothing_usable() -> None:
    sky = street_camera(looks_at_m=(0.0, 6.0))
    upwards = np.diag([1.0, -1.0, -1.0]) @ sky.rotation
    looking_up = replace(sky, rotation=upwards, translation_m=-upwards @ sky.position_m)

    errors = error_map(looking_up)

    assert not errors.usable.any()
    assert errors.usable_reach_m(looking_up) == 0.0

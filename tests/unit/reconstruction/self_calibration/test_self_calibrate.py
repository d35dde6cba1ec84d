"""The camera is asked back of the traffic and the edges it was given."""

import numpy as np
import pytest

from accident_service.errors import CalibrationUnreliable
from accident_service.quantities.ground_plane import GroundPoints
from accident_service.quantities.image_plane import ImageSize
from accident_service.reconstruction.self_calibration.follow import best_camera
from accident_service.reconstruction.self_calibration.self_calibrate import (
    SelfCalibration,
    explained_share,
    self_calibrate,
)
from tests.scenes.painted_road import Painted, painted_road
from tests.scenes.watched_traffic import (
    CAMERA,
    SIZE,
    STREET_RAD,
    empty_scene,
    outlines,
    pitch_rad,
    seen,
    segments,
)


@pytest.fixture(scope="module")
def told() -> SelfCalibration:
    return self_calibrate(SIZE, outlines(noise_px=0.5), empty_scene())


def test_focal_length_tilt_and_height_come_back(told: SelfCalibration) -> None:
    """Within two stated sigmas, and those no wider than 12 % and 4 degrees."""
    sigma = np.sqrt(np.diag(told.camera.parameter_covariance))
    focal_error = abs(np.log(told.camera.intrinsics[0, 0] / CAMERA.intrinsics[0, 0]))
    height_error_m = abs(told.camera.position_m[2] - CAMERA.position_m[2])

    assert focal_error < 2 * sigma[0] < 0.24
    assert abs(pitch_rad(told.camera) - pitch_rad(CAMERA)) < 2 * sigma[6] < np.radians(8)
    assert height_error_m < 2 * sigma[11] < 0.24 * CAMERA.position_m[2]


def test_the_doubt_of_vehicle_sizes_is_in_the_height(told: SelfCalibration) -> None:
    least = told.scale_sigma_share * told.camera.position_m[2]

    assert 0.05 <= told.scale_sigma_share <= 0.10
    assert np.sqrt(told.camera.parameter_covariance[11, 11]) >= least


def test_it_stands_over_the_origin_and_looks_along_y(told: SelfCalibration) -> None:
    assert told.camera.position_m[:2] == pytest.approx([0.0, 0.0], abs=0.01)
    assert told.camera.rotation[2, 0] == pytest.approx(0.0, abs=0.01)
    assert told.camera.rotation[2, 1] > 0.0


def test_for_the_full_picture_the_same_place_is_at_twice_the_pixel(told: SelfCalibration) -> None:
    full = told.for_picture(ImageSize(1280, 720))

    assert full.camera.image_size == ImageSize(1280, 720)
    assert full.camera.intrinsics[0, 0] == pytest.approx(2 * told.camera.intrinsics[0, 0])
    assert full.summary.vehicle_count == told.vehicle_count
    assert full.summary.point_count == 0


def test_a_lane_line_of_a_known_rhythm_settles_the_scale(told: SelfCalibration) -> None:
    """Lengths that shared a doubt of 5 % and more are then known to 2.5 %, and hold it."""
    lane = Painted((-15.9, 5.3), STREET_RAD, 4.0, 6.0)
    scene = np.maximum(empty_scene(), painted_road(CAMERA, (lane,)))
    settled = self_calibrate(SIZE, outlines(noise_px=0.5), scene)

    assert settled.dash_count >= 3
    assert settled.scale_sigma_share < 0.026 < told.scale_sigma_share
    assert abs(length_error(settled)) < 2 * settled.scale_sigma_share
    assert "dashes of lane lines" in settled.told_by
    assert settled.summary.dash_count == settled.dash_count


def length_error(told: SelfCalibration) -> float:
    """How much too long lengths along the street are, as a share, at the median."""
    begins = np.array([[x, y] for x in (-6.0, -2.0, 2.0, 6.0) for y in (12.0, 17.0, 22.0, 27.0)])
    ends = begins + 5.0 * np.array([np.cos(STREET_RAD), np.sin(STREET_RAD)])
    seen_m = [
        told.camera.to_ground(CAMERA.project_ground(GroundPoints(places))).xy_m
        for places in (begins, ends)
    ]
    return float(np.median(np.hypot(*(seen_m[1] - seen_m[0]).T)) / 5.0 - 1.0)


def test_an_empty_street_tells_nothing() -> None:
    with pytest.raises(CalibrationUnreliable, match="vehicles seen whole on their way: 0"):
        self_calibrate(SIZE, {}, empty_scene())


def test_one_vehicle_is_not_enough() -> None:
    with pytest.raises(CalibrationUnreliable, match="at least 2"):
        self_calibrate(SIZE, {1: outlines()[1]}, empty_scene())


def test_a_camera_that_explains_little_of_the_traffic_is_not_believed() -> None:
    """A third of what surely are vehicles must look like vehicles."""
    best = best_camera(SIZE, (seen(1), seen(3)), segments())
    assert best is not None

    assert explained_share(best, (seen(1), seen(3))) == pytest.approx(1.0)
    assert explained_share(best, tuple(seen(label) for label in range(1, 6))) < 0.6

"""First cameras stand so high that vehicles are as large as cars."""

import numpy as np
import pytest

from accident_service.quantities.ground_plane import GroundPoints
from accident_service.reconstruction.ground.vehicle_shape import CAR
from accident_service.reconstruction.self_calibration.starts import (
    level_camera,
    placed_roughly,
    raised,
    starts,
)
from tests.scenes.watched_traffic import CAMERA, DRIVES, SIZE, pitch_rad, seen

VEHICLES = tuple(seen(label) for label in range(1, 6))


def test_a_level_camera_looks_along_y_and_down() -> None:
    camera = level_camera(SIZE, 400.0, 0.3, 6.0)

    assert camera.position_m == pytest.approx([0.0, 0.0, 6.0])
    assert pitch_rad(camera) == pytest.approx(0.3)
    ahead = camera.project_ground(GroundPoints(np.array([[0.0, 6.0 / np.tan(0.3)]]))).xy_px[0]
    assert ahead == pytest.approx([(SIZE.width_px - 1) / 2, (SIZE.height_px - 1) / 2])


def test_the_right_view_is_raised_to_about_the_right_height() -> None:
    low = level_camera(SIZE, float(CAMERA.intrinsics[0, 0]), pitch_rad(CAMERA), 1.0)

    (camera,) = raised(low, VEHICLES)

    # What a car shows of itself lies between its width and its diagonal.
    assert camera.position_m[2] == pytest.approx(CAMERA.position_m[2], rel=0.4)


def test_a_view_with_the_vehicles_in_the_sky_is_no_start() -> None:
    upward = level_camera(SIZE, 400.0, -0.9, 1.0)

    assert not list(raised(upward, VEHICLES))


def test_there_are_several_starts() -> None:
    assert len(list(starts(SIZE, VEHICLES))) > 5


def test_a_vehicle_is_put_on_the_road_facing_its_way() -> None:
    put = placed_roughly(CAMERA, VEHICLES[0], CAR)

    assert put.poses[0, :2] == pytest.approx(DRIVES[0][0], abs=1.5)
    assert put.poses[:, 2] == pytest.approx(DRIVES[0][1], abs=0.2)

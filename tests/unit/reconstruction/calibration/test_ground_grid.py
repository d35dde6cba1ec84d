"""The grid lies on the road: a line put back on the road runs along a multiple of 5 m."""

import numpy as np

from accident_service.quantities.image_plane import PixelPoints
from accident_service.reconstruction.calibration.error_map import error_map
from accident_service.reconstruction.calibration.ground_grid import GRID_M, ground_grid
from tests.scenes.street_camera import street_camera

CAMERA = street_camera()


def test_every_line_is_five_metres_from_the_next() -> None:
    lines = ground_grid(CAMERA, error_map(CAMERA))

    assert len(lines) > 5
    for line in lines:
        on_road_m = CAMERA.to_ground(PixelPoints(line.points_px)).xy_m / GRID_M
        off = np.abs(on_road_m - np.round(on_road_m)).max(axis=0).min()
        assert off < 1e-3


def test_lines_are_usable_near_the_camera_and_not_far_away() -> None:
    errors = error_map(CAMERA)
    lines = ground_grid(CAMERA, errors)
    far_m = {
        usable: max(
            np.hypot(
                *(CAMERA.to_ground(PixelPoints(one.points_px)).xy_m - CAMERA.position_m[:2]).T
            ).max()
            for one in lines
            if one.usable is usable
        )
        for usable in {one.usable for one in lines}
    }
    assert far_m[True] <= errors.usable_reach_m(CAMERA) + 3.0
    if False in far_m:
        assert far_m[False] >= far_m[True] - 5.0

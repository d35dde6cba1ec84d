"""The camera's movement is read back as it was."""

from pathlib import Path

import numpy as np
import pytest

from accident_service.adapters.camera_views_file import read_views, write_views
from accident_service.quantities.ground_plane import SpacePoints
from accident_service.reconstruction.stabilisation.sway import Sway
from accident_service.reconstruction.stabilisation.views import CameraViews, optics_of
from tests.scenes.street_camera import street_camera

CAMERA = street_camera()
PLACES = SpacePoints(np.array([[0.0, 0.0, 0.0], [8.0, 2.0, 1.5]]))


def test_a_moved_camera_shows_places_where_it_did(tmp_path: Path) -> None:
    poses = np.array([[0.0] * 6, [0.01, -0.02, 0.001, 0.05, 1.0, -2.0]])
    sway = Sway(optics_of(CAMERA), poses, np.zeros(6), np.full(2, 0.1), np.zeros(2, dtype=bool))
    views = CameraViews(CAMERA, np.array([0.0, 0.04]), sway)

    write_views(tmp_path / "views.json", views)
    again = read_views(tmp_path / "views.json", CAMERA)

    for width_px in (CAMERA.image_size.width_px, CAMERA.image_size.width_px // 2):
        for pts_s in (0.0, 0.04):
            seen = views.at(pts_s, width_px).project(PLACES).xy_px
            assert again.at(pts_s, width_px).project(PLACES).xy_px == pytest.approx(seen, abs=1e-3)


def test_a_steady_camera_stays_one(tmp_path: Path) -> None:
    write_views(tmp_path / "views.json", CameraViews.steady(CAMERA))

    assert read_views(tmp_path / "views.json", CAMERA).at(1.0, 1280) is CAMERA

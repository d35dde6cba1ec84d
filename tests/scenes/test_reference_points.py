"""Five surveyed points of a real junction camera: enough to measure with, not to be proud of."""

import json
from pathlib import Path

import numpy as np
import pytest

from accident_service.adapters.scene_files import read_scene
from accident_service.reconstruction.calibration.fit import calibrate
from tests.scenes.reference_points import scene_of_reference_points

POINTS = Path("/work/shared/real/dresden/Testvideo_FR20.otrfpts")


def write_scene(folder: Path) -> Path:
    if not POINTS.exists():
        pytest.skip("the reference recordings are not on this machine")
    path = folder / "scene.json"
    path.write_text(json.dumps(scene_of_reference_points(POINTS, width_px=800, height_px=600)))
    return path


def test_the_points_make_a_scene_that_can_be_read(tmp_path: Path) -> None:
    scene = read_scene(write_scene(tmp_path))

    assert len(scene.survey) == 5
    assert np.abs(scene.survey.measured().xyz_m).max() < 30.0


def test_five_real_points_place_the_camera_and_say_how_badly(tmp_path: Path) -> None:
    """A homography leaves one of these points out by 16.7 m; what cameras are like helps."""
    calibration = calibrate(read_scene(write_scene(tmp_path)).survey)

    assert calibration.summary.worst_leave_one_out_m < 5.0
    assert 3.0 < calibration.summary.camera_height_m < 20.0

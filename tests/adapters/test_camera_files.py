import json
from pathlib import Path

import numpy as np
import pytest

from accident_service.adapters.camera_files import read_camera, write_camera
from accident_service.errors import InvalidSite
from accident_service.reconstruction.calibration.error_map import error_map
from accident_service.reconstruction.calibration.fit import calibrate
from tests.scenes.street_camera import places_in_view, street_camera, surveyed


def written(folder: Path) -> Path:
    truth = street_camera()
    survey = surveyed(truth, places_in_view(truth, 9, np.random.default_rng(7)))
    found = calibrate(survey)
    path = folder / "camera.json"
    write_camera(path, found, error_map(found.camera))
    return path


def test_a_written_camera_sees_the_same_when_read(tmp_path: Path) -> None:
    camera = read_camera(written(tmp_path))

    truth = street_camera()
    places = places_in_view(truth, 20, np.random.default_rng(9), within_m=30.0)
    apart_px = camera.project_ground(places).xy_px - truth.project_ground(places).xy_px
    assert np.abs(apart_px).max() < 0.5
    assert np.all(np.isfinite(camera.ground_sigma_m(places)))


def test_the_error_map_is_data_in_the_file(tmp_path: Path) -> None:
    document = json.loads(written(tmp_path).read_text())

    errors = document["error_map"]
    assert len(errors["error_m"]) == len(errors["y_m"])
    assert len(errors["error_m"][0]) == len(errors["x_m"])
    assert errors["usable_area_m2"] > 0


@pytest.mark.parametrize(
    ("name", "value"),
    [("rotation", [[1, 0], [0, 1]]), ("translation_m", ["a", 0, 0]), ("distortion", None)],
)
def test_a_field_that_cannot_be_used_is_named(tmp_path: Path, name: str, value: object) -> None:
    path = written(tmp_path)
    document = json.loads(path.read_text())
    document["camera"][name] = value
    path.write_text(json.dumps(document))

    with pytest.raises(InvalidSite, match=name):
        read_camera(path)

import csv
import json
from pathlib import Path

import cv2
import numpy as np
from click.testing import CliRunner, Result

from accident_service.adapters.site_files.camera_tables import SURVEY_COLUMNS
from accident_service.cli.camera import camera
from accident_service.reconstruction.calibration.survey import Survey
from tests.scenes.street_camera import places_in_view, street_camera, surveyed

CAMERA = street_camera()


def calibrated(folder: Path, survey: Survey) -> Result:
    with (folder / "survey.csv").open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(SURVEY_COLUMNS)
        for mark in survey.points:
            rows.writerow([mark.pixel_x_px, mark.pixel_y_px, mark.x_m, mark.y_m, mark.z_m])
    cv2.imwrite(str(folder / "still.png"), np.full((720, 1280, 3), 90, dtype=np.uint8))
    arguments = ["--survey", "survey.csv", "--image", "still.png", "--out", "out"]
    paths = [str(folder / one) if "-" not in one else one for one in arguments]
    return CliRunner().invoke(camera, ["calibrate", *paths])


def survey_of(marks: int) -> Survey:
    rng = np.random.default_rng(17)
    return surveyed(CAMERA, places_in_view(CAMERA, marks, rng), click_sigma_px=0.7, rng=rng)


def test_a_survey_is_told_point_by_point_and_drawn(tmp_path: Path) -> None:
    result = calibrated(tmp_path, survey_of(10))

    assert result.exit_code == 0, result.output
    assert "7.5" in result.output.splitlines()[0]
    assert "usable" in result.output
    written = {path.name for path in (tmp_path / "out").iterdir()}
    assert written == {"camera.json", "overlay.png", "error_map.png"}
    document = json.loads((tmp_path / "out" / "camera.json").read_text())
    assert document["calibration"]["point_count"] == 10


def test_few_points_are_warned_of(tmp_path: Path) -> None:
    result = calibrated(tmp_path, survey_of(5))

    assert result.exit_code == 0
    assert "warning: 5 points decide the camera" in result.output


def test_marks_that_place_no_camera_end_with_four_and_leave_nothing(tmp_path: Path) -> None:
    result = calibrated(tmp_path, survey_of(3))

    assert result.exit_code == 4
    assert "calibration-unreliable" in result.output
    assert not (tmp_path / "out").exists()


def test_a_survey_that_cannot_be_read_ends_with_two(tmp_path: Path) -> None:
    (tmp_path / "still.png").write_bytes(b"")
    arguments = ["--survey", "none.csv", "--image", str(tmp_path / "still.png")]

    result = CliRunner().invoke(camera, ["calibrate", *arguments, "--out", str(tmp_path / "o")])

    assert result.exit_code == 2

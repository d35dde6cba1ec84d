"""What an operator is told of a camera that told itself, and when it cannot be."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from accident_service.cli.camera import camera
from accident_service.cli.self_camera import lines_about
from accident_service.reconstruction.self_calibration.self_calibrate import SelfCalibration
from tests.adapters.clip_maker import ClipRecipe, even_times_s, write_clip
from tests.scenes.watched_traffic import CAMERA

RECIPE = ClipRecipe(times_s=even_times_s(20), size=(320, 240))


def test_the_camera_is_told_with_its_doubt() -> None:
    lines = lines_about(SelfCalibration(CAMERA, 4, 0.06))

    assert lines[0].startswith("told by 4 vehicles")
    assert "7.50 ± 0.00 m above the road" in lines[1]
    assert "12 % off" in lines[2]


@pytest.mark.video
def test_a_clip_without_traffic_is_exit_code_4_and_writes_nothing(tmp_path: Path) -> None:
    clip, out = write_clip(tmp_path / "clip.mp4", RECIPE), tmp_path / "out"

    result = CliRunner().invoke(camera, ["calibrate", "--self", str(clip), "--out", str(out)])

    assert result.exit_code == 4, result.output
    assert "calibration-unreliable" in result.output
    assert not out.exists()


def test_marks_and_traffic_at_once_are_refused(tmp_path: Path) -> None:
    arguments = ["--self", "a.mp4", "--survey", "b.csv", "--out", str(tmp_path)]

    result = CliRunner().invoke(camera, ["calibrate", *arguments])

    assert result.exit_code == 2

"""One clip from the command line: the exit code says how it ended, the result says why."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from accident_service.cli import main
from tests.adapters.clip_maker import ClipRecipe, even_times_s, write_clip
from tests.scenes.straight_road import write_scene

ABORTS = Path("/work/shared/real/clips/ABORTS_OPENCV_48x48_rawvideo.avi")
RECIPE = ClipRecipe(times_s=even_times_s(50), size=(640, 360))


def analyse(clip: Path, out: Path, *more: str | Path) -> Result:
    return CliRunner().invoke(main, ["analyse", str(clip), "--out", str(out), *map(str, more)])


def result_of(out: Path) -> dict[str, object]:
    document = json.loads(out.read_text())
    assert isinstance(document, dict)
    assert document["format"] == "accident-analysis/1"
    return document


@pytest.mark.parametrize(
    ("content", "code"), [(b"", "empty"), (b"no video\n" * 300, "not-a-video"), (None, "missing")]
)
def test_a_clip_that_cannot_be_read_is_a_verdict_and_exit_code_3(
    content: bytes | None, code: str, tmp_path: Path
) -> None:
    clip, out = tmp_path / "clip.mp4", tmp_path / "result.json"
    if content is not None:
        clip.write_bytes(content)

    result = analyse(clip, out)

    assert result.exit_code == 3, result.output
    document = result_of(out)
    assert isinstance(document["verdict"], dict)
    assert document["verdict"]["code"] == code
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_the_clip_that_aborts_another_reader_is_a_verdict(tmp_path: Path) -> None:
    if not ABORTS.exists():
        pytest.skip("the reference recordings are not on this machine")

    result = analyse(ABORTS, tmp_path / "result.json")

    assert result.exit_code == 3
    assert "codec-refused" in result.output


def test_exhibits_without_a_scene_are_refused(tmp_path: Path) -> None:
    result = analyse(tmp_path / "c.mp4", tmp_path / "r.json", "--exhibits", tmp_path / "ex")

    assert result.exit_code == 2
    assert "--scene" in result.output


def test_a_scene_that_cannot_be_used_is_bad_input_and_writes_nothing(tmp_path: Path) -> None:
    clip = write_clip(tmp_path / "clip.mp4", RECIPE)
    scene, out = tmp_path / "scene.json", tmp_path / "result.json"
    scene.write_text('{"format": "accident-scene/1"}')

    result = analyse(clip, out, "--scene", scene)

    assert result.exit_code == 2
    assert "image_size_px" in result.output
    assert not out.exists()


def test_a_scene_of_another_picture_shape_is_bad_input(tmp_path: Path) -> None:
    clip = write_clip(tmp_path / "clip.mp4", ClipRecipe(times_s=even_times_s(10), size=(320, 240)))
    scene = write_scene(tmp_path / "scene.json", scale=0.5)

    result = analyse(clip, tmp_path / "result.json", "--scene", scene)

    assert result.exit_code == 2
    assert "320x240" in result.output


def test_a_survey_that_cannot_carry_metres_is_exit_code_4(tmp_path: Path) -> None:
    clip = write_clip(tmp_path / "clip.mp4", RECIPE)
    scene, out = write_scene(tmp_path / "scene.json", scale=0.5), tmp_path / "result.json"
    document = json.loads(scene.read_text())
    document["survey"] = document["survey"][:3]
    scene.write_text(json.dumps(document))

    result = analyse(clip, out, "--scene", scene)

    assert result.exit_code == 4
    verdict = result_of(out)["verdict"]
    assert isinstance(verdict, dict)
    assert verdict["code"] == "calibration-unreliable"


@pytest.mark.video
def test_without_a_scene_there_is_timing_and_what_it_cannot(tmp_path: Path) -> None:
    out = tmp_path / "result.json"

    result = analyse(write_clip(tmp_path / "clip.mp4", RECIPE), out)

    assert result.exit_code == 0, result.output
    document = result_of(out)
    assert document["verdict"] == {"code": "timing-only", "detail": ""}
    assert isinstance(document["timing"], dict)
    assert document["timing"]["frame_count"] == 50
    assert document["tracks"] == []
    assert document["cannot"]


@pytest.mark.video
def test_with_a_scene_the_same_clip_is_the_same_bytes_and_gets_exhibits(tmp_path: Path) -> None:
    clip = write_clip(tmp_path / "clip.mp4", RECIPE)
    scene = write_scene(tmp_path / "scene.json", scale=0.5)
    outs = (tmp_path / "1.json", tmp_path / "2.json")

    for out in outs:
        result = analyse(clip, out, "--scene", scene, "--exhibits", tmp_path / "exhibits")
        assert result.exit_code == 0, result.output

    assert outs[0].read_bytes() == outs[1].read_bytes()
    assert (tmp_path / "exhibits" / "exhibits.json").exists()
    calibration = result_of(outs[0])["calibration"]
    assert isinstance(calibration, dict)
    assert calibration["point_count"] == 7


@pytest.mark.video
def test_a_profile_says_what_each_stage_took_beside_decoding_alone(tmp_path: Path) -> None:
    clip = write_clip(tmp_path / "clip.mp4", RECIPE)
    scene = write_scene(tmp_path / "scene.json", scale=0.5)

    result = analyse(clip, tmp_path / "result.json", "--scene", scene, "--profile")

    assert result.exit_code == 0, result.output
    for told in ("start-up", "decoding", "flow", "fit", "decoding alone", "MB"):
        assert told in result.output

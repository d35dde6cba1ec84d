"""Facts and law alone, on trajectories somebody else measured."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from accident_service.adapters.analysis_files import (
    AnalysisContent,
    canonical_bytes,
    to_document,
)
from accident_service.cli import main
from tests.adapters.test_rule_pack_files import CITY
from tests.scenes.straight_road import write_scene
from tests.scenes.two_vehicles import TIMING, rear_end


@pytest.fixture
def tracks(tmp_path: Path) -> Path:
    path = tmp_path / "rear_end.tracks.json"
    document = to_document(
        AnalysisContent(clip="rear_end", timing=TIMING, reconstruction=rear_end())
    )
    path.write_bytes(canonical_bytes(document))
    return path


def propose(tracks: Path, scene: Path, out: Path, *more: str) -> Result:
    arguments = ["propose", str(tracks), "--scene", str(scene), "--out", str(out), *more]
    return CliRunner().invoke(main, arguments)


def test_the_result_holds_the_tracks_and_what_the_law_makes_of_them(
    tracks: Path, tmp_path: Path
) -> None:
    out = tmp_path / "new" / "result.json"

    result = propose(tracks, write_scene(tmp_path / "scene.json"), out)

    assert result.exit_code == 0, result.output
    document = json.loads(out.read_text())
    assert document["clip"] == "rear_end"
    assert [track["id"] for track in document["tracks"]] == ["t1", "t2", "t3"]
    assert document["liability"]["facts"]
    assert "contact of t1 and t2 at 3.00 s" in result.output


def test_the_same_input_is_the_same_bytes(tracks: Path, tmp_path: Path) -> None:
    scene = write_scene(tmp_path / "scene.json")
    first, second = tmp_path / "1.json", tmp_path / "2.json"

    propose(tracks, scene, first)
    propose(tracks, scene, second)

    assert first.read_bytes() == second.read_bytes()


def test_without_a_day_no_law_is_applied(tracks: Path, tmp_path: Path) -> None:
    scene = write_scene(tmp_path / "scene.json", day="??:??")
    out = tmp_path / "result.json"

    assert "day" in propose(tracks, scene, out).output
    assert json.loads(out.read_text())["liability"]["reasons"] == ["day-unknown"]

    propose(tracks, scene, out, "--on", "2026-03-01")
    assert json.loads(out.read_text())["liability"]["reasons"] != ["day-unknown"]


@pytest.mark.parametrize("content", ["", "[]", '{"format": "other"}'])
def test_a_file_that_is_no_tracks_is_bad_input_and_writes_nothing(
    content: str, tmp_path: Path
) -> None:
    tracks, out = tmp_path / "tracks.json", tmp_path / "result.json"
    tracks.write_text(content)

    result = propose(tracks, write_scene(tmp_path / "scene.json"), out)

    assert result.exit_code == 2
    assert "tracks.json" in result.output
    assert not out.exists()


def test_a_citys_pack_is_named_in_the_result(tracks: Path, tmp_path: Path) -> None:
    pack, out = tmp_path / "city.toml", tmp_path / "result.json"
    pack.write_text(CITY, encoding="utf-8")

    propose(tracks, write_scene(tmp_path / "scene.json"), out, "--pack", str(pack))

    liability = json.loads(out.read_text())["liability"]
    assert liability["rule_pack"] == {"id": "some-city", "version": "2024"}
    assert {"name", "value", "source", "zh", "en"} == set(liability["thresholds"][0])


def test_a_pack_that_cannot_be_used_ends_with_two(tracks: Path, tmp_path: Path) -> None:
    pack = tmp_path / "city.toml"
    pack.write_text("id = 1")
    scene = write_scene(tmp_path / "scene.json")

    result = propose(tracks, scene, tmp_path / "result.json", "--pack", str(pack))

    assert result.exit_code == 2
    assert "city.toml: id is 1; accepted: a text" in result.output

"""Exhibits lie in a folder with an index that says what each shows and when."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from accident_service.adapters.clip_probe import ClipLimits
from accident_service.adapters.exhibit_files import INDEX_NAME, ExhibitView, draw_exhibits
from accident_service.adapters.video_reader import ClipReader
from accident_service.reconstruction.exhibits.plan import PlanRoad
from accident_service.reconstruction.result import Reconstruction
from accident_service.reconstruction.stabilisation.views import CameraViews
from tests.adapters.clip_maker import ClipRecipe, even_times_s, write_clip
from tests.scenes.street_camera import street_camera
from tests.scenes.two_vehicles import close_pass, rear_end

VIEW = ExhibitView(CameraViews.steady(street_camera().scaled(0.25)), PlanRoad())


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    recipe = ClipRecipe(times_s=even_times_s(125), size=(320, 176))
    return write_clip(tmp_path_factory.mktemp("clips") / "clip.mp4", recipe)


def index_of(found: Reconstruction, clip: Path, folder: Path) -> list[dict[str, object]]:
    draw_exhibits(found, VIEW, ClipReader(clip, ClipLimits()), folder)
    index = json.loads((folder / INDEX_NAME).read_text())
    assert isinstance(index, list)
    return index


def test_a_contact_gets_stills_a_plan_both_curves_and_films(clip: Path, tmp_path: Path) -> None:
    index = index_of(rear_end(), clip, tmp_path)

    drawings = {"still", "plan", "speed-curve", "gap-curve"}
    assert {entry["kind"] for entry in index} == {*drawings, "camera-film", "plan-film"}
    for entry in index:
        assert (tmp_path / str(entry["name"])).stat().st_size > 1000
        assert entry["caption_zh"]
        assert entry["caption_en"]


def test_the_stills_are_frames_before_at_and_after_the_contact(clip: Path, tmp_path: Path) -> None:
    stills = [
        (entry["t_s"], entry["caption_en"])
        for entry in index_of(rear_end(), clip, tmp_path)
        if entry["kind"] == "still"
    ]

    assert [pts_s for pts_s, _ in stills] == pytest.approx([1.0, 2.0, 2.6, 3.0, 3.4, 4.0])
    assert stills[0][1] == "2.00 s before contact"
    assert stills[3][1] == "At the moment of contact"
    assert stills[5][1] == "1.00 s after contact"


def test_without_a_contact_the_closest_pass_is_shown(clip: Path, tmp_path: Path) -> None:
    captions = [entry["caption_en"] for entry in index_of(close_pass(), clip, tmp_path)]

    assert "At the moment of closest approach" in captions
    assert "Plan" in captions


def test_ordinary_traffic_gets_an_overview_and_no_curves(clip: Path, tmp_path: Path) -> None:
    index = index_of(replace(rear_end(), collisions=()), clip, tmp_path)

    assert {entry["kind"] for entry in index} == {"still", "plan"}
    assert "Overview" in {entry["caption_en"] for entry in index}


def test_an_empty_street_gets_an_empty_index(clip: Path, tmp_path: Path) -> None:
    nobody = replace(rear_end(), collisions=(), trajectories=())

    assert index_of(nobody, clip, tmp_path) == []

"""A request to draw one small rear-end collision, as the worker writes it."""

import json
import os
from pathlib import Path

import numpy as np
import pytest

from accident_service.adapters.analysis_files import AnalysisContent, canonical_bytes, to_document
from accident_service.adapters.camera_views_file import write_views
from accident_service.adapters.party_pictures.request import PartyPicturesRequest, WantedStill
from accident_service.reconstruction.stabilisation.views import CameraViews
from tests.adapters.clip_maker import ClipRecipe, even_times_s, write_clip
from tests.adapters.scene_fields import SCENE
from tests.scenes.street_camera import places_in_view, street_camera, surveyed
from tests.scenes.two_vehicles import CONTACT_S, TIMING, rear_end

FULL = street_camera()
CAMERA = FULL.scaled(0.25)
SIZE = CAMERA.image_size
VIEWS = CameraViews.steady(CAMERA)
# Long enough for ten pictures of a film before the clip ends.
CLIP_FRAMES = 12


def scene() -> dict[str, object]:
    marks = [
        {"pixel_px": [one.pixel_x_px, one.pixel_y_px], "ground_m": [one.x_m, one.y_m, one.z_m]}
        for one in surveyed(FULL, places_in_view(FULL, 12, np.random.default_rng(1))).points
    ]
    return {**SCENE, "survey": marks}


@pytest.fixture
def request_in(tmp_path: Path) -> PartyPicturesRequest:
    times_s = [CONTACT_S - 0.2 + one for one in even_times_s(CLIP_FRAMES)]
    recipe = ClipRecipe(times_s=[0.0, *times_s], size=(SIZE.width_px, SIZE.height_px // 2 * 2))
    content = AnalysisContent(clip="clip", timing=TIMING, reconstruction=rear_end())
    (tmp_path / "scene.json").write_text(json.dumps(scene()))
    (tmp_path / "result.json").write_bytes(canonical_bytes(to_document(content)))
    write_views(tmp_path / "views.json", VIEWS)
    return PartyPicturesRequest(
        clip=write_clip(tmp_path / "clip.mp4", recipe),
        scene=tmp_path / "scene.json",
        result=tmp_path / "result.json",
        views=tmp_path / "views.json",
        out=tmp_path,
        tracks=("t2", "t1"),  # the striking one is party A, though the contact names it second
        stills=(WantedStill(CONTACT_S, "接触时刻", "At the moment of contact"),),
        parent_pid=os.getpid(),
    )

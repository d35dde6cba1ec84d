"""Films keep the clip's own times, show the reconstruction, and are the same bytes every time."""

from pathlib import Path

import av
import numpy as np
import pytest

from accident_service.adapters.clip_probe import ClipLimits
from accident_service.adapters.exhibit_subject import ExhibitSubject
from accident_service.adapters.exhibit_videos import (
    AFTER_S,
    BEFORE_S,
    film_camera,
    film_plan,
    write_film,
)
from accident_service.adapters.video_reader import ClipReader
from accident_service.reconstruction.exhibits.parties import parties_of
from accident_service.reconstruction.exhibits.plan import PlanRoad
from accident_service.reconstruction.stabilisation.views import CameraViews
from tests.adapters.clip_maker import ClipRecipe, even_times_s, write_clip
from tests.scenes.street_camera import street_camera
from tests.scenes.two_vehicles import CONTACT, CONTACT_S, rear_end

SUBJECT = ExhibitSubject(
    pts_s=CONTACT_S,
    zh="接触",
    en="contact",
    parties=parties_of(rear_end(), CONTACT),
    others=(),
    contact=CONTACT,
)
CAMERA = street_camera().scaled(0.25)


def times_s(path: Path) -> list[float]:
    with av.open(str(path)) as container:
        return [float(frame.time) for frame in container.decode(video=0)]


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    recipe = ClipRecipe(times_s=even_times_s(125), size=(320, 176))
    return write_clip(tmp_path_factory.mktemp("clips") / "clip.mp4", recipe)


def filmed(clip: Path, path: Path) -> list[float]:
    return film_camera(path, ClipReader(clip, ClipLimits()), CameraViews.steady(CAMERA), SUBJECT)


def test_pictures_are_shown_at_their_own_times_however_uneven(tmp_path: Path) -> None:
    uneven_s = [2.0, 2.04, 2.2, 2.233333, 2.5]
    grey = np.full((65, 97, 3), 128, dtype=np.uint8)  # odd sides, which the codec cannot hold

    given_s = write_film(tmp_path / "film.mp4", [(grey, pts_s) for pts_s in uneven_s])

    assert given_s == uneven_s
    shown_s = times_s(tmp_path / "film.mp4")
    assert shown_s == pytest.approx([pts_s - 2.0 for pts_s in uneven_s], abs=1e-4)


def test_both_films_show_the_same_moments_around_the_contact(clip: Path, tmp_path: Path) -> None:
    moments_s = filmed(clip, tmp_path / "camera.mp4")
    film_plan(tmp_path / "plan.mp4", PlanRoad(), SUBJECT, moments_s)

    assert times_s(tmp_path / "camera.mp4") == times_s(tmp_path / "plan.mp4")
    assert moments_s[0] >= CONTACT_S - BEFORE_S
    assert moments_s[-1] <= CONTACT_S + AFTER_S
    assert len(moments_s) == pytest.approx(4.96 / 0.04, abs=26)


def test_the_same_film_is_the_same_bytes(clip: Path, tmp_path: Path) -> None:
    for name in "abcd":
        filmed(clip, tmp_path / name)

    assert len({(tmp_path / name).read_bytes() for name in "abcd"}) == 1

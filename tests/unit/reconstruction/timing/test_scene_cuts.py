"""Another scene is told by its whole picture; a flash or a bus before the lens is not one."""

import numpy as np
import pytest

from accident_service.reconstruction.frames import GrayFrame
from accident_service.reconstruction.timing.coarse_picture import coarse_picture
from accident_service.reconstruction.timing.scene_cuts import SceneFilter, unlike
from tests.scenes.stuttering import even_s, moving, street


def through(frames: list[GrayFrame]) -> tuple[list[tuple[int, float]], SceneFilter]:
    scenes = SceneFilter()
    found = [one for f in frames for one in scenes.passed(f, coarse_picture(f.pixels))]
    return [(number, frame.pts_s) for number, frame, _ in found], scenes


def test_every_picture_belongs_to_its_own_scene() -> None:
    frames = [*moving(even_s(20)), *moving(even_s(30, start_s=0.8), scene_seed=9)]

    belongs, scenes = through(frames)

    assert [number for number, _ in belongs] == [0] * 20 + [1] * 30
    assert [span.picture_count for span in scenes.spans] == [20, 30]
    assert scenes.spans[1].from_s == pytest.approx(0.8)
    assert scenes.spans[0].to_s == pytest.approx(0.76)


def test_a_flash_of_three_pictures_is_left_out_and_is_no_cut() -> None:
    frames = moving(even_s(30))
    for number in (10, 11, 12):
        frames[number] = GrayFrame(street(50, noise_seed=1, scene_seed=4), frames[number].pts_s)

    belongs, scenes = through(frames)

    assert len(scenes.spans) == 1
    assert scenes.foreign_count == 3
    assert len(belongs) == 27


def test_a_bus_that_fills_a_third_of_the_picture_at_once_is_no_cut() -> None:
    frames = moving(even_s(20))
    for number in range(8, 20):
        picture = frames[number].pixels.copy()
        picture[:, 80:160] = 30
        frames[number] = GrayFrame(picture, frames[number].pts_s)

    assert len(through(frames)[1].spans) == 1


def test_brighter_is_not_another_scene() -> None:
    picture = street(50, noise_seed=None)
    brighter = np.clip(picture.astype(float) * 1.4 + 20, 0, 255).astype(np.uint8)

    assert not unlike(coarse_picture(picture), coarse_picture(brighter))


def test_noise_of_a_black_picture_is_not_another_scene() -> None:
    rng = np.random.default_rng(3)
    first, second = (rng.integers(14, 18, (120, 240)).astype(np.uint8) for _ in range(2))

    assert not unlike(coarse_picture(first), coarse_picture(second))

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from accident_service.reconstruction.motion.background import Background
from accident_service.reconstruction.motion.foreground import BODY, LIGHT, foreground_of
from accident_service.reconstruction.motion.lighting import ANY_LIGHT, Lighting, learn_lighting
from tests.scenes.moving_pictures import COLUMNS, ROWS, road, texture

NOISE_LEVELS = 1.5
BY_DAY = Lighting(darkest=-0.8, lightest=-0.4, brightest=0.0)
PATCH = (slice(35, 75), slice(60, 130))


def marked_road() -> NDArray[np.uint8]:
    """Plain asphalt with three painted lines across it."""
    picture = np.full((ROWS, COLUMNS), 100, dtype=np.uint8)
    for top in (40, 54, 68):
        picture[top : top + 3] = 150
    return picture


def known(empty: NDArray[np.uint8]) -> Background:
    return Background(
        empty.astype(np.float32), np.full(empty.shape, NOISE_LEVELS, dtype=np.float32)
    )


def lit(empty: NDArray[np.uint8], ratio: float, seed: int = 1) -> NDArray[np.uint8]:
    """The empty road with one even patch of shadow or lamp light on it, and noise."""
    light = np.ones(empty.shape, dtype=np.float32)
    light[PATCH] = ratio
    noise = np.random.default_rng(seed).normal(0.0, NOISE_LEVELS, empty.shape)
    return np.clip(empty * cv2.GaussianBlur(light, (0, 0), 1.0) + noise, 0, 255).astype(np.uint8)


def covered(empty: NDArray[np.uint8], level: int) -> NDArray[np.uint8]:
    """The empty road with a plain panel on it."""
    picture = empty.copy()
    picture[PATCH] = level
    return picture


def learned(*frames: NDArray[np.uint8]) -> Lighting:
    return learn_lighting(
        np.stack(frames), known(marked_road()), np.full((ROWS, COLUMNS), 9.0, dtype=np.float32)
    )


@pytest.mark.parametrize("ratio", [0.45, 0.7])
def test_how_dark_shadows_are_is_learned_from_markings_that_shine_through(ratio: float) -> None:
    lighting = learned(*(lit(marked_road(), ratio, seed) for seed in range(6)))
    # Two steps of the histogram, and what the floor added before logarithms hides.
    assert lighting.darkest - 0.01 <= np.log(ratio) <= lighting.lightest
    assert lighting.lightest - lighting.darkest < 0.3
    assert lighting.brightest == 0.0


def test_lamps_are_learned_from_markings_that_brighten() -> None:
    lighting = learned(*(lit(marked_road(), 1.4, seed) for seed in range(6)))
    assert lighting.brightest > np.log(1.4)


def test_a_bright_body_over_markings_is_no_lamp() -> None:
    assert learned(*(covered(marked_road(), 190) for _ in range(6))).brightest == 0.0


def test_an_empty_clip_leaves_everything_possible_but_lamps() -> None:
    lighting = learned(marked_road(), marked_road())
    assert (lighting.darkest, lighting.lightest) == (ANY_LIGHT.darkest, ANY_LIGHT.lightest)
    assert lighting.brightest == 0.0


@pytest.mark.parametrize("level", [60, 170])
def test_a_plain_panel_that_hides_the_roads_grain_is_a_body(level: int) -> None:
    grain = texture(ROWS, COLUMNS, 3, mean=100.0, spread=6.0)
    told = foreground_of(covered(grain, level), known(grain), ANY_LIGHT)
    assert (told[PATCH] == BODY).mean() > 0.95


def test_a_plain_bright_panel_on_a_plain_road_is_a_body_where_no_lamps_are() -> None:
    told = foreground_of(covered(road() // 2 + 55, 180), known(road() // 2 + 55), BY_DAY)
    assert (told[PATCH] == BODY).mean() > 0.95


def test_shadow_as_dark_as_the_clips_other_shadows_stays_light() -> None:
    lighting = learned(*(lit(marked_road(), 0.5, seed) for seed in range(6)))
    plain = texture(ROWS, COLUMNS, 3, mean=110.0, spread=1.0)
    told = foreground_of(lit(plain, 0.5), known(plain), lighting)
    inner = (slice(40, 70), slice(65, 125))
    assert (told[inner] == LIGHT).mean() > 0.9

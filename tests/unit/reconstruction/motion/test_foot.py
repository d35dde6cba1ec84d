import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from accident_service.reconstruction.motion.foot import FOOT_LOG_RATIO, standing_on_foot
from accident_service.reconstruction.motion.lighting import ANY_LIGHT

ROWS, COLUMNS = 120, 160
TOP, FOOT, LEFT, RIGHT = 30, 80, 50, 110
# The sky comes back over this many pixels from the foot.
REACH_PX = 3.0


def darkening(*, panel: float, cast: float = 0.0, cast_px: int = 0) -> NDArray[np.float32]:
    """Log ratios of a panelled body with a dark underside, and of the road below its foot.

    The cast shadow covers `cast_px` rows of the road, darkened by `cast`.
    """
    picture = np.zeros((ROWS, COLUMNS), dtype=np.float32)
    below = np.arange(ROWS - FOOT, dtype=np.float32)
    soft = FOOT_LOG_RATIO * np.exp(-below / REACH_PX)
    picture[FOOT:, LEFT:RIGHT] = soft[:, None]
    picture[FOOT : FOOT + cast_px, LEFT:RIGHT] += cast
    picture[TOP:FOOT, LEFT:RIGHT] = panel
    picture[FOOT - 5 : FOOT, LEFT:RIGHT] = -1.3
    return np.asarray(cv2.blur(picture, (3, 3)), dtype=np.float32)


def mask_of(log_ratio: NDArray[np.float32]) -> NDArray[np.uint8]:
    return (np.abs(log_ratio) > 0.09).astype(np.uint8)


def foot_rows(log_ratio: NDArray[np.float32]) -> NDArray[np.intp]:
    """The first row below the trimmed mask, along the middle columns."""
    trimmed = standing_on_foot(mask_of(log_ratio), log_ratio, ANY_LIGHT)
    middle = trimmed[:, LEFT + 6 : RIGHT - 6]
    return np.asarray(ROWS - np.argmax(middle[::-1] > 0, axis=0), dtype=np.intp)


@pytest.mark.parametrize("panel", [0.5, -0.2, -0.9])
def test_a_body_under_an_even_sky_ends_at_its_foot(panel: float) -> None:
    picture = darkening(panel=panel)
    assert ROWS - np.argmax(mask_of(picture)[::-1, 80]) >= FOOT + 3
    assert foot_rows(picture) == pytest.approx(FOOT, abs=1)


@pytest.mark.parametrize("cast_px", [6, 9])
@pytest.mark.parametrize("cast", [-0.35, -0.6])
def test_a_narrow_cast_shadow_is_taken_off_too(cast: float, cast_px: int) -> None:
    assert foot_rows(darkening(panel=0.4, cast=cast, cast_px=cast_px)) == pytest.approx(FOOT, abs=2)


def test_a_body_without_shadow_is_left_as_it_is() -> None:
    bright = np.zeros((ROWS, COLUMNS), dtype=np.float32)
    bright[TOP:FOOT, LEFT:RIGHT] = 0.6
    mask = mask_of(bright)
    left = standing_on_foot(mask, bright, ANY_LIGHT)
    assert (left <= mask).all()
    # Only the corners are rounded.
    assert np.count_nonzero(mask != left) <= 8


def test_an_edge_inside_a_vehicle_is_no_foot() -> None:
    picture = darkening(panel=-0.5)
    mask = mask_of(picture)
    mask[45:50, LEFT:RIGHT] = 0
    trimmed = standing_on_foot(mask, picture, ANY_LIGHT)
    assert (trimmed[:50] == mask[:50]).all()


def test_nothing_stands_on_an_empty_road() -> None:
    nothing = np.zeros((ROWS, COLUMNS), dtype=np.uint8)
    assert not standing_on_foot(nothing, nothing.astype(np.float32), ANY_LIGHT).any()


def test_a_thin_tip_beside_the_foot_is_no_body() -> None:
    mask = np.zeros((ROWS, COLUMNS), dtype=np.uint8)
    mask[TOP:FOOT, LEFT:RIGHT] = 1
    mask[FOOT - 3 : FOOT, RIGHT : RIGHT + 12] = 1
    bright = np.where(mask > 0, 0.6, 0.0).astype(np.float32)
    trimmed = standing_on_foot(mask, bright, ANY_LIGHT)
    assert not trimmed[:, RIGHT + 2 :].any()
    assert trimmed[TOP : FOOT - 2, LEFT : RIGHT - 2].all()

"""Windows hold what there is, are apart, and leave the empty rest of a picture out."""

import numpy as np
import pytest

from accident_service.reconstruction.motion.windows import BLOCK_PX, windows_around

SHAPE = (200, 330)


def with_patches(*patches: tuple[int, int, int, int]) -> np.ndarray:
    shown = np.zeros(SHAPE, dtype=np.uint8)
    for top, bottom, left, right in patches:
        shown[top:bottom, left:right] = 1
    return shown


def covered(shown: np.ndarray, margin_px: int) -> np.ndarray:
    """How many windows each pixel lies in."""
    count = np.zeros(shown.shape, dtype=int)
    for window in windows_around(shown, margin_px):
        count[window] += 1
    return count


def test_an_empty_picture_has_no_windows() -> None:
    assert windows_around(with_patches(), 32) == []


@pytest.mark.parametrize("margin_px", [1, 16, 32])
def test_what_is_shown_lies_in_one_window_with_its_margin(margin_px: int) -> None:
    shown = with_patches((90, 97, 150, 170))
    around = with_patches((90 - margin_px, 97 + margin_px, 150 - margin_px, 170 + margin_px))
    count = covered(shown, margin_px)
    assert (count[around > 0] == 1).all()
    assert count.sum() < (7 + 2 * margin_px + 4 * BLOCK_PX) * (20 + 2 * margin_px + 4 * BLOCK_PX)


def test_things_far_apart_have_windows_of_their_own() -> None:
    shown = with_patches((10, 20, 10, 20), (150, 160, 250, 270))
    assert len(windows_around(shown, 16)) == 2


def test_windows_that_would_meet_become_one() -> None:
    # An L and what lies in its corner: far enough apart, but their boxes meet.
    shown = with_patches((0, 200, 0, 5), (190, 200, 0, 330), (20, 30, 150, 160))
    assert len(windows_around(shown, 1)) == 1


def test_no_pixel_lies_in_two_windows() -> None:
    rng = np.random.default_rng(7)
    for _ in range(30):
        corners = [(int(rng.integers(0, 190)), int(rng.integers(0, 320))) for _ in range(6)]
        shown = with_patches(*((y, y + 9, x, x + 9) for y, x in corners))
        count = covered(shown, 16)
        assert count.max() == 1
        assert (count[shown > 0] == 1).all()

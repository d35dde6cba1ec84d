"""The second look finds what shines through, and nothing in a faithful encoder's own errors."""

import numpy as np
import pytest

from accident_service.reconstruction.exhibits.redaction import MOST_LEAK, TILE_PX, worst_leak

ROWS, COLUMNS = 96, 160
RNG = np.random.default_rng(7)
ORIGINAL = RNG.integers(20, 230, (ROWS, COLUMNS), dtype=np.uint8)
INTENDED = np.full((ROWS, COLUMNS), 120, dtype=np.uint8)
HIDDEN = np.ones((ROWS, COLUMNS), dtype=bool)
TILE = (slice(TILE_PX, 2 * TILE_PX), slice(2 * TILE_PX, 3 * TILE_PX))


def encoded(sigma: float) -> "np.ndarray[tuple[int, int], np.dtype[np.uint8]]":
    """The intended frame with an encoder's errors of this size."""
    noise = RNG.normal(0, sigma, INTENDED.shape)
    return np.clip(INTENDED + noise, 0, 255).astype(np.uint8)


@pytest.mark.parametrize("sigma", [0.0, 2.0, 8.0])
def test_an_encoders_own_errors_are_no_leak(sigma: float) -> None:
    assert worst_leak(ORIGINAL, INTENDED, encoded(sigma), HIDDEN).share < MOST_LEAK / 2


@pytest.mark.parametrize("share", [0.2, 0.5, 1.0])
def test_what_shines_through_is_told_with_its_place_and_share(share: float) -> None:
    shown = encoded(1.0).astype(float)
    shown[TILE] += share * (ORIGINAL[TILE].astype(float) - INTENDED[TILE])
    leak = worst_leak(ORIGINAL, INTENDED, np.clip(shown, 0, 255).astype(np.uint8), HIDDEN)

    assert leak.share == pytest.approx(share, abs=0.03)
    assert leak.at_px == (2 * TILE_PX, TILE_PX)


def test_what_may_be_seen_is_no_leak() -> None:
    shown, hidden = encoded(1.0), HIDDEN.copy()
    shown[TILE] = ORIGINAL[TILE]
    hidden[TILE] = False

    assert worst_leak(ORIGINAL, INTENDED, shown, hidden).share < MOST_LEAK / 2


def test_flat_road_cannot_leak() -> None:
    flat = np.full((ROWS, COLUMNS), 119, dtype=np.uint8)
    assert worst_leak(flat, INTENDED, flat, HIDDEN).share == 0.0

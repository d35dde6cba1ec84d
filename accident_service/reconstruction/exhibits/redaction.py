"""The second look at a copy from which people were taken out: does any of them shine through?

What was hidden is compared with what the finished file shows. An encoder leaves errors of its
own in a picture, but they know nothing of what was hidden; the copy leaks where its errors
resemble the original's detail.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

Luma = NDArray[np.uint8]
Mask = NDArray[np.bool_]
Array = NDArray[np.float64]

# About the size of a number plate in the picture of a near vehicle. [design]
TILE_PX = 32
# Less than so much of a tile tells nothing of it.
LEAST_PIXELS = 48
# An encoder's filter softens up to three pixels either side of a step (H.264, 8.7); the
# outermost it hardly touches, and small cells would have no middle without it.
FLAT_PX = 5
# Detail weaker than this (standard deviation, of 255) is no plate and no face: the characters of
# a plate differ from its ground by four times as much even in a dull picture. [design]
LEAST_DETAIL = 15.0
# A copy that keeps a fifth of the contrast of what it hides is not handed out: by chance alone
# the errors of an encoder came to 0.035 and 0.07 in the worst tile of two clips. [design]
MOST_LEAK = 0.2


@dataclass(frozen=True, slots=True)
class Leak:
    """The tile of a frame that tells most of what was hidden in it.

    `share`: how much of the original's contrast is left, 0 none and 1 all; `at_px` its corner.
    """

    share: float
    at_px: tuple[int, int]  # across, down


def worst_leak(original: Luma, intended: Luma, shown: Luma, hidden: Mask) -> Leak:
    """How much of the hidden detail is left where most of it is.

    The share is the slope of the line of least squares through (what was taken away, what came
    back) over a tile's hidden pixels in the middle of their cells. Near the steps between cells
    an encoder softens the picture, and those steps are like the scene: that is no leak, for the
    cells are there to be seen.

    Args:
        original: The recorded frame's brightness, (rows, columns).
        intended: The same frame with its cells, as it was given to the encoder.
        shown: The same frame as it is decoded from the finished file.
        hidden: Where nothing of the original may be seen.
    """
    looked_at = hidden & _flat(intended)
    counts = _tiles(looked_at.astype(np.float64))
    taken = np.where(looked_at, original.astype(np.float64) - intended, 0.0)
    back = np.where(looked_at, shown.astype(np.float64) - intended, 0.0)
    with np.errstate(invalid="ignore", divide="ignore"):
        squares = _tiles(taken * taken) - _tiles(taken) ** 2 / counts
        products = _tiles(taken * back) - _tiles(taken) * _tiles(back) / counts
        shares = products / squares
    worth = (counts >= LEAST_PIXELS) & (squares >= counts * LEAST_DETAIL**2)
    shares = np.where(worth, shares, 0.0)
    down, across = np.unravel_index(int(np.argmax(shares)), shares.shape)
    return Leak(max(float(shares[down, across]), 0.0), (int(across) * TILE_PX, int(down) * TILE_PX))


def _flat(picture: Luma) -> Mask:
    """Where a picture is of one brightness all around."""
    around = np.ones((FLAT_PX, FLAT_PX), dtype=np.uint8)
    return np.asarray(cv2.dilate(picture, around) == cv2.erode(picture, around))


def _tiles(values: Array) -> Array:
    """The sum over each tile; the last ones are as large as the picture leaves them."""
    rows, columns = values.shape
    by_row = np.add.reduceat(values, np.arange(0, rows, TILE_PX), axis=0)
    return np.asarray(np.add.reduceat(by_row, np.arange(0, columns, TILE_PX), axis=1))

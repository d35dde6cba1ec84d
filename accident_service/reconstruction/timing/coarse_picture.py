"""A picture as a grid of block means: enough to tell whether anything in it is new."""

import cv2
import numpy as np
from numpy.typing import NDArray

# Blocks this wide are averaged before pictures are compared: the noise of a camera goes, the
# edge of anything that moved stays.
BLOCK_PX = 8


def coarse_picture(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Block means from every other row: half the work, and still 32 pixels a block."""
    rows, columns = pixels.shape
    size = (max(columns // BLOCK_PX, 1), max(rows // BLOCK_PX, 1))
    return np.asarray(cv2.resize(pixels[::2], size, interpolation=cv2.INTER_AREA), dtype=np.uint8)

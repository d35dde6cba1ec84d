"""Pictures as the camera would have shown them from its usual pose."""

import cv2
import numpy as np
from numpy.typing import NDArray

from accident_service.reconstruction.stabilisation.sway import Sway

Pixels = NDArray[np.uint8]
Array = NDArray[np.float64]
Levels = NDArray[np.float32]

# A shake below this is not worth the blur of resampling.
NEGLIGIBLE_PX = 0.03
# The movement of a picture is smooth: known at every so many pixels, it is known between.
_CELL_PX = 32


class Steadier:
    """Undoes the movement of one camera, picture by picture."""

    def __init__(self, sway: Sway, shape: tuple[int, int]) -> None:
        """Args: shape: Rows and columns of the pictures."""
        self._sway, self._shape = sway, shape
        cells = (-(-shape[0] // _CELL_PX) + 2, -(-shape[1] // _CELL_PX) + 2)
        down, across = (np.arange(count) * _CELL_PX - _CELL_PX / 2 - 0.5 for count in cells)
        self._places_px = np.stack(np.meshgrid(across, down), axis=-1).reshape(-1, 2)
        self._rays = sway.optics.rays(self._places_px, sway.home)
        self._cells = cells
        columns, rows = np.arange(shape[1], dtype=np.float32), np.arange(shape[0], dtype=np.float32)
        self._itself = np.meshgrid(columns, rows)

    def steadied(self, picture: Pixels, index: int) -> Pixels:
        """The picture at this place in the clip, from the usual pose.

        What the camera did not show then is filled with the nearest it showed.
        """
        moved_px = self._sway.optics.pixels_px(self._rays, self._sway.poses[index])
        moved_px = np.nan_to_num(moved_px - self._places_px)
        if np.abs(moved_px).max() < NEGLIGIBLE_PX:
            return picture
        from_x, from_y = (
            self._everywhere(moved_px[:, axis]) + itself for axis, itself in enumerate(self._itself)
        )
        steady = cv2.remap(
            picture, from_x, from_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
        )
        return np.asarray(steady, dtype=np.uint8)

    def _everywhere(self, at_cells_px: Array) -> Levels:
        """A movement known at the cells, at every pixel of the picture."""
        size = (self._cells[1] * _CELL_PX, self._cells[0] * _CELL_PX)
        coarse = at_cells_px.reshape(self._cells).astype(np.float32)
        fine = np.asarray(cv2.resize(coarse, size, interpolation=cv2.INTER_LINEAR))
        rows, columns = self._shape
        inner = fine[_CELL_PX : _CELL_PX + rows, _CELL_PX : _CELL_PX + columns]
        return inner.astype(np.float32, copy=False)

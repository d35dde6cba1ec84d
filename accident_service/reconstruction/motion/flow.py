"""How the picture moved between neighbouring frames, kept small."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]

# Flow is kept as one figure per square cell of this side.
CELL_PX = 4
# A cell needs this much brightness gradient (levels per pixel) for its flow to mean anything.
TEXTURE_LEVELS = 6.0
# Going there and coming back must agree within this.
AGREEMENT_PX = 0.4


@dataclass(frozen=True, slots=True, eq=False)
class FlowCells:
    """Where each cell of one frame was in the frame before; pixels per frame pair."""

    backward_px: NDArray[np.float32]  # (cell rows, cell columns, 2), (x right, y down)
    trusted: NDArray[np.bool_]  # (cell rows, cell columns)

    @property
    def shape(self) -> tuple[int, int]:
        """Cell rows and cell columns."""
        return (self.trusted.shape[0], self.trusted.shape[1])


class FlowSensor:
    """Dense inverse search at its fastest setting.

    Reference:
        T. Kroeger et al., "Fast Optical Flow using Dense Inverse Search", 2016.
    """

    def __init__(self) -> None:
        self._search = cv2.DISOpticalFlow.create(cv2.DISOPTICAL_FLOW_PRESET_ULTRAFAST)
        self._search.setFinestScale(1)

    def backward(self, before: Pixels, now: Pixels) -> NDArray[np.float32]:
        """For each pixel of `now`, the displacement to where it was, (rows, columns, 2).

        Where the pixel was hidden before, and on surfaces without texture, the result is a
        guess from the surroundings rather than missing; `cells` says which to trust.
        """
        empty = np.zeros((*now.shape, 2), dtype=np.float32)
        return np.asarray(self._search.calc(now, before, empty), dtype=np.float32)

    def cells(self, before: Pixels, now: Pixels, backward: NDArray[np.float32]) -> FlowCells:
        """The flow reduced to cells, trusted where there is texture and both frames agree."""
        rows, columns = now.shape
        size = (columns // CELL_PX, rows // CELL_PX)
        texture = cv2.magnitude(
            cv2.Scharr(now, cv2.CV_32F, 1, 0, scale=1 / 32),
            cv2.Scharr(now, cv2.CV_32F, 0, 1, scale=1 / 32),
        )
        x, y = np.meshgrid(np.arange(columns), np.arange(rows))
        from_x, from_y = (x + backward[..., 0]), (y + backward[..., 1])
        brought = cv2.remap(
            before, from_x.astype(np.float32), from_y.astype(np.float32), cv2.INTER_LINEAR
        )
        mismatch = cv2.absdiff(brought, now).astype(np.float32)
        means = [
            cv2.resize(part, size, interpolation=cv2.INTER_AREA)
            for part in (backward, texture, mismatch)
        ]
        trusted = (means[1] > TEXTURE_LEVELS) & (means[2] < np.maximum(4.0, means[1]))
        return FlowCells(np.asarray(means[0], dtype=np.float32), np.asarray(trusted))

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
# What was there and what is here are the same thing within this.
MATCH_LEVELS = 4.0


@dataclass(frozen=True, slots=True, eq=False)
class FlowCells:
    """Where each cell of one frame was in the frame before; pixels per frame pair."""

    backward_px: NDArray[np.float32]  # (cell rows, cell columns, 2), (x right, y down)
    trusted: NDArray[np.bool_]  # (cell rows, cell columns)


@dataclass(frozen=True, slots=True, eq=False)
class FlowField:
    """Where each pixel of one frame was in the frame before; pixels per frame pair.

    Where a pixel was hidden before, and on surfaces without texture, the displacement is a
    guess from the surroundings rather than missing; the mismatch tells the former.
    """

    backward_px: NDArray[np.float32]  # (rows, columns, 2), (x right, y down)
    mismatch: NDArray[np.uint8]  # (rows, columns), grey levels between now and what was there
    matched: NDArray[np.bool_]  # (rows, columns): texture that is surely the one from there


class FlowSensor:
    """Dense inverse search at its fastest setting.

    Reference:
        T. Kroeger et al., "Fast Optical Flow using Dense Inverse Search", 2016.
    """

    def __init__(self) -> None:
        self._search = cv2.DISOpticalFlow.create(cv2.DISOPTICAL_FLOW_PRESET_ULTRAFAST)
        self._search.setFinestScale(1)

    def backward(self, before: Pixels, now: Pixels) -> FlowField:
        """For each pixel of `now`, the displacement to where it was."""
        rows, columns = now.shape
        empty = np.zeros((rows, columns, 2), dtype=np.float32)
        backward = np.asarray(self._search.calc(now, before, empty), dtype=np.float32)
        x, y = np.meshgrid(np.arange(columns, dtype=np.float32), np.arange(rows, dtype=np.float32))
        brought = cv2.remap(before, x + backward[..., 0], y + backward[..., 1], cv2.INTER_LINEAR)
        mismatch = np.asarray(cv2.absdiff(brought, now), dtype=np.uint8)
        here, there = _gradient(now), _gradient(np.asarray(brought, dtype=np.uint8))
        strength = np.sqrt((here**2).sum(axis=2))
        apart = np.sqrt(((here - there) ** 2).sum(axis=2))
        stayed = np.sqrt(((here - _gradient(before)) ** 2).sum(axis=2))
        textured = (strength > TEXTURE_LEVELS) & (mismatch <= 2 * MATCH_LEVELS)
        matched = textured & (apart < strength / 3) & (apart < stayed / 2)
        return FlowField(backward, mismatch, np.asarray(matched))


def _gradient(picture: Pixels) -> NDArray[np.float32]:
    """Brightness gradient, levels per pixel, (rows, columns, 2)."""
    across = cv2.Scharr(picture, cv2.CV_32F, 1, 0, scale=1 / 32)
    down = cv2.Scharr(picture, cv2.CV_32F, 0, 1, scale=1 / 32)
    return np.dstack([across, down]).astype(np.float32)


def cells_of(now: Pixels, flow: FlowField) -> FlowCells:
    """The flow reduced to cells, trusted where there is texture and both frames agree."""
    rows, columns = now.shape
    size = (columns // CELL_PX, rows // CELL_PX)
    texture = np.sqrt((_gradient(now) ** 2).sum(axis=2))
    parts = (flow.backward_px, texture, flow.mismatch.astype(np.float32))
    means = [cv2.resize(part, size, interpolation=cv2.INTER_AREA) for part in parts]
    trusted = (means[1] > TEXTURE_LEVELS) & (means[2] < np.maximum(MATCH_LEVELS, means[1]))
    return FlowCells(np.asarray(means[0], dtype=np.float32), np.asarray(trusted))

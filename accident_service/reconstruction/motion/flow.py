"""How the picture moved between neighbouring frames, kept small."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from accident_service.reconstruction.motion.windows import Window

Pixels = NDArray[np.uint8]
Plane = NDArray[np.float32]
Gradient = tuple[Plane, Plane]
Places = tuple[Plane, Plane]

# Flow is kept as one figure per square cell of this side.
CELL_PX = 4
# Patches of 8 px are settled after this many steps: on a picture displaced by a known amount,
# with noise, twice as many only follow the noise; likewise patches nearer to one another.
STEPS, PATCH_STRIDE_PX = 6, 6
# A cell needs this much brightness gradient (levels per pixel) for its flow to mean anything.
TEXTURE_LEVELS = 6.0
# What was there and what is here are the same thing within this.
MATCH_LEVELS = 4.0


@dataclass(frozen=True, slots=True, eq=False)
class FlowCells:
    """Where each cell of one frame was in the frame before; pixels per frame pair."""

    backward_px: NDArray[np.float32]  # (cell rows, cell columns, 2), (x right, y down)
    trusted: NDArray[np.bool_]  # (cell rows, cell columns)

    def of_things(self, labels: NDArray[np.uint16]) -> "FlowCells":
        """The same, trusted only where something is: no other cell lies wholly inside a thing.

        Args:
            labels: (rows, columns), 0 where nothing is.
        """
        rows, columns = self.trusted.shape
        corners = labels[::CELL_PX, ::CELL_PX][:rows, :columns]
        return FlowCells(self.backward_px, self.trusted & (corners > 0))


class PackedFlow:
    """The flow of frames in order, of which only trusted cells are kept: few are.

    A thousandth of a pixel, which half the usual digits hold, is more than a flow is good for.
    """

    def __init__(self) -> None:
        self._packed: list[tuple[NDArray[np.uint8], NDArray[np.float16]]] = []
        self._shape = (0, 0)

    def append(self, cells: FlowCells) -> None:
        """Keep a copy of the trusted cells as the last frame's."""
        self._shape = (cells.trusted.shape[0], cells.trusted.shape[1])
        flow = cells.backward_px[cells.trusted].astype(np.float16)
        self._packed.append((np.packbits(cells.trusted), flow))

    def __getitem__(self, index: int) -> FlowCells:
        """The cells of one frame; nothing moves where it is not trusted."""
        bits, flow = self._packed[index]
        count = self._shape[0] * self._shape[1]
        trusted = np.unpackbits(bits, count=count).view(np.bool_).reshape(self._shape)
        backward_px = np.zeros((*self._shape, 2), dtype=np.float32)
        backward_px[trusted] = flow
        return FlowCells(backward_px, trusted)

    def __len__(self) -> int:
        return len(self._packed)


def no_flow(shape: tuple[int, int]) -> FlowCells:
    """The cells of a picture of so many rows and columns of which no flow is known."""
    rows, columns = shape[0] // CELL_PX, shape[1] // CELL_PX
    return FlowCells(np.zeros((rows, columns, 2), np.float32), np.zeros((rows, columns), bool))


@dataclass(frozen=True, slots=True, eq=False)
class FlowField:
    """Where each pixel of one frame was in the frame before; pixels per frame pair.

    Where a pixel was hidden before, and on surfaces without texture, the displacement is a
    guess from the surroundings rather than missing; the mismatch tells the former.
    """

    backward_px: NDArray[np.float32]  # (rows, columns, 2), (x right, y down)
    mismatch: NDArray[np.uint8]  # (rows, columns), grey levels between now and what was there
    texture: Plane  # (rows, columns), strength of brightness gradient now, levels per pixel
    there_px: Places  # where each pixel was: x and y
    pictures: tuple[Pixels, Pixels, Pixels]  # now, the one before, and that one brought to now

    def matched(self, window: Window) -> NDArray[np.bool_]:
        """Where in a window there is texture that is surely the one from there."""
        wider, inner = _with_rim(window)
        now, before, brought = (_gradient(one[wider]) for one in self.pictures)
        apart, stayed = _apart(now, brought)[inner], _apart(now, before)[inner]
        strength = self.texture[window]
        textured = (strength > TEXTURE_LEVELS) & (self.mismatch[window] <= 2 * MATCH_LEVELS)
        return np.asarray(textured & (apart < strength / 3) & (apart < stayed / 2))


class FlowSensor:
    """Dense inverse search at its fastest setting; give it the frames in order.

    Reference:
        T. Kroeger et al., "Fast Optical Flow using Dense Inverse Search", 2016.
    """

    def __init__(self) -> None:
        self._search = cv2.DISOpticalFlow.create(cv2.DISOPTICAL_FLOW_PRESET_ULTRAFAST)
        self._search.setFinestScale(1)
        self._search.setGradientDescentIterations(STEPS)
        self._search.setPatchStride(PATCH_STRIDE_PX)

    def backward(self, before: Pixels, now: Pixels) -> FlowField:
        """For each pixel of `now`, the displacement to where it was."""
        # Given as a first guess, "it stayed" is one of the answers tried at every scale.
        stayed = np.zeros((*now.shape, 2), dtype=np.float32)
        backward = np.asarray(self._search.calc(now, before, stayed), dtype=np.float32)
        there = _places(backward)
        brought = np.asarray(cv2.remap(before, *there, cv2.INTER_LINEAR), dtype=np.uint8)
        mismatch = np.asarray(cv2.absdiff(brought, now), dtype=np.uint8)
        strength = np.asarray(cv2.magnitude(*_gradient(now)), dtype=np.float32)
        return FlowField(backward, mismatch, strength, there, (now, before, brought))


def _with_rim(window: Window) -> tuple[Window, Window]:
    """The window and a pixel around it, where the picture has one, and where it lies in that."""
    rows, columns = window
    top, left = max(rows.start - 1, 0), max(columns.start - 1, 0)
    wider = (slice(top, rows.stop + 1), slice(left, columns.stop + 1))
    return wider, (
        slice(rows.start - top, rows.stop - top),
        slice(columns.start - left, columns.stop - left),
    )


def _places(displacement_px: NDArray[np.float32]) -> Places:
    rows, columns = displacement_px.shape[:2]
    x, y = np.arange(columns, dtype=np.float32), np.arange(rows, dtype=np.float32)
    across, down = cv2.split(displacement_px)
    return np.asarray(across + x, np.float32), np.asarray(down + y[:, None], np.float32)


def _gradient(picture: Pixels) -> Gradient:
    """Brightness gradient across and down, levels per pixel."""
    across = cv2.Scharr(picture, cv2.CV_32F, 1, 0, scale=1 / 32)
    down = cv2.Scharr(picture, cv2.CV_32F, 0, 1, scale=1 / 32)
    return np.asarray(across, dtype=np.float32), np.asarray(down, dtype=np.float32)


def _apart(one: Gradient, other: Gradient) -> Plane:
    apart = cv2.magnitude(one[0] - other[0], one[1] - other[1])
    return np.asarray(apart, dtype=np.float32)


def cells_of(flow: FlowField) -> FlowCells:
    """The flow reduced to cells, trusted where there is texture and both frames agree."""
    rows, columns = flow.mismatch.shape
    size = (columns // CELL_PX, rows // CELL_PX)
    parts = (flow.backward_px, flow.texture, flow.mismatch.astype(np.float32))
    means = [cv2.resize(part, size, interpolation=cv2.INTER_AREA) for part in parts]
    trusted = (means[1] > TEXTURE_LEVELS) & (means[2] < np.maximum(MATCH_LEVELS, means[1]))
    return FlowCells(np.asarray(means[0], dtype=np.float32), np.asarray(trusted))

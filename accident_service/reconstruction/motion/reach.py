"""How far one thing reaches in a fixed fan of directions, in one frame.

The reach of an outline is the support function of its convex hull. It is an interval: a body
surely reaches `low`, and no further than `high`, which is infinite where the picture's border
or another vehicle cuts it off, and beyond `low` where shadow or lamp light blurs the matter.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from accident_service.reconstruction.motion.foreground import LIGHT

Array = NDArray[np.float64]
Bits = NDArray[np.bool_]
Window = tuple[slice, slice]  # rows, columns

DIRECTION_COUNT = 24
_ANGLES = np.arange(DIRECTION_COUNT) * (2 * np.pi / DIRECTION_COUNT)
DIRECTIONS: Array = np.column_stack([np.cos(_ANGLES), np.sin(_ANGLES)])
# A reach that ends this close to something that may hide the rest is no end.
NEAR_PX = 2.5


def reach_of(
    told: NDArray[np.uint8], labels: NDArray[np.uint16], label: int, window: Window
) -> tuple[Array, Array]:
    """Lowest and highest reach of the thing with this label, pixels, (DIRECTION_COUNT,) each.

    Args:
        told: What each pixel of the frame is.
        labels: Whose it is.
        window: The box of the label's pixels.
    """
    hull = _hull(labels[window] == label) + np.array([window[1].start, window[0].start])
    reach = hull @ DIRECTIONS.T
    ends = hull[np.argmax(reach, axis=0)]
    low = reach.max(axis=0)
    high = np.maximum(low, _lit_reach(told, labels, label, window))
    high[_cut_off(ends, labels, label)] = np.inf
    return low, high


def _hull(mine: Bits) -> Array:
    """Corners (x, y) of the convex hull; every row's ends are all that can be one."""
    rows = np.flatnonzero(mine.any(axis=1))
    first = mine[rows].argmax(axis=1)
    last = mine.shape[1] - 1 - mine[rows, ::-1].argmax(axis=1)
    ends = np.stack([np.stack([first, last]), np.stack([rows, rows])], axis=-1).reshape(-1, 2)
    return cv2.convexHull(ends.astype(np.int32)).reshape(-1, 2).astype(np.float64)


def _lit_reach(
    told: NDArray[np.uint8], labels: NDArray[np.uint16], label: int, window: tuple[slice, slice]
) -> Array:
    """How far the body would reach if the shadow or light touching it were body too."""
    tall, wide = window[0].stop - window[0].start, window[1].stop - window[1].start
    rows = slice(max(window[0].start - tall // 2, 0), window[0].stop + tall // 2)
    columns = slice(max(window[1].start - wide // 2, 0), window[1].stop + wide // 2)
    lit = told[rows, columns] == LIGHT
    if not lit.any():
        return np.full(DIRECTION_COUNT, -np.inf)
    mine = labels[rows, columns] == label
    either = (mine | lit).astype(np.uint8)
    count, patches = cv2.connectedComponents(either, connectivity=4)
    touching = np.zeros(count, dtype=bool)
    touching[np.unique(patches[mine])] = True
    touching[0] = False
    outline = cv2.morphologyEx(
        touching[patches].astype(np.uint8), cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8)
    )
    y, x = np.nonzero(outline & touching[patches])
    if len(x) == 0:
        return np.full(DIRECTION_COUNT, -np.inf)
    points = np.column_stack([x + columns.start, y + rows.start])
    return np.asarray((points @ DIRECTIONS.T).max(axis=0))


def _cut_off(ends: Array, labels: NDArray[np.uint16], label: int) -> Bits:
    """Which ends of the outline lie at the picture's border or at another thing."""
    rows, columns = labels.shape
    x, y = ends[:, 0], ends[:, 1]
    limit = NEAR_PX
    cut = (x < limit) | (y < limit) | (x > columns - 1 - limit) | (y > rows - 1 - limit)
    reach = int(np.ceil(limit))
    left, top = np.maximum(ends.min(axis=0).astype(int) - reach, 0)
    right, bottom = ends.max(axis=0).astype(int) + reach + 1
    around = labels[top:bottom, left:right]
    others = ((around != 0) & (around != label)).astype(np.uint8)
    if others.any():
        near = cv2.dilate(others, np.ones((2 * reach + 1, 2 * reach + 1), np.uint8)) > 0
        cut |= near[y.astype(int) - top, x.astype(int) - left]
    return np.asarray(cut)

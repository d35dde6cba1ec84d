"""The road where vehicles stood at first and later stand a little way off."""

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.linalg import spsolve

from accident_service.reconstruction.motion.displaced import Displaced

Bits = NDArray[np.bool_]
Levels = NDArray[np.float32]  # (rows, columns), grey levels 0..255

# Two looks differ when a person would see it.
DIFFERENT_LEVELS = 14.0
# Beyond its outline as it is told, a vehicle and its shadow blur into the road by this much.
RIM_PX = 2
# Something else is in the way of a look where the looks differ over this share of the ring of
# this width around it.
CROWDED_SHARE, RING_PX = 0.08, 3
_NEIGHBOURS = ((0, 1), (0, -1), (1, 0), (-1, 0))


def differing(first: Levels, last: Levels) -> Bits:
    """Where two looks of the scene show different things."""
    apart = np.abs(cv2.blur(first, (3, 3)) - cv2.blur(last, (3, 3)))
    return np.asarray(apart > DIFFERENT_LEVELS)


def road_under(
    levels: Levels, looks: tuple[Levels, Levels], displaced: Sequence[Displaced], still: Bits
) -> Levels:
    """The scene without what stood there and never left its place altogether.

    Where a vehicle was in the first look only, the last shows what it hid, and the other way
    round, unless something else is in the way there; the rest is filled in. Where else the
    looks differ nearby, the one is taken that is more like the road around.

    Args:
        levels: The scene as it is believed so far.
        looks: The first and the last lasting look of it.
        displaced: At least one.
        still: Where the scene keeps still by itself.
    """
    first, last = looks
    was, came = (_grown(np.max([one.places[i] for one in displaced], axis=0)) for i in (0, 1))
    differs = _grown(differing(first, last))
    _, marks = cv2.connectedComponents((differs | was | came).astype(np.uint8))
    about = np.isin(marks, np.unique(marks[was & came])) & still
    around = filled_in(levels, about)
    nearer = np.where(np.abs(first - around) <= np.abs(last - around), first, last)
    uncovered = _unhidden(was & ~came, came, differs)
    free = _unhidden(came & ~was, was, differs)
    told = np.where(uncovered, last, np.where(free, first, np.where(about, nearer, levels)))
    return filled_in(told.astype(np.float32), (was | came) & ~uncovered & ~free)


def filled_in(levels: Levels, hidden: Bits) -> Levels:
    """The picture with its hidden part replaced by the smoothest surface that meets the rest.

    A road has marks and cracks that this does not show; a vehicle differs from it more.

    Reference:
        P. Perez et al., "Poisson image editing", 2003 (with no guidance: Laplace's equation).
    """
    rows, columns = np.nonzero(hidden)
    if len(rows) == 0 or hidden.all():
        return levels
    number = np.full(hidden.shape, -1)
    number[rows, columns] = np.arange(len(rows))
    degree, known = np.zeros(len(rows)), np.zeros(len(rows))
    pairs = []
    for down, across in _NEIGHBOURS:
        row, column = rows + down, columns + across
        within = (row >= 0) & (row < hidden.shape[0]) & (column >= 0) & (column < hidden.shape[1])
        one, row, column = np.flatnonzero(within), row[within], column[within]
        degree[one] += 1.0
        other = number[row, column]
        known[one] += np.where(other < 0, levels[row, column], 0.0)
        pairs.append(np.column_stack([one, other])[other >= 0])
    first, second = np.concatenate([*pairs, np.arange(len(rows))[:, None].repeat(2, axis=1)]).T
    entries = np.where(first == second, degree[first], -1.0)
    equations = coo_array((entries, (first, second)), shape=(len(rows), len(rows))).tocsc()
    filled = levels.copy()
    filled[rows, columns] = spsolve(equations, known)
    return filled


def _grown(place: NDArray[np.uint8] | Bits) -> Bits:
    rim = np.ones((2 * RIM_PX + 1, 2 * RIM_PX + 1), np.uint8)
    return np.asarray(cv2.dilate(place.astype(np.uint8), rim) > 0)


def _unhidden(place: Bits, left: Bits, differs: Bits) -> Bits:
    """The parts of a place around which nothing else came or went.

    Args:
        place: Where a vehicle was in one look only.
        left: Where it was in the other.
        differs: Where the looks differ.
    """
    shown = np.zeros_like(place)
    count, marks = cv2.connectedComponents(place.astype(np.uint8))
    wide = np.ones((2 * RING_PX + 1, 2 * RING_PX + 1), np.uint8)
    for mark in range(1, count):
        part = marks == mark
        ring = (cv2.dilate(part.astype(np.uint8), wide) > 0) & ~part & ~left
        if ring.any() and float(np.mean(differs[ring])) < CROWDED_SHARE:
            shown |= part
    return shown

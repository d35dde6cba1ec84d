"""Vehicles that stood in the scene and begin to move: found by their motion alone.

Until it moves, such a vehicle is part of the background, so nothing differs from it; and
when it is pushed by less than its length, most of it never will.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from accident_service.reconstruction.motion.flow import TEXTURE_LEVELS, FlowField
from accident_service.reconstruction.motion.windows import windows_around

Bits = NDArray[np.bool_]
Mask = NDArray[np.uint8]

# Scenery that moves at least this far between frames, over this many pixels, is a vehicle.
MOVED_PX, MOVED_AREA_PX = 0.4, 150
# A blow gives at most a few metres per second: a few pixels in the first frame.
LARGEST_START_PX = 8.0
# Moved texture closes over plain panels of this width, ...
CLOSE_PX = 13
# ... and counts when a patch of it has this area.
SMALLEST_SEED_PX = 20
# Patches of one vehicle have no wider plain panel between them than this, ...
JOIN_PX = 40
# ... and, as one stiff body: displacements agree to this share of them, and so many pixels besides.
ALIKE_SHARE, ALIKE_PX = 0.5, 0.15
# One instant starts one or two vehicles. Scenery that moves in more places at once is a picture
# that the recorder refreshed, or a mast that was shaken.
MOST_AT_ONCE = 2


def rising_regions(taken: Bits, flow: FlowField) -> list[Mask]:
    """Regions of the empty scene that moved as one since the frame before.

    Only texture that is surely the one from there counts; plain surfaces tell nothing, so
    patches of it that lie close and move alike are joined, and the region is their convex
    hull.

    Args:
        taken: Pixels that were already something's, or that never keep still.
    """
    moved = _moved(taken, flow)
    if not moved.any():
        return []
    closed = cv2.morphologyEx(moved, cv2.MORPH_CLOSE, np.ones((CLOSE_PX, CLOSE_PX), np.uint8))
    seeds = cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones((5, 5), np.uint8))
    regions: list[Mask] = []
    while seeds.any():
        seed = _largest(np.asarray(seeds, dtype=np.uint8))
        if np.count_nonzero(seed) < SMALLEST_SEED_PX:
            break
        joined = _joined(seed, np.asarray(seeds, dtype=np.uint8), flow)
        seeds = np.where(joined > 0, 0, seeds)
        if np.count_nonzero(joined) >= MOVED_AREA_PX:
            regions.append(_hull(joined))
    return regions if len(regions) <= MOST_AT_ONCE else []


def _moved(taken: Bits, flow: FlowField) -> Mask:
    """Texture of the empty scene that moved, and is surely the one from there."""
    far_px = cv2.magnitude(*cv2.split(flow.backward_px))
    starting = (far_px > MOVED_PX) & (far_px < LARGEST_START_PX)
    moved = (starting & ~taken & (flow.texture > TEXTURE_LEVELS)).view(np.uint8)
    for window in windows_around(moved, 0):
        moved[window] &= flow.matched(window)
    return moved


def _largest(seeds: Mask) -> Mask:
    count, marks, stats, _ = cv2.connectedComponentsWithStats(seeds, connectivity=8)
    if count < 2:
        return np.zeros_like(seeds)
    best = 1 + int(np.argmax(stats[1:, cv2.CC_STAT_AREA]))
    return np.asarray(marks == best).astype(np.uint8)


def _joined(seed: Mask, seeds: Mask, flow: FlowField) -> Mask:
    """The seed and every patch near it that moves as it does."""
    common = np.median(flow.backward_px[seed > 0], axis=0)
    limit = ALIKE_SHARE * float(np.hypot(*common)) + ALIKE_PX
    _, marks = cv2.connectedComponents(seeds, connectivity=8)
    reach = cv2.dilate(seed, np.ones((2 * JOIN_PX + 1, 2 * JOIN_PX + 1), np.uint8)) > 0
    joined = seed.copy()
    for mark in np.unique(marks[reach & (seeds > 0)]):
        patch = marks == mark
        if float(np.hypot(*(np.median(flow.backward_px[patch], axis=0) - common))) < limit:
            joined[patch] = 1
    return joined


def _hull(region: Mask) -> Mask:
    outlines, _ = cv2.findContours(region, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    filled = np.zeros_like(region)
    cv2.fillConvexPoly(filled, cv2.convexHull(np.concatenate(outlines)), 1)
    return filled

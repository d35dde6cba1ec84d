"""Which ends of an outline are not the vehicle's own but those of what stands before it.

The queue that a struck vehicle stands in hides its front, and is part of the empty scene, so
nothing tells where it begins. But it stays where it is: an end of the outline that keeps its
place while the vehicle moves is where something covers it.
"""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from accident_service.reconstruction.motion.displaced import Displaced
from accident_service.reconstruction.motion.reach import DIRECTIONS
from accident_service.reconstruction.motion.scene_motion import SceneMotion
from accident_service.reconstruction.motion.silhouettes import Silhouettes

Array = NDArray[np.float64]

# The outline at either end of the way is read over this long.
READ_S = 0.5
# Over less way than this, across the end, an end that stays cannot be told from one that goes.
TELLING_PX = 1.5
# What goes less than this share of the vehicle's way stays.
STAYS_SHARE = 0.35


def without_covered_ends(
    traffic: dict[int, Silhouettes], motion: SceneMotion
) -> dict[int, Silhouettes]:
    """The same evidence, its reach unknown beyond the ends that something covers.

    Args:
        traffic: By label; those of displaced things are the first.
    """
    told = dict(traffic)
    for label, thing in enumerate(motion.background.displaced, 1):
        if label not in told:
            continue
        covered = covered_ends(told[label], thing, motion.clip.pts_s)
        high_px = np.where(covered, np.inf, told[label].high_px)
        told[label] = replace(told[label], high_px=high_px)
    return told


def covered_ends(silhouettes: Silhouettes, thing: Displaced, pts_s: Array) -> NDArray[np.bool_]:
    """In which directions, (DIRECTION_COUNT,), the outline ends where something covers it."""
    seen_s = pts_s[silhouettes.frame_index]
    rest_s, end_s = thing.pts_s[thing.resting], thing.pts_s[-1]
    first = _reach_px(silhouettes, (seen_s >= rest_s) & (seen_s <= rest_s + READ_S))
    last = _reach_px(silhouettes, seen_s >= end_s - READ_S)
    way_px = np.median(thing.paths_px[:, -1] - thing.paths_px[:, thing.resting], axis=0)
    across_px = DIRECTIONS @ way_px
    with np.errstate(invalid="ignore"):
        stays = np.abs(last - first) < STAYS_SHARE * np.abs(across_px)
    return np.asarray(stays & (np.abs(across_px) > TELLING_PX))


def _reach_px(silhouettes: Silhouettes, chosen: NDArray[np.bool_]) -> Array:
    """The usual reach in these frames; NaN where it is known in none."""
    low, known = silhouettes.low_px[chosen], np.isfinite(silhouettes.high_px[chosen])
    usual = np.full(len(DIRECTIONS), np.nan)
    for direction in np.flatnonzero(known.any(axis=0)):
        usual[direction] = np.median(low[known[:, direction], direction])
    return usual

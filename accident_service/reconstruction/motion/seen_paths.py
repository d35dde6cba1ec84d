"""Texture followed for as long as it is seen, from both ends of a clip.

A vehicle that stops is seen to the end and can be followed back to where it came from, until
it enters the picture or comes out from behind another; one that leaves is followed from the
beginning. Either way its texture tells where it was long before and after it stood.

Reference:
    J. Shi and C. Tomasi, "Good features to track", 1994.
    T. Brox and J. Malik, "Object segmentation by long term analysis of point trajectories", 2010.
"""

from collections.abc import Iterable
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from accident_service.reconstruction.motion.texture_paths import (
    CORNER_PX,
    RESTING_PX,
    RETURN_PX,
    Paths,
    Samples,
    followed_step,
)

# Dark paint at dusk has corners a thousand times weaker than a lamp: these count too.
MOST_FEATURES, FEATURE_QUALITY, FEATURE_SPACING_PX = 1200, 0.001, 4.0
# What stays within this much is scenery; following drifts by less.
MOVED_PX = 2.0
# ... and what goes less than this share of the way it wanders is foliage.
ONE_WAY_SHARE = 0.4
# Seen in fewer samples than this, texture shows no way.
FEWEST_SAMPLES = 5
# Two features that lie this close as long as both are seen are one.
SAME_PX = 2.0


def seen_paths(samples: Samples) -> Paths:
    """The paths of texture that moves, (features, n, 2); NaN where it is not seen.

    Args:
        samples: Of the clip in order, so close in time that texture looks alike in the next.
    """
    last = len(samples) - 1
    found = [_followed(samples, range(last + 1)), _followed(samples, range(last, -1, -1))]
    paths = np.concatenate(found)
    seen = np.isfinite(paths[..., 0])
    paths = paths[seen.sum(axis=1) >= FEWEST_SAMPLES]
    return _distinct(paths[_goes_somewhere(paths)])


def neighbours(paths: Paths, reach_px: float) -> NDArray[np.intp]:
    """Pairs of features, (k, 2), that come within this reach while both are seen."""
    pairs = [np.zeros((0, 2), dtype=np.intp)]
    for moment in range(paths.shape[1]):
        seen = np.flatnonzero(np.isfinite(paths[:, moment, 0]))
        if len(seen) > 1:
            near = cKDTree(paths[seen, moment]).query_pairs(reach_px, output_type="ndarray")
            pairs.append(np.sort(seen[near], axis=1))
    return np.unique(np.concatenate(pairs), axis=0)


def _goes_somewhere(paths: Paths) -> NDArray[np.bool_]:
    """Which features end far from where they began, rather than sway about the place."""
    steps = np.nan_to_num(np.diff(paths, axis=1))
    steps = np.where(np.hypot(steps[..., 0], steps[..., 1])[..., None] < RESTING_PX, 0.0, steps)
    wandered_px = np.hypot(steps[..., 0], steps[..., 1]).sum(axis=1)
    gone = np.cumsum(steps, axis=1)
    gone_px = np.hypot(gone[..., 0], gone[..., 1]).max(axis=1)
    return np.asarray((gone_px > MOVED_PX) & (gone_px > ONE_WAY_SHARE * wandered_px))


def _followed(samples: Samples, order: Iterable[int]) -> Paths:
    """Features of the first sample in this order, each for as long as it can be followed."""
    moments = list(order)
    limits = (MOST_FEATURES, FEATURE_QUALITY, FEATURE_SPACING_PX)
    found: object = cv2.goodFeaturesToTrack(samples[moments[0]], *limits, blockSize=CORNER_PX)
    if found is None:  # which OpenCV's stubs forget
        return np.zeros((0, len(samples), 2), dtype=np.float32)
    places = np.asarray(found, dtype=np.float32).reshape(-1, 1, 2)
    paths = np.full((len(places), len(samples), 2), np.nan, dtype=np.float32)
    alive = np.arange(len(places))
    paths[:, moments[0]] = places[:, 0]
    for before, now in pairwise(moments):
        if len(alive) == 0:
            break
        there, seen = followed_step(samples[before], samples[now], places)
        back, seen_back = followed_step(samples[now], samples[before], there)
        kept = seen & seen_back & (np.abs(back - places).max(axis=(1, 2)) < RETURN_PX)
        places, alive = there[kept], alive[kept]
        paths[alive, now] = places[:, 0]
    return paths


def _distinct(paths: Paths) -> Paths:
    """The paths without those that another one, seen for longer, has too."""
    order = np.argsort(-np.isfinite(paths[..., 0]).sum(axis=1), kind="stable")
    paths = paths[order]
    pairs = neighbours(paths, SAME_PX)
    apart = np.abs(paths[pairs[:, 0]] - paths[pairs[:, 1]]).max(axis=2)
    kept = np.ones(len(paths), dtype=bool)
    for (longer, shorter), apart_px in zip(pairs.tolist(), apart, strict=True):
        if kept[longer] and np.nanmedian(apart_px) < SAME_PX:
            kept[shorter] = False
    return paths[kept]

"""Texture followed through the whole clip, and which of it went one way together.

Reference:
    J. Shi and C. Tomasi, "Good features to track", 1994.
    J.-Y. Bouguet, "Pyramidal implementation of the Lucas Kanade feature tracker", 2000.
"""

from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.uint8]  # (n, rows, columns)
Mask = NDArray[np.uint8]
Paths = NDArray[np.float32]  # (features, n, 2), x and y

MOST_FEATURES, FEATURE_QUALITY, FEATURE_SPACING_PX, CORNER_PX = 400, 0.01, 3.0, 5
WINDOW_PX, COARSER_PICTURES = 11, 3
# Followed there and back, a feature must come out where it began, within this much.
RETURN_PX = 0.5
# What ends this far from where it began has moved; following drifts by less.
MOVED_PX = 1.0
# What rests keeps its place over so many samples, but for noise and codec. Foliage never does.
RESTING_SAMPLES, RESTING_PX = 5, 0.3
# Features of one vehicle lie no further apart than this and go the same way at the same time,
# to this share of it and so many pixels besides, ...
JOIN_PX, ALIKE_SHARE, ALIKE_PX = 64.0, 0.15, 0.4
# ... though its nearer parts go up to so many times as far in the picture as the next ones.
MOST_NEARER = 1.8
# Fewer features than this are chance. Hardly more, that went no further than this, are the lamps
# of a signal that changed from one to the next, or light that crept over the road.
FEWEST_FEATURES, SURE_FEATURES, SURE_WAY_PX = 4, 6, 10.0


def displaced_textures(samples: Samples, changed: Mask) -> list[Paths]:
    """Every group of features that rested somewhere and went somewhere else together.

    Args:
        samples: Of the clip in order, far enough apart that slow motion shows.
        changed: 1 where the scene looks another at the end than at the beginning.
    """
    near = cv2.dilate(changed, np.ones((CORNER_PX, CORNER_PX), np.uint8))
    paths = _followed(samples, np.asarray(near, dtype=np.uint8))
    far_px = np.sqrt(((paths[:, -1] - paths[:, 0]) ** 2).sum(axis=1))
    paths = paths[(far_px > MOVED_PX) & (_rests(paths) | _rests(paths[:, ::-1]))]
    return [paths[group] for group in _groups(paths) if _is_sure(paths[group])]


def _is_sure(paths: Paths) -> bool:
    """Are they enough for the way they went?"""
    way_px = float(np.median(np.sqrt(((paths[:, -1] - paths[:, 0]) ** 2).sum(axis=1))))
    enough = FEWEST_FEATURES if way_px > SURE_WAY_PX else SURE_FEATURES
    return len(paths) >= enough


def _rests(paths: Paths) -> NDArray[np.bool_]:
    """Which features keep their place over the first samples."""
    first = paths[:, :RESTING_SAMPLES]
    away = first - np.median(first, axis=1, keepdims=True)
    return np.asarray(np.sqrt((away**2).sum(axis=2)).max(axis=1) < RESTING_PX)


def _followed(samples: Samples, where: Mask) -> Paths:
    """Features of the first sample that can be followed to the last."""
    limits = (MOST_FEATURES, FEATURE_QUALITY, FEATURE_SPACING_PX)
    found: object = cv2.goodFeaturesToTrack(samples[0], *limits, mask=where, blockSize=CORNER_PX)
    if found is None:  # which OpenCV's stubs forget
        return np.zeros((0, len(samples), 2), dtype=np.float32)
    places = np.asarray(found, dtype=np.float32).reshape(-1, 1, 2)
    kept = np.ones(len(places), dtype=bool)
    steps = [places]
    for before, now in pairwise(samples):
        there, seen = followed_step(before, now, places)
        back, seen_back = followed_step(now, before, there)
        kept &= seen & seen_back & (np.abs(back - places).max(axis=(1, 2)) < RETURN_PX)
        places = there
        steps.append(there)
    return np.concatenate(steps, axis=1)[kept]


def followed_step(
    before: NDArray[np.uint8], now: NDArray[np.uint8], places: NDArray[np.float32]
) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    """Where features of one sample are in another, and which of them were found there."""
    window = (WINDOW_PX, WINDOW_PX)
    there, found, _ = cv2.calcOpticalFlowPyrLK(
        before, now, places, places.copy(), winSize=window, maxLevel=COARSER_PICTURES
    )
    return np.asarray(there, dtype=np.float32), np.asarray(found[:, 0] > 0)


def _groups(paths: Paths) -> list[NDArray[np.intp]]:
    """Features joined, one by the next, with whatever lies close and moves alike."""
    way = paths - paths[:, :1]
    far_px = np.sqrt((way**2).sum(axis=2)).max(axis=1)
    open_ones = np.ones(len(paths), dtype=bool)
    groups = []
    for first in range(len(paths)):
        if not open_ones[first]:
            continue
        open_ones[first] = False
        group = [first]
        for one in group:  # grows while it is gone through
            apart_px = np.sqrt(((paths[:, 0] - paths[one, 0]) ** 2).sum(axis=1))
            scale = far_px[one] / far_px
            unlike_px = np.sqrt(((way * scale[:, None, None] - way[one]) ** 2).sum(axis=2))
            limit_px = ALIKE_SHARE * far_px[one] + ALIKE_PX * (1.0 + scale)
            alike = (unlike_px.max(axis=1) < limit_px) & (
                np.maximum(scale, 1.0 / scale) < MOST_NEARER
            )
            joins = np.flatnonzero(open_ones & (apart_px < JOIN_PX) & alike)
            open_ones[joins] = False
            group.extend(int(join) for join in joins)
        groups.append(np.array(sorted(group), dtype=np.intp))
    return groups

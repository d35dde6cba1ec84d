"""Vehicles that stand at first and later stand a little way off, told by texture that went there.

What stood from the first frame is part of the scene that is learned, and where it moved by
less than its length, no moment of the clip shows the road under it. Its own texture, followed
from sample to sample, says that it moved, where it was and where it came to rest, and tells
it from a neighbour that it touches, which moved another way or not at all. All that went the
same way is its own: moved along, the first look agrees with the last.

Reference:
    J. Wang and E. Adelson, "Representing moving images with layers", 1994.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from accident_service.reconstruction.motion.texture_paths import (
    RESTING_PX,
    Mask,
    Paths,
    Samples,
    displaced_textures,
)

Levels = NDArray[np.float32]  # (rows, columns), grey levels 0..255
Points = NDArray[np.float32]  # (n, 2), x and y
Affine = NDArray[np.float32]  # (2, 3)

# Turn and scale of a few features close together are chance: this far apart they count as much
# as the belief that there is neither.
TELLING_PX = 10.0
# Moved along, the looks agree better than they do in place by so much, which noise does not,
# and differ by no more than this share of what they do in place.
GAINED_LEVELS, LEFT_SHARE, PATCH_PX = 2.0, 0.4, 5
# A place looks the same in both looks within this, which is what noise and codec leave of them.
CHANGED_LEVELS = 6.0
# Body lies this close to its features, as a share of their spread and so many pixels besides, ...
MARGIN_SHARE, MARGIN_PX = 1.0, 8.0
# ... and between two parts of it lies no wider plain panel than this.
PANEL_PX = 13


@dataclass(frozen=True, slots=True, eq=False)
class Displaced:
    """One vehicle followed over the whole clip, by its texture."""

    pts_s: NDArray[np.float64]  # (n,), moments at which it was looked for
    paths_px: Paths  # (features, n, 2), x and y
    resting: int  # of these moments, one at which it rested in the first of its places
    outline_px: Points  # (corners, 2), the hull of it and its shadow there
    places: tuple[Mask, Mask]  # 1 where it and its shadow were in the first look and in the last

    def inner_at(self, at_s: float) -> Points:
        """The convex hull of its features at a moment: surely on the vehicle."""
        return _hull_of(self._features_at(at_s))

    def outer_at(self, at_s: float) -> Points:
        """The outline of it and its shadow at a moment."""
        along = similarity(self.paths_px[:, self.resting], self._features_at(at_s))
        return _moved(self.outline_px, along)

    def _features_at(self, at_s: float) -> Points:
        after = int(np.clip(np.searchsorted(self.pts_s, at_s), 1, len(self.pts_s) - 1))
        before_s, after_s = self.pts_s[after - 1], self.pts_s[after]
        share = float(np.clip((at_s - before_s) / (after_s - before_s), 0.0, 1.0))
        places = self.paths_px[:, after - 1] * (1.0 - share) + self.paths_px[:, after] * share
        return np.asarray(places, dtype=np.float32)


def displaced_things(
    samples: Samples, pts_s: NDArray[np.float64], looks: tuple[Levels, Levels], changed: Mask
) -> tuple[Displaced, ...]:
    """Every vehicle that rested somewhere and went a way that its texture tells.

    Args:
        samples: Of the clip in order, far enough apart that slow motion shows.
        pts_s: Their times.
        looks: The first and the last lasting look of the scene.
        changed: 1 where these differ.
    """
    textures = displaced_textures(samples, changed)
    rests = [_first_rest(paths) for paths in textures]
    ends = [(paths[:, at], paths[:, -1]) for paths, at in zip(textures, rests, strict=True)]
    layers = _layers(looks, ends)
    found = []
    for paths, at, layer in zip(textures, rests, layers, strict=True):
        outline = _hull_of(np.asarray(cv2.findNonZero(layer[0]), dtype=np.float32))
        found.append(Displaced(pts_s, paths, at, outline, (_filled(layer[0]), _filled(layer[1]))))
    return tuple(found)


def drawn(polygons: Sequence[Points], shape: tuple[int, int]) -> NDArray[np.uint16]:
    """Convex polygons, if any, as 1, 2 and so on; 0 where there is none or more than one."""
    shown, times = np.zeros(shape, dtype=np.uint16), np.zeros(shape, dtype=np.uint16)
    for number, polygon in enumerate(polygons, 1):
        one = np.zeros(shape, dtype=np.uint16)
        if len(polygon):
            cv2.fillConvexPoly(one, np.rint(polygon).astype(np.int32), 1)
        shown += number * one
        times += one
    return np.where(times == 1, shown, 0).astype(np.uint16)


def _first_rest(paths: Paths) -> int:
    """The first moment from which it stays where it is until the next; the first, if none."""
    steps_px = np.median(np.sqrt((np.diff(paths, axis=1) ** 2).sum(axis=2)), axis=0)
    return int(np.argmax(steps_px < RESTING_PX))


def _layers(
    looks: tuple[Levels, Levels], ends: list[tuple[Points, Points]]
) -> list[tuple[Mask, Mask]]:
    """What went along with each group of features, where it was first and where it is last."""
    gains = [_gained(looks, similarity(*end)) for end in ends]
    masks = []
    for number, (end, gain) in enumerate(zip(ends, gains, strict=True)):
        rivals = [other for other in range(len(ends)) if other != number]
        pair = []
        for which in (0, 1):
            best = np.full(gain[which].shape, GAINED_LEVELS, dtype=np.float32)
            for other in rivals:
                best = np.maximum(best, gains[other][which])
            own = ((gain[which] > best) & (_near(end[which], best.shape) > 0)).astype(np.uint8)
            pair.append(_in_one_piece(own, end[which]))
        masks.append((pair[0], pair[1]))
    return masks


def _in_one_piece(own: Mask, features: Points) -> Mask:
    """The features' hull and the pixels that reach it over no gap wider than a panel."""
    opened = cv2.morphologyEx(own, cv2.MORPH_OPEN, np.ones((3, 3), np.uint8))
    corners = np.rint(_hull_of(features)).astype(np.int32)
    joined = cv2.fillConvexPoly(opened, corners, 1)
    _, marks = cv2.connectedComponents(cv2.dilate(joined, np.ones((PANEL_PX, PANEL_PX), np.uint8)))
    x, y = corners[0]
    inside = marks[np.clip(y, 0, len(own) - 1), np.clip(x, 0, own.shape[1] - 1)]
    return np.asarray(joined & (marks == inside), dtype=np.uint8)


def _gained(looks: tuple[Levels, Levels], along: Affine) -> tuple[Levels, Levels]:
    """By how much each look agrees better with the other moved along than with it in place.

    Nothing where the thing would have gone to, or come from, a place that looks the same in
    both: that is road, and road is like road a step further on.
    """
    first, last = looks
    size, patch = (first.shape[1], first.shape[0]), (PATCH_PX, PATCH_PX)
    backwards = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    apart = np.abs(first - last)
    in_place, near = cv2.blur(apart, patch), cv2.blur(apart, (3, 3))
    gains = []
    for look, other, flags in ((first, last, backwards), (last, first, cv2.INTER_LINEAR)):
        left = cv2.blur(np.abs(look - cv2.warpAffine(other, along, size, flags=flags)), patch)
        meets = cv2.warpAffine(near, along, size, flags=flags) > CHANGED_LEVELS
        gain = np.where(meets & (left < LEFT_SHARE * in_place), in_place - left, 0.0)
        gains.append(np.asarray(gain, dtype=np.float32))
    return gains[0], gains[1]


def _near(features: Points, shape: tuple[int, ...]) -> Mask:
    body = np.zeros(shape, dtype=np.uint8)
    cv2.fillConvexPoly(body, np.rint(_hull_of(features)).astype(np.int32), 1)
    spread_px = float(np.ptp(features, axis=0).max())
    side = 2 * round(MARGIN_SHARE * spread_px + MARGIN_PX) + 1
    return np.asarray(cv2.dilate(body, np.ones((side, side), np.uint8)), dtype=np.uint8)


def _filled(mask: Mask) -> Mask:
    corners = cv2.convexHull(cv2.findNonZero(mask))
    return np.asarray(cv2.fillConvexPoly(np.zeros_like(mask), corners, 1), dtype=np.uint8)


def _hull_of(points: Points) -> Points:
    return np.asarray(cv2.convexHull(points.astype(np.float32)), dtype=np.float32).reshape(-1, 2)


def similarity(before: Points, after: Points) -> Affine:
    """The shift, turn and scale that take the one to the other, by least squares.

    Reference:
        S. Umeyama, "Least-squares estimation of transformation parameters", 1991; in the
        plane, complex numbers do the same. Turn and scale are drawn towards none.
    """
    one, other = (points[:, 0] + 1j * points[:, 1] for points in (before, after))
    one_middle, other_middle = one.mean(), other.mean()
    offset = one - one_middle
    belief = len(one) * TELLING_PX**2
    agreed = (other - other_middle) @ offset.conj() + belief
    turn = agreed / ((np.abs(offset) ** 2).sum() + belief)
    shift = other_middle - turn * one_middle
    return np.array(
        [[turn.real, -turn.imag, shift.real], [turn.imag, turn.real, shift.imag]], dtype=np.float32
    )


def _moved(points: Points, along: Affine) -> Points:
    return np.asarray(points @ along[:, :2].T + along[:, 2], dtype=np.float32)

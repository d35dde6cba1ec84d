"""Where a body meets the road: its own soft shadow taken off the lower edge of its mask.

A body takes part of the sky from the road around it, so the road darkens softly towards its
foot, inside a cast shadow as well as outside; a mask of what differs ends where that begins,
two hands' breadths too near the camera. At the foot itself the darkening has a known share.
"""

from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from accident_service.reconstruction.motion.lighting import Lighting

Mask = NDArray[np.uint8]  # (rows, columns)
Levels = NDArray[np.float32]  # (rows, columns), or (feet, depth)
Indices = NDArray[np.intp]
Bits = NDArray[np.bool_]

# A wall takes half the sky from the road at its foot; a car, open below, takes less. Logarithm
# of what is left there, beside that of the cast shadow it lies in.
FOOT_LOG_RATIO = -0.25
# Between its edge and the foot a cast shadow darkens at most by this share of what either does
# per pixel, and is at least so dark.
SHOULDER_SHARE, LEAST_SHADOW = 0.6, -0.12
# Beside a body's end its soft shadow reaches at most this share of what it is at the foot.
BESIDE_SHARE = 0.6
# How far below the mask a cast shadow is looked for, and how far up at most the foot is.
BELOW_PX = 6
HIGHEST_SHARE, HIGHEST_PX = 0.3, 40
# What has more of the body within so much below it is no foot.
LOWEST_PX = 20
# A cast shadow seen at this share of a patch's feet is there, blurred, at the others too.
COMMON_SHARE = 0.25
# Feet of neighbouring columns lie on a line.
SMOOTHED_COLUMNS = 9
# No part of a vehicle's lower half that tells its place is thinner.
TIP_PX = 5
# What is brighter than the road by more than noise is no shadow.
NOT_BRIGHTER = 0.05


class _Feet(NamedTuple):
    """The lowest pixels of a mask's columns."""

    rows: Indices
    columns: Indices
    patch: NDArray[np.int32]
    most_px: NDArray[np.int32]  # how high the foot may lie above each


def standing_on_foot(body: Mask, log_ratio: Levels, lighting: Lighting) -> Mask:
    """The mask without the soft shadow that a body throws around its own foot.

    Args:
        body: 1 where something differs that is not told as light.
        log_ratio: Of the frame to the background.

    Reference:
        S. Zhukov et al., "An ambient light illumination model", 1998 (ambient occlusion).
    """
    feet = _feet_of(body)
    if len(feet.rows) == 0:
        return body
    cut_px = _smoothed(_soft_px(body, log_ratio, feet, lighting), feet)
    trimmed = body.copy()
    for step in range(int(cut_px.max(initial=0))):
        cut = step < cut_px
        trimmed[feet.rows[cut] - step, feet.columns[cut]] = 0
    return _without_tips(trimmed)


def _without_tips(body: Mask) -> Mask:
    """The mask without thin ends in its lower half: shadow beside a bumper, a mirrored lamp."""
    found, centres_px = _patches(body)[::2]
    round_px = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (TIP_PX, TIP_PX))
    thick = cv2.morphologyEx(body, cv2.MORPH_OPEN, round_px)
    # What is thin all over is no tip of anything.
    has_thick = np.zeros(len(centres_px), dtype=bool)
    has_thick[found[thick > 0]] = True
    rows, columns = _places(np.asarray(body > thick))
    patch = found[rows, columns]
    tip = (rows > centres_px[patch, 1]) & has_thick[patch]
    kept = body.copy()
    kept[rows[tip], columns[tip]] = 0
    return kept


def _patches(body: Mask) -> tuple[NDArray[np.uint16], NDArray[np.int32], NDArray[np.float64]]:
    """The number of each pixel's patch, and of each patch its box and area, and its middle."""
    # Numbered in 16 bits: OpenCV is three times as fast at it, and no picture has more patches.
    _, found, stats, centres_px = cv2.connectedComponentsWithStats(
        body, None, None, None, 8, cv2.CV_16U
    )
    return np.asarray(found, np.uint16), np.asarray(stats, np.int32), np.asarray(centres_px)


def _places(shown: Bits) -> tuple[Indices, Indices]:
    """Rows and columns of the pixels that are set; `numpy.nonzero` takes ten times as long."""
    return np.divmod(np.flatnonzero(shown), shown.shape[1])


def _feet_of(body: Mask) -> _Feet:
    found, stats, _ = _patches(body)
    # What has more of a body within reach below it is an edge inside a vehicle, no foot.
    reach = np.zeros((2 * LOWEST_PX + 1, 1), np.uint8)
    reach[LOWEST_PX + 1 :] = 1
    below = cv2.dilate(body, reach, borderType=cv2.BORDER_CONSTANT, borderValue=0)
    below[-1] = 1
    rows, columns = _places(np.asarray(body > below))
    patch = found[rows, columns].astype(np.int32)
    height = stats[:, cv2.CC_STAT_HEIGHT][patch]
    most = np.clip((HIGHEST_SHARE * height).astype(np.int32), 1, HIGHEST_PX)
    return _Feet(rows, columns, patch, most)


def _soft_px(body: Mask, log_ratio: Levels, feet: _Feet, lighting: Lighting) -> Indices:
    """How many pixels of each column, from below, are soft shadow."""
    depth = int(feet.most_px.max()) + 1
    up = np.arange(-BELOW_PX, depth)
    rows = np.clip(feet.rows[:, None] - up, 0, body.shape[0] - 1)
    columns = feet.columns[:, None]
    darkening = log_ratio[rows, columns]
    cast = _shared(_cast_shadow(darkening, lighting), feet)
    inside, own = darkening[:, BELOW_PX:], body[rows[:, BELOW_PX:], columns] > 0
    dark = inside <= (cast + FOOT_LOG_RATIO)[:, None]
    ends = dark | ~own | (inside > NOT_BRIGHTER)
    first = np.where(ends.any(axis=1), np.argmax(ends, axis=1), depth)
    at, which = np.minimum(first, depth - 1), np.arange(len(first))
    foot = dark[which, at] & own[which, at]
    # A column of shadow alone, at a body's end, is nowhere as dark as a foot.
    darkest = np.where(own, inside, 0.0).min(axis=1)
    beside = ~own[which, at] & (darkest > cast + BESIDE_SHARE * FOOT_LOG_RATIO)
    return np.where((first <= feet.most_px) & (foot | beside), first, 0).astype(np.intp)


def _cast_shadow(darkening: Levels, lighting: Lighting) -> Levels:
    """Log ratio of the cast shadow each foot stands in, (feet,); 0 where it stands in none.

    Coming from below the picture darkens twice, at the shadow's edge and at the foot. Between
    the two it darkens less: a shoulder, however blurred.

    Args:
        darkening: (feet, depth), upwards.
    """
    step = darkening[:, :-1] - darkening[:, 1:]
    level = np.asarray((darkening[:, :-1] + darkening[:, 1:]) / 2, dtype=np.float32)
    outside = np.maximum.accumulate(step, axis=1)
    inside = np.maximum.accumulate(step[:, ::-1], axis=1)[:, ::-1]
    shoulder = (step < SHOULDER_SHARE * np.minimum(outside, inside)) & (level < LEAST_SHADOW)
    # A plain panel above the foot looks alike, but something darker lies before it.
    darkest_before = np.minimum.accumulate(darkening, axis=1)[:, :-1]
    darkest = darkening.min(axis=1, keepdims=True)
    shoulder &= lighting.explains(level) & (darkest_before > level + FOOT_LOG_RATIO / 4)
    shoulder &= darkest < level + FOOT_LOG_RATIO
    first = np.argmax(shoulder, axis=1)
    found = level[np.arange(len(level)), first]
    return np.where(shoulder.any(axis=1), found, 0.0).astype(np.float32)


def _shared(cast: Levels, feet: _Feet) -> Levels:
    """The cast shadow of each patch, as its feet tell on the whole: the sun is the same for all."""
    shared = np.zeros_like(cast)
    for patch in np.unique(feet.patch):
        own = feet.patch == patch
        found = cast[own][cast[own] < 0]
        if len(found) >= COMMON_SHARE * np.count_nonzero(own):
            shared[own] = np.median(found)
    return shared


def _smoothed(soft_px: Indices, feet: _Feet) -> Indices:
    """Each column's figure replaced by the median of its patch's neighbouring columns."""
    order = np.lexsort((feet.columns, feet.patch))
    patch = feet.patch[order]
    first, last = np.searchsorted(patch, patch, "left"), np.searchsorted(patch, patch, "right") - 1
    reach = np.arange(SMOOTHED_COLUMNS) - SMOOTHED_COLUMNS // 2
    near = np.clip(np.arange(len(order))[:, None] + reach, first[:, None], last[:, None])
    smoothed = np.empty_like(soft_px)
    smoothed[order] = np.sort(soft_px[order][near], axis=1)[:, SMOOTHED_COLUMNS // 2]
    return np.minimum(smoothed, feet.most_px)

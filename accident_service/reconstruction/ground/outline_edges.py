"""Where the body's outline is in the picture, looked for where the model says it should be.

Across each stretch of the projected outline the light, relative to the empty road's, steps
from what lies outside to the body. The middle of the outermost clear step is the outline,
whatever the outside is: road, even shadow, another vehicle.

Light, not luma, is looked at below the road's own brightness: under a bumper the road loses
the sky gradually, and loses it fastest at the bumper's edge. In luma, and more so in its
logarithm, the dark end of that slope is the steepest, two hands' breadths inside.

Reference:
    C. Harris and C. Stennett, "RAPID - a video rate object tracker", 1990.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from accident_service.reconstruction.kept_pictures import Pictures

Array = NDArray[np.float64]
Places = NDArray[np.float32]

STRETCHES = 32
# How far from the model the outline is looked for, and in what steps.
REACH_PX, STEP_PX = 6.0, 0.5
# What lies inside and outside is read over this much on either side of a step.
INSIDE_PX, OUTSIDE_PX = 2.0, 3.0
OFFSETS: Array = np.arange(-REACH_PX - INSIDE_PX, REACH_PX + OUTSIDE_PX + 1e-9, STEP_PX)
OUTER_SAMPLES = round(OUTSIDE_PX / STEP_PX)
# Light of a surface beside that of the empty road: a difference that a person would tell, and
# the share of the strongest step nearby that the outermost must have.
LEAST_STEP, CLEAR_SHARE = 0.15, 0.3
# Where the empty road is not known, any line on it is a step: only the strongest count.
STRONGEST_SHARE = 0.8
# Luma is coded with this exponent: half the luma is a fifth of the light.
GAMMA = 2.2
# A panel in the sun is many times as bright as the road. How many says nothing of how clearly
# it ends, and would make its step to a window look like the only one.
MOST_LIGHT = 2.0
# Added to both brightnesses: what a lens scatters and a codec rounds.
STRAY_LEVELS = 4.0


@dataclass(frozen=True, slots=True, eq=False)
class Stretches:
    """Short pieces of the projected outline of one vehicle in n pictures."""

    ends: NDArray[np.intp]  # (n, STRETCHES, 2), the two body points each lies between
    share: Array  # (n, STRETCHES), of the way from the first to the second
    place_px: Array  # (n, STRETCHES, 2), NaN where the body is not wholly before the camera
    normal: Array  # (n, STRETCHES, 2), outwards, of length 1


def outline_stretches(pixels: Array) -> Stretches:
    """Evenly spaced stretches of the convex outline of body points (n, p, 2) in the picture."""
    count = len(pixels)
    ends = np.zeros((count, STRETCHES, 2), dtype=np.intp)
    share, place = np.zeros((count, STRETCHES)), np.full((count, STRETCHES, 2), np.nan)
    normal = np.zeros((count, STRETCHES, 2))
    rows = np.flatnonzero(np.isfinite(pixels).all(axis=(1, 2)))
    if len(rows) == 0:
        return Stretches(ends, share, place, normal)
    hull = _hulls(pixels[rows])
    corner = np.take_along_axis(pixels[rows], hull[..., None], axis=1)
    side = np.roll(corner, -1, axis=1) - corner
    length = np.maximum(np.sqrt((side**2).sum(axis=2)), 1e-9)
    end = np.cumsum(length, axis=1)
    at = (np.arange(STRETCHES) + 0.5) * end[:, -1:] / STRETCHES
    on = np.minimum((end[:, None] <= at[..., None]).sum(axis=2), hull.shape[1] - 1)
    along, side_on = np.take_along_axis(length, on, axis=1), _taken(side, on)
    share[rows] = (at - np.take_along_axis(end - length, on, axis=1)) / along
    ends[rows, :, 0] = np.take_along_axis(hull, on, axis=1)
    ends[rows, :, 1] = np.take_along_axis(np.roll(hull, -1, axis=1), on, axis=1)
    place[rows] = _taken(corner, on) + share[rows, :, None] * side_on
    across = np.stack([side_on[..., 1], -side_on[..., 0]], axis=-1) / along[..., None]
    away = ((place[rows] - corner.mean(axis=1)[:, None]) * across).sum(axis=2, keepdims=True)
    normal[rows] = np.sign(away) * across
    return Stretches(ends, share, place, normal)


def _hulls(pixels: Array) -> NDArray[np.intp]:
    """Which points are the corners of each convex outline; the last is repeated in shorter ones."""
    hulls = [cv2.convexHull(one, returnPoints=False).ravel() for one in pixels.astype(np.float32)]
    padded = np.empty((len(hulls), max(len(hull) for hull in hulls)), dtype=np.intp)
    for row, hull in enumerate(hulls):
        padded[row, : len(hull)], padded[row, len(hull) :] = hull, hull[-1]
    return padded


def _taken(values: Array, which: NDArray[np.intp]) -> Array:
    """The values (n, p, 2) at (n, s) of their second axis: (n, s, 2)."""
    return np.asarray(np.take_along_axis(values, which[..., None], axis=1))


def brightness_across(
    frames: Pictures,
    empty: NDArray[np.float32] | None,
    stretches: Stretches,
) -> Array:
    """Light of each picture beside the empty road's across its stretches, (n, STRETCHES, offsets).

    Above the road's, luma goes on at the slope that light has there: reducing and coding blur a
    bright panel evenly in luma. NaN outside the picture.

    Args:
        empty: The empty scene; where there is none, the outer end of each stretch is the road.
    """
    points = stretches.place_px[:, :, None] + OFFSETS[:, None] * stretches.normal[:, :, None]
    rows, columns = frames.shape[1:]
    x, y = points[..., 0], points[..., 1]
    inside = (x >= 0) & (y >= 0) & (x <= columns - 1) & (y <= rows - 1)
    now, where = np.zeros(x.shape, np.uint8), (x.astype(np.float32), y.astype(np.float32))
    for row, (left, top, window) in _windows_of(where, inside, frames):
        # Blurring the vehicle's own window alone: the picture is some fifty times as large.
        places = where[0][row] - left, where[1][row] - top
        now[row] = cv2.remap(cv2.blur(window, (3, 3)), *places, cv2.INTER_LINEAR)
    if empty is None:
        road = now[..., -OUTER_SAMPLES:].mean(axis=-1, keepdims=True)
    else:
        # One row a picture: no side of what is interpolated may be longer than 32767.
        across, down = (one.reshape(len(frames), -1) for one in where)
        road = cv2.remap(cv2.blur(empty, (3, 3)), across, down, cv2.INTER_LINEAR)
        road = np.asarray(road).reshape(x.shape)
    luma = (now + STRAY_LEVELS) / (road + STRAY_LEVELS)
    ratio = np.where(luma < 1.0, luma**GAMMA, 1.0 + GAMMA * (luma - 1.0))
    ratio[~inside] = np.nan
    return np.asarray(ratio, dtype=np.float64)


def _windows_of(
    where: tuple[Places, Places], inside: NDArray[np.bool_], frames: Pictures
) -> Iterator[tuple[int, tuple[np.float32, np.float32, NDArray[np.uint8]]]]:
    """The part of each picture that blurring and interpolating at its places needs.

    Returns:
        Of every picture with places inside it: its index, and of the part left and top, in
        whole pixels, and the part.
    """
    lows = [np.where(inside, at, np.inf).min(axis=(1, 2)) for at in where]
    highs = [np.where(inside, at, -np.inf).max(axis=(1, 2)) for at in where]
    for row in np.flatnonzero(inside.any(axis=(1, 2))).tolist():
        left, top = (max(int(low[row]) - 1, 0) for low in lows)
        right, bottom = (int(high[row]) + 3 for high in highs)
        yield row, (np.float32(left), np.float32(top), frames[row][top:bottom, left:right])


def steps_across(
    ratio: Array, clear_share: float = CLEAR_SHARE, at_foot: NDArray[np.bool_] | None = None
) -> Array:
    """How far outside the model the outermost clear step is, (...,); NaN where there is none.

    Args:
        ratio: (..., offsets), as from `brightness_across`.
        clear_share: What share of the strongest step nearby a clear one has.
        at_foot: (...,), where the body meets the road. Under a body the road is dark, so what
            is brighter there than what lies outside, where anything is darker, is a lamp's light
            on the road, or its image in the wet.
    """
    flat = ratio.reshape(-1, ratio.shape[-1])
    within, beyond = round(INSIDE_PX / STEP_PX), round(OUTSIDE_PX / STEP_PX)
    total = np.concatenate([np.zeros((len(flat), 1)), np.cumsum(flat, axis=1)], axis=1)
    cut = np.arange(within, flat.shape[1] - beyond + 1)
    inner = (total[:, cut] - total[:, cut - within]) / within
    outer = (total[:, cut + beyond] - total[:, cut]) / beyond
    height = np.nan_to_num(np.abs(inner - outer), nan=0.0)
    told = np.nan_to_num(np.abs(np.minimum(inner, MOST_LIGHT) - np.minimum(outer, MOST_LIGHT)))
    if at_foot is not None:
        darker = (inner < outer) & (told >= LEAST_STEP)
        told = np.where(_lit(darker, at_foot) | _panel(inner, outer, at_foot), 0.0, told)
    peak = np.zeros_like(height)
    middle = height[:, 1:-1]
    is_peak = (middle >= height[:, :-2]) & (middle > height[:, 2:])
    peak[:, 1:-1] = np.where(is_peak, told[:, 1:-1], 0.0)
    limit = np.maximum(clear_share * peak.max(axis=1, keepdims=True), LEAST_STEP)
    clear = peak >= limit
    outermost = clear.shape[1] - 1 - np.argmax(clear[:, ::-1], axis=1)
    offset = OFFSETS[cut] - STEP_PX / 2
    found = offset[outermost] + STEP_PX * _summit(height, outermost)
    found = np.where(clear.any(axis=1), found, np.nan)
    return np.asarray(found.reshape(ratio.shape[:-1]))


def _lit(darker: NDArray[np.bool_], at_foot: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which steps (rows, cuts) at a foot are light on the road: those up, where any goes down."""
    standing = at_foot.reshape(-1, 1) & darker.any(axis=1, keepdims=True)
    return np.asarray(standing & ~darker)


def _panel(inner: Array, outer: Array, at_foot: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which steps (rows, cuts) at a foot are a dark panel's, over a bumper that lamps light."""
    dark, bright = inner < 1.0 - LEAST_STEP, outer > 1.0 + LEAST_STEP
    return np.asarray(at_foot.reshape(-1, 1) & dark & bright)


def is_rim_of_light(ratio: Array, found: Array) -> NDArray[np.bool_]:
    """Which finds (...,) are where lamp light begins on the road, not where a body ends.

    On their inner side the road is as it is when empty, on the outer brighter.

    Args:
        ratio: (..., offsets), as from `brightness_across`.
        found: (...,), as from `steps_across`.
    """
    away = OFFSETS - found[..., None]
    inside = (away > -INSIDE_PX) & (away < 0.0)
    outside = (away > 0.0) & (away < OUTSIDE_PX)
    inner, outer = (
        np.where(side, ratio, 0.0).sum(axis=-1) / np.maximum(side.sum(axis=-1), 1)
        for side in (inside, outside)
    )
    return np.asarray((inner > 1.0 - LEAST_STEP) & (outer > inner) & (outer > 1.0 + LEAST_STEP))


def _summit(height: Array, peak: NDArray[np.intp]) -> Array:
    """How far beyond each row's peak the parabola through it and its neighbours is highest."""
    around = np.clip(peak[:, None] + np.array([-1, 0, 1]), 0, height.shape[1] - 1)
    before, at, after = np.take_along_axis(height, around, axis=1).T
    bend = before - 2.0 * at + after
    return np.asarray(np.where(bend < 0, 0.5 * (before - after) / np.minimum(bend, -1e-12), 0.0))

"""Where the body's outline is in the picture, looked for where the model says it should be.

Across each stretch of the projected outline the brightness, relative to the empty road,
steps from what lies outside to the body. The middle of the outermost clear step is the
outline, whatever the outside is: road, even shadow, another vehicle. A soft shadow under the
bumper, which a threshold counts as body, moves that middle by a fraction of its own width.

Reference:
    C. Harris and C. Stennett, "RAPID - a video rate object tracker", 1990.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

STRETCHES = 32
# How far from the model the outline is looked for, and in what steps.
REACH_PX, STEP_PX = 6.0, 0.5
# What lies inside and outside is read over this much on either side of a step.
INSIDE_PX, OUTSIDE_PX = 2.0, 3.0
OFFSETS: Array = np.arange(-REACH_PX - INSIDE_PX, REACH_PX + OUTSIDE_PX + 1e-9, STEP_PX)
# Log ratio of two surfaces that a person would tell apart, and the share of the strongest
# step nearby that the outermost must have to be the body's and not its shadow's rim.
LEAST_STEP, CLEAR_SHARE = 0.10, 0.5
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
    for row in np.flatnonzero(np.isfinite(pixels).all(axis=(1, 2))):
        hull = cv2.convexHull(pixels[row].astype(np.float32), returnPoints=False).ravel()
        corner = pixels[row][hull]
        side = np.roll(corner, -1, axis=0) - corner
        length = np.maximum(np.sqrt((side**2).sum(axis=1)), 1e-9)
        begin = np.concatenate([[0.0], np.cumsum(length)])
        at = (np.arange(STRETCHES) + 0.5) * begin[-1] / STRETCHES
        on = np.clip(np.searchsorted(begin, at, "right") - 1, 0, len(hull) - 1)
        share[row] = (at - begin[on]) / length[on]
        ends[row] = np.column_stack([hull[on], np.roll(hull, -1)[on]])
        place[row] = corner[on] + share[row][:, None] * side[on]
        across = np.column_stack([side[on][:, 1], -side[on][:, 0]]) / length[on][:, None]
        away = ((place[row] - corner.mean(axis=0)) * across).sum(axis=1, keepdims=True)
        normal[row] = np.sign(away) * across
    return Stretches(ends, share, place, normal)


def brightness_across(
    frames: NDArray[np.uint8], empty: NDArray[np.float32], stretches: Stretches
) -> Array:
    """Log ratio of each picture to the empty road across its stretches, (n, STRETCHES, offsets).

    NaN outside the picture.
    """
    points = stretches.place_px[:, :, None] + OFFSETS[:, None] * stretches.normal[:, :, None]
    rows, columns = empty.shape
    x, y = points[..., 0], points[..., 1]
    inside = (x >= 0) & (y >= 0) & (x <= columns - 1) & (y <= rows - 1)
    usual, ratio = cv2.blur(empty, (3, 3)), np.full(x.shape, np.nan)
    for row in np.flatnonzero(inside.any(axis=(1, 2))):
        where = (x[row].astype(np.float32), y[row].astype(np.float32))
        road = cv2.remap(usual, *where, cv2.INTER_LINEAR)
        # Blurring the vehicle's own window alone: the picture is some fifty times as large.
        left, top, window = _around(where, inside[row], frames[row])
        now = cv2.remap(cv2.blur(window, (3, 3)), where[0] - left, where[1] - top, cv2.INTER_LINEAR)
        ratio[row] = np.log((now + STRAY_LEVELS) / (road + STRAY_LEVELS))
    ratio[~inside] = np.nan
    return ratio


def _around(
    where: tuple[NDArray[np.float32], NDArray[np.float32]],
    inside: NDArray[np.bool_],
    frame: NDArray[np.uint8],
) -> tuple[np.float32, np.float32, NDArray[np.uint8]]:
    """The part of a picture that blurring and interpolating at these places needs.

    Returns:
        Its left and top, in whole pixels, and the part.
    """
    (left, right), (top, bottom) = ((int(at[inside].min()), int(at[inside].max())) for at in where)
    left, top = max(left - 1, 0), max(top - 1, 0)
    return np.float32(left), np.float32(top), frame[top : bottom + 3, left : right + 3]


def steps_across(ratio: Array) -> Array:
    """How far outside the model the outermost clear step is, (...,); NaN where there is none.

    Args:
        ratio: (..., offsets), as from `brightness_across`.
    """
    flat = ratio.reshape(-1, ratio.shape[-1])
    within, beyond = round(INSIDE_PX / STEP_PX), round(OUTSIDE_PX / STEP_PX)
    total = np.concatenate([np.zeros((len(flat), 1)), np.cumsum(flat, axis=1)], axis=1)
    cut = np.arange(within, flat.shape[1] - beyond + 1)
    inner = (total[:, cut] - total[:, cut - within]) / within
    outer = (total[:, cut + beyond] - total[:, cut]) / beyond
    height = np.nan_to_num(np.abs(inner - outer), nan=0.0)
    peak = np.zeros_like(height)
    middle = height[:, 1:-1]
    is_peak = (middle >= height[:, :-2]) & (middle > height[:, 2:])
    peak[:, 1:-1] = np.where(is_peak, middle, 0.0)
    limit = np.maximum(CLEAR_SHARE * peak.max(axis=1, keepdims=True), LEAST_STEP)
    clear = peak >= limit
    outermost = clear.shape[1] - 1 - np.argmax(clear[:, ::-1], axis=1)
    offset = OFFSETS[cut] - STEP_PX / 2
    found = np.where(clear.any(axis=1), offset[outermost], np.nan)
    return np.asarray(found.reshape(ratio.shape[:-1]))

"""The road of a short clip, as it is seen while no vehicle is at a place.

In a few seconds nothing need be seen for long: what stands at the end may stand there for most
of the clip, and what drives slowly covers a place for as long as the road shows. But where the
vehicles are is known by their texture, and what shows while none of them is near is the road.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from accident_service.reconstruction.motion.lingering import Lingering, shown
from accident_service.reconstruction.motion.road_under import filled_in
from accident_service.reconstruction.motion.texture_paths import Mask, Samples

Bits = NDArray[np.bool_]
Levels = NDArray[np.float32]  # (rows, columns), grey levels 0..255

# What noise and codec do to a still surface.
STILL_LEVELS = 12.0
# Seen in so many samples, and usually this close to its usual look, the road is known.
FEWEST_SAMPLES, USUAL_LEVELS = 3, STILL_LEVELS / 2
# Between two parts of a vehicle lies no wider plain panel than this.
PANEL_PX = 41
BAND_ROWS = 24


def road_between(
    levels: Levels, samples: Samples, pts_s: NDArray[np.float64], things: tuple[Lingering, ...]
) -> tuple[Levels, Bits]:
    """The empty scene where vehicles were, and where it had to be looked for.

    What keeps its look while a vehicle beside it moves is not the vehicle's; where one was, and
    the road never shows, it is filled in.

    Args:
        levels: The scene as it is believed so far.
        samples: The clip's pictures in which the things were looked for.
        pts_s: Their times.
        things: All that moves.
    """
    on, near = _covered(things, pts_s, levels.shape)
    told, known, looked = levels.copy(), np.zeros(levels.shape, bool), np.zeros(levels.shape, bool)
    for top in range(0, levels.shape[0], BAND_ROWS):
        band = slice(top, top + BAND_ROWS)
        if near[:, band].any():
            seen = samples[:, band].astype(np.float32)
            looked[band] = _doubtful(seen, on[:, band] > 0, near[:, band] > 0)
            usual, known[band] = _usual(seen, near[:, band] > 0)
            told[band] = np.where(looked[band] & known[band], usual, told[band])
    return filled_in(told, looked & ~known), looked


def _covered(
    things: tuple[Lingering, ...], pts_s: NDArray[np.float64], shape: tuple[int, ...]
) -> tuple[Mask, Mask]:
    """1 where vehicles surely are in each sample, and where they may be, (n, rows, columns)."""
    panel = np.ones((PANEL_PX, PANEL_PX), np.uint8)
    on, near = [], []
    for at_s in pts_s:
        surely, perhaps = shown(things, float(at_s), (shape[0], shape[1]))
        whole = np.asarray(cv2.morphologyEx(surely, cv2.MORPH_CLOSE, panel), dtype=np.uint8)
        on.append(whole)
        near.append(perhaps | whole)
    return np.stack(on), np.stack(near)


def _doubtful(seen: Levels, on: Bits, near: Bits) -> Bits:
    """Where a vehicle was, or may have been and the look did not stay."""
    highest = np.where(on, -np.inf, seen).max(axis=0)
    lowest = np.where(on, np.inf, seen).min(axis=0)
    stays = ~on.any(axis=0) & (highest - lowest <= STILL_LEVELS)
    return np.asarray(near.any(axis=0) & ~stays)


def _usual(seen: Levels, near: Bits) -> tuple[Levels, Bits]:
    """The usual look of each place while nothing is near, and where there is one."""
    free = np.where(near, np.nan, seen)
    count = np.count_nonzero(~near, axis=0)
    free[0][count == 0] = 0.0  # anything: it is not known there
    usual = np.nanmedian(free, axis=0)
    off = np.nanmedian(np.abs(free - usual), axis=0)
    known = (count >= FEWEST_SAMPLES) & (off < USUAL_LEVELS)
    return np.asarray(usual, dtype=np.float32), np.asarray(known)

"""Bodies told from the light of lamps, where lamps light the road: by night and at dusk.

The light of a headlight moves with its vehicle, is as large as it and brighter than it: no
ratio to the empty road tells the two apart. But light fades over a hand's breadth at least,
and what pattern the road has it leaves; a body ends within a pixel and brings its own edges.
So what a frame has that is sharp, and that is not the road's own pattern under other light, is
a body's; its plain panels lie between.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from accident_service.reconstruction.kept_pictures import Pictures
from accident_service.reconstruction.motion.background import Background
from accident_service.reconstruction.motion.lighting import (
    DOUBLE_LOG_RATIO,
    FLOOR_LEVELS,
    Lighting,
    exposed,
)
from accident_service.reconstruction.motion.road_under import filled_in

Levels = NDArray[np.float32]  # (rows, columns)
Mask = NDArray[np.uint8]
Bits = NDArray[np.bool_]

# What varies within so many pixels is sharp; light, blurred by its lamp's size, varies more slowly.
SHARP_PX = 7
# The road's own pattern is compared over windows of this many pixels, ...
WINDOW_PX = 9
# ... and other light leaves at least so much of it: a codec takes some. Light that comes in low
# may bring it out as strongly as it likes: it shows the face of a kerb more than the road.
LEAST_KEPT = 0.4
# A pattern weaker than this, squared, is noise that must not be divided by.
PATTERNLESS = 1e-4
# An edge is collected over so many pixels, ...
EDGE_PX = 5
# ... and lies where it is at least this share of the strongest around: its fringes are blur.
FRINGE_SHARE, FRINGE_PX = 0.4, 7
# Less than this (of the brightness) is no edge of a thing: the eye sees a step of two per cent.
LEAST_EDGE = 0.025
# Frames that tell how uneven each pixel is by itself, and in which share of them (per cent) no
# traffic hides it, ...
SAMPLE_COUNT, USUAL_PERCENTILE = 25, 40
# ... unless something lingers there: then it is far more uneven than in the least uneven frames.
BARE_PERCENTILE, LINGERING = 20, 1.5
# An edge is perhaps one beyond so many times that, ...
UNUSUAL = 2.5
# ... and surely where some of it is so many times stronger.
SURE = 1.6
# Edges this close are of one thing.
NEAR_PX = 5
# Between two edges of one thing, one above the other, lies a plain panel: a door, a roof; none is
# taller than this share of the thing.
PANEL_SHARE = 0.6
# An edge runs level where it falls off downwards by at least this share of what it does across.
LEVEL_SHARE = 0.6
# No mirror image reaches higher: the upper part of what is seen, as a share of its height.
UPPER_SHARE = 0.4

# Street lamps light pools wider than this share of the picture's width; markings are narrower.
POOL_SHARE = 0.1
# Above this share of the picture's height there may be sky.
SKY_SHARE = 1 / 3
# Between so many per cent of the road, and as many less than all of it, lie dark and bright.
POOL_PERCENTILE = 5.0
_COARSE = 0.25


@dataclass(frozen=True, slots=True, eq=False)
class Edges:
    """Edges of what stands before the road."""

    shown: Mask  # 1 at an edge
    level: Bits  # ... that runs level, or nearly


@dataclass(frozen=True, slots=True, eq=False)
class Lamplight:
    """How uneven, against the empty scene, each pixel is without anything standing there."""

    usual: Levels  # share of brightness

    def edges(self, frame: NDArray[np.uint8], background: Background) -> "Edges":
        """The edges in a frame that are not the road's."""
        own, uneven = _own_pattern(*exposed(frame, background))
        around = cv2.dilate(uneven, np.ones((FRINGE_PX, FRINGE_PX), np.uint8))
        times = uneven / np.maximum(LEAST_EDGE, UNUSUAL * self.usual)
        perhaps = ((times > 1.0) & (uneven > FRINGE_SHARE * around)).astype(np.uint8)
        count, patches = cv2.connectedComponents(perhaps, None, 8, cv2.CV_16U)
        sure = np.zeros(count, dtype=np.uint8)
        sure[np.unique(patches[times > SURE])] = 1
        sure[0] = 0
        shown = np.asarray(cv2.erode(sure[patches], np.ones((3, 3), np.uint8)), dtype=np.uint8)
        across = _strength(np.asarray(cv2.Sobel(own, cv2.CV_32F, 1, 0), dtype=np.float32))
        down = _strength(np.asarray(cv2.Sobel(own, cv2.CV_32F, 0, 1), dtype=np.float32))
        return Edges(shown, np.asarray((shown > 0) & (down > LEVEL_SHARE * across)))


def lamps_rule(lighting: Lighting, background: Background) -> bool:
    """Is it lamps, rather than the sky, by which the road is seen?

    The sky lights a road evenly, and at dusk headlights add little to it. By night a headlight
    gives more than all else together, or street lamps leave some of the road twice as bright as
    other parts. Wrong by day under hard shadows of buildings, unless lamps are seen as well.
    """
    return lighting.lamps and (lighting.doubled or _pools(background) > DOUBLE_LOG_RATIO)


def _pools(background: Background) -> float:
    """How much brighter the brightest parts of the road are than the darkest, as a log ratio."""
    small = cv2.resize(
        background.picture, None, fx=_COARSE, fy=_COARSE, interpolation=cv2.INTER_AREA
    )
    across_px = round(POOL_SHARE * small.shape[1]) | 1
    smooth = cv2.medianBlur(small, across_px)[round(SKY_SHARE * small.shape[0]) :]
    ends = np.percentile(smooth, [POOL_PERCENTILE, 100.0 - POOL_PERCENTILE]) + FLOOR_LEVELS
    return float(np.log(ends[1] / ends[0]))


def learn_lamplight(frames: Pictures, background: Background) -> Lamplight:
    """How uneven each pixel is by itself: the codec's work, a mast's sway, a lit kerb.

    Where a vehicle stood that is no part of the scene, it is as uneven as the road around.

    Args:
        frames: (n, rows, columns).
    """
    chosen = np.unique(np.linspace(0, len(frames) - 1, SAMPLE_COUNT).round().astype(int))
    looks = [exposed(frames[index], background) for index in chosen.tolist()]
    uneven = np.stack([_own_pattern(*look)[1] for look in looks])
    bare, usual = np.percentile(uneven, (BARE_PERCENTILE, USUAL_PERCENTILE), axis=0)
    usual = np.minimum(usual, LINGERING * bare).astype(np.float32)
    return Lamplight(filled_in(usual, background.stood_upon))


def with_plain_panels(edges: Mask) -> Mask:
    """The edges, and what lies between two of one thing, one above the other."""
    near = np.ones((NEAR_PX, NEAR_PX), np.uint8)
    close = np.asarray(cv2.morphologyEx(edges, cv2.MORPH_CLOSE, near), dtype=np.uint8)
    x, y, width, height = cv2.boundingRect(close)
    if width > 0:
        window = (slice(y, y + height), slice(x, x + width))
        close[window] = _with_panels_across(close[window])
    return close


def _with_panels_across(close: Mask) -> Mask:
    """The mask, and every gap of a column between two pixels of one thing not far apart.

    Looked at column by column, as one row of all columns: a gap is where the pixels set leap.
    """
    _, things, stats, _ = cv2.connectedComponentsWithStats(close, None, None, None, 8, cv2.CV_16U)
    rows = len(close)
    owner = np.ascontiguousarray(np.asarray(things).T).ravel()
    shown = np.flatnonzero(owner)
    leaps = np.flatnonzero(np.diff(shown) > 1)
    above, below = shown[leaps], shown[leaps + 1]
    tall = np.asarray(stats[:, cv2.CC_STAT_HEIGHT])[owner[above]]
    panel = (owner[above] == owner[below]) & (above // rows == below // rows)
    panel &= below - above <= PANEL_SHARE * tall
    begins = np.zeros(len(owner), dtype=np.int8)
    begins[above[panel] + 1] = 1
    begins[below[panel]] = -1
    inside = np.cumsum(begins, dtype=np.int8) > 0
    return np.asarray((inside | (owner > 0)).reshape(-1, rows).T, dtype=np.uint8)


def without_streaks(bodies: Mask, width_px: int) -> Mask:
    """The mask without thin ends: a kerb that a lamp lights, a lamp mirrored in a wet road.

    What is thin all over stays; it is no end of anything.
    """
    _, things = cv2.connectedComponents(bodies, None, 8, cv2.CV_32S)
    round_px = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (width_px, width_px))
    thick = cv2.morphologyEx(bodies, cv2.MORPH_OPEN, round_px)
    has_thick = np.zeros(int(things.max()) + 1, dtype=bool)
    has_thick[np.unique(things[thick > 0])] = True
    return np.asarray(bodies * ((thick > 0) | ~has_thick[things]), dtype=np.uint8)


def without_mirror_image(bodies: Mask, level: Bits) -> Mask:
    """The mask without what a wet road mirrors of a body, below it.

    Water smears what it mirrors up and down, to a fall of light without level edges: below the
    lowest of those, in the lower half of a body, is its image.

    Args:
        level: Where an edge runs level, or nearly.
    """
    left, top, width, height = cv2.boundingRect(bodies)
    if width == 0:
        return bodies
    window = (slice(top, top + height), slice(left, left + width))
    shown, level = bodies[window] > 0, level[window]
    edge_below, reached = np.zeros_like(shown), np.zeros(shown.shape[1], dtype=bool)
    for row in range(len(shown) - 1, -1, -1):
        np.logical_or(reached, level[row], out=reached)
        np.logical_and(reached, shown[row], out=reached)
        edge_below[row] = reached
    _, things, stats, _ = cv2.connectedComponentsWithStats(
        bodies[window], None, None, None, 8, cv2.CV_16U
    )
    box = np.asarray(stats, dtype=np.float64)
    middle = top + box[:, cv2.CC_STAT_TOP] + UPPER_SHARE * box[:, cv2.CC_STAT_HEIGHT]
    middle[0] = 0.0  # what is no body may have no box
    lower = np.ceil(middle).astype(np.int32)[things]
    upper = np.arange(top, top + height, dtype=np.int32)[:, None] < lower
    kept = np.zeros_like(bodies)
    kept[window] = shown & (edge_below | upper)
    return kept


def _own_pattern(smooth: Levels, usual: Levels) -> tuple[Levels, Levels]:
    """What is sharp in a frame and not the empty scene's pattern, and how strong it is.

    Both are shares of brightness. Where the frame has nothing sharp, nothing stands: what is
    missing there stood in the scene while that was learned.

    Light multiplies, so in logarithms it is added, and what varies slowly drops out. The empty
    scene's pattern is taken off as strong as it is there: its least-squares slope.

    Reference:
        T. Horprasert et al., "A statistical approach for real-time robust background
        subtraction and shadow detection", 1999 (brightness against pattern).
    """
    here, there = _sharp(smooth), _sharp(usual)
    window = (WINDOW_PX, WINDOW_PX)
    strength = cv2.blur(there * there, window) + PATTERNLESS
    kept = np.maximum(cv2.blur(here * there, window) / strength, LEAST_KEPT)
    own = np.asarray(here - kept * there, dtype=np.float32)
    return own, _strength(own)


def _strength(pattern: Levels) -> Levels:
    """Root mean square of a pattern over an edge's width."""
    squares = cv2.blur(pattern * pattern, (EDGE_PX, EDGE_PX))
    # Running sums of a blur may end a rounding below nothing.
    return np.asarray(np.sqrt(np.maximum(squares, 0.0)), dtype=np.float32)


def _sharp(levels: Levels) -> Levels:
    logarithm = cv2.log(levels + np.float32(FLOOR_LEVELS))
    return np.asarray(logarithm - cv2.blur(logarithm, (SHARP_PX, SHARP_PX)), dtype=np.float32)

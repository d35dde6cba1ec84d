"""Which pixels show something that is not the empty road.

A shadow and the light of a lamp multiply the road's brightness and leave its pattern;
a vehicle replaces both. Only luma is looked at, so a plain dark panel can pass for a
shadow: a pixel told as light is therefore "perhaps body", never "surely road".
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from accident_service.reconstruction.motion.background import Background

Mask = NDArray[np.uint8]  # (rows, columns)
Bits = NDArray[np.bool_]

ROAD, BODY, LIGHT = 0, 1, 2

# A difference is real beyond this many sigmas of the pixel's own flicker, and never below
# what a codec does to a plain surface.
REAL_SIGMAS = 2.0
REAL_LEVELS = 9.0
# Direct sun is up to some eight times the sky's light; what is darker than that is no shadow.
DARKEST_SHADOW = 0.25
# Within one patch of shadow or lamp light the ratio to the road is this even.
EVEN_LOG_RATIO = 0.05
PATCH_PX = 5
# The rim of a shadow is as wide as the patch that straddles it.
RIM_PX = 9
# Fewer pixels than this carry no shape.
SMALLEST_PX = 30


def foreground_of(frame: NDArray[np.uint8], background: Background) -> Mask:
    """Tell each pixel as ROAD, BODY (something stands there) or LIGHT (shadow or lamp)."""
    smooth = cv2.blur(frame, (3, 3)).astype(np.float32)
    usual = np.asarray(cv2.blur(background.levels, (3, 3)), dtype=np.float32)
    usual = usual * exposure(smooth, usual)
    limit = np.maximum(REAL_SIGMAS * background.sigma_levels, REAL_LEVELS)
    differs = np.abs(smooth - usual) > limit
    light = _light(differs, np.log((smooth + 4.0) / (usual + 4.0)))
    body = solid((differs & ~light).astype(np.uint8))
    told = np.where(light, LIGHT, ROAD).astype(np.uint8)
    told[body > 0] = BODY
    return told


def exposure(smooth: NDArray[np.float32], usual: NDArray[np.float32]) -> float:
    """How much brighter the frame is than the empty scene: the median over every fourth pixel.

    A sixteenth of the pixels knows the median as well as all of them, in a twentieth of the time.
    """
    return float(np.median(smooth[::4, ::4] / (usual[::4, ::4] + 1.0)))


def _light(differs: Bits, log_ratio: NDArray[np.float32]) -> Bits:
    """Pixels where the road shows through: the ratio to it is even, or fades at a rim."""
    mean = cv2.blur(log_ratio, (PATCH_PX, PATCH_PX))
    spread = cv2.blur(log_ratio * log_ratio, (PATCH_PX, PATCH_PX)) - mean * mean
    even = differs & (spread < EVEN_LOG_RATIO**2) & (mean > np.log(DARKEST_SHADOW))
    core = cv2.morphologyEx(even.astype(np.uint8), cv2.MORPH_OPEN, np.ones((3, 3), np.uint8))
    reach = np.ones((RIM_PX, RIM_PX), np.uint8)
    share = cv2.boxFilter(core.astype(np.float32), -1, (RIM_PX, RIM_PX))
    level = cv2.boxFilter(log_ratio * core, -1, (RIM_PX, RIM_PX)) / np.maximum(share, 1e-3)
    near_road = cv2.dilate((~differs).astype(np.uint8), reach) > 0
    fading = np.abs(log_ratio) <= np.abs(level) + 2 * EVEN_LOG_RATIO
    rim = differs & (share > 0.05) & near_road & fading & (log_ratio * level >= 0)
    # The patch also straddles the body's edge: what is as dark there is light too.
    edge = cv2.dilate(core, np.ones((PATCH_PX + 2, PATCH_PX + 2), np.uint8)) > 0
    alike = differs & edge & (np.abs(log_ratio - level) < 3 * EVEN_LOG_RATIO)
    return np.asarray((core > 0) | rim | alike)


def solid(mask: Mask) -> Mask:
    """The mask without specks and thin rims, with gaps inside each piece filled."""
    small = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (3, 3))
    large = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (7, 7))
    opened = cv2.morphologyEx(mask, cv2.MORPH_OPEN, small)
    closed = cv2.morphologyEx(opened, cv2.MORPH_CLOSE, large)
    outlines, _ = cv2.findContours(closed, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    filled = np.zeros_like(mask)
    kept = [outline for outline in outlines if cv2.contourArea(outline) >= SMALLEST_PX]
    cv2.drawContours(filled, kept, -1, 1, thickness=cv2.FILLED)
    return np.asarray(filled, dtype=np.uint8)

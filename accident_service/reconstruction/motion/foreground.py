"""Which pixels show something that is not the empty road.

A shadow and the light of a lamp multiply the road's brightness and leave its pattern;
a vehicle replaces both. Only luma is looked at, so a plain dark panel can pass for a
shadow: a pixel told as light is therefore "perhaps body", never "surely road".
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from accident_service.reconstruction.motion.background import Background
from accident_service.reconstruction.motion.foot import standing_on_foot
from accident_service.reconstruction.motion.lighting import (
    ANY_LIGHT,
    EVEN_LOG_RATIO,
    PATCH_PX,
    Lighting,
    Relit,
    exposed,
    relit,
)

Mask = NDArray[np.uint8]  # (rows, columns)
Bits = NDArray[np.bool_]

# SOFT is the shadow that a body throws around its own foot: known not to be body.
ROAD, BODY, LIGHT, SOFT = 0, 1, 2, 3

# A difference is real beyond this many sigmas of the pixel's own flicker, and never below
# what a codec does to a plain surface.
REAL_SIGMAS = 2.0
REAL_LEVELS = 9.0
# The rim of a shadow is as wide as the patch that straddles it.
RIM_PX = 9
# A plain panel is no taller than this: a door, or a roof seen from above.
PANEL_PX = 21
# Fewer pixels than this carry no shape.
SMALLEST_PX = 30


def foreground_of(
    frame: NDArray[np.uint8], background: Background, lighting: Lighting = ANY_LIGHT
) -> Mask:
    """Tell each pixel as ROAD, BODY (something stands there), LIGHT (shadow or lamp) or SOFT.

    Args:
        lighting: What light is known to do in this clip.
    """
    smooth, usual = exposed(frame, background)
    differs = np.abs(smooth - usual) > real_difference(background)
    seen = relit(smooth, usual, differs, background.sigma_levels)
    light = _light(differs, seen, lighting)
    body = solid(_with_panels((differs & ~light).astype(np.uint8), light))
    standing = standing_on_foot(body, seen.log_ratio, lighting)
    told = np.where(light, LIGHT, ROAD).astype(np.uint8)
    told[body > 0] = SOFT
    told[standing > 0] = BODY
    return told


def _with_panels(body: Mask, light: Bits) -> Mask:
    """The body and what looks like light between parts of it, one above the other.

    Light lies on the road. What has body close above and close below is a plain panel that
    happens to be as bright as the road in light or shadow.
    """
    upright = np.ones((PANEL_PX, 1), np.uint8)
    spanned = cv2.morphologyEx(body, cv2.MORPH_CLOSE, upright)
    return np.asarray(body | (spanned & light.astype(np.uint8)), dtype=np.uint8)


def real_difference(background: Background) -> NDArray[np.float32]:
    """Levels by which a pixel must differ from the empty scene to show something else."""
    return np.asarray(np.maximum(REAL_SIGMAS * background.sigma_levels, REAL_LEVELS))


def _is_lit(seen: Relit, lighting: Lighting) -> Bits:
    """Evenly lit pixels that are light: the pattern says so, or it is what light does here."""
    return np.asarray(seen.even & np.where(seen.telling, seen.kept, lighting.explains(seen.mean)))


def _light(differs: Bits, seen: Relit, lighting: Lighting) -> Bits:
    """Pixels where the road shows through: the ratio to it is even, or fades at a rim."""
    log_ratio = seen.log_ratio
    even = _is_lit(seen, lighting)
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

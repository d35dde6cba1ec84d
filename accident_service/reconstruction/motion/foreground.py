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
from accident_service.reconstruction.motion.lamplight import (
    Lamplight,
    with_plain_panels,
    without_mirror_image,
    without_streaks,
)
from accident_service.reconstruction.motion.lighting import (
    ANY_LIGHT,
    EVEN_LOG_RATIO,
    PATCH_PX,
    Lighting,
    Relit,
    exposed,
    relit,
)
from accident_service.reconstruction.motion.windows import windows_around

Mask = NDArray[np.uint8]  # (rows, columns)
Levels = NDArray[np.float32]
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
# Nothing decides what a pixel shows that is further away than this.
MARGIN_PX = 32
_SQUARE = np.ones((3, 3), np.uint8)
_SMALL = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (3, 3))
# The lit face of a kerb is thinner than any vehicle.
STREAK_PX = 9


def foreground_of(
    frame: NDArray[np.uint8], background: Background, lighting: Lighting = ANY_LIGHT
) -> Mask:
    """Tell each pixel as ROAD, BODY (something stands there), LIGHT (shadow or lamp) or SOFT.

    Args:
        lighting: What light is known to do in this clip.
    """
    smooth, usual = exposed(frame, background)
    differing = real_difference(background)
    differs = cv2.absdiff(smooth, usual) > differing
    told = np.full(frame.shape, ROAD, dtype=np.uint8)
    for window in windows_around(_opened(differs.astype(np.uint8)), MARGIN_PX):
        told[window] = _told(
            (smooth[window], usual[window]),
            differs[window],
            background.sigma_levels[window],
            lighting,
        )
    return told


def _told(
    levels: tuple[Levels, Levels], differs: Bits, sigma_levels: Levels, lighting: Lighting
) -> Mask:
    """What a window shows, given how bright it is and how bright its empty road would be."""
    seen = relit(*levels, differs, sigma_levels)
    light = _light(differs, seen, lighting)
    body = solid(_with_panels((differs & ~light).astype(np.uint8), light))
    standing = standing_on_foot(body, seen.log_ratio, lighting)
    told = np.where(light, LIGHT, ROAD).astype(np.uint8)
    told[body > 0] = SOFT
    told[standing > 0] = BODY
    return told


def _opened(mask: Mask) -> Mask:
    """The mask without specks; what they differ by makes neither body nor light."""
    return np.asarray(cv2.morphologyEx(mask, cv2.MORPH_OPEN, _SMALL), dtype=np.uint8)


def foreground_among_lamps(
    frame: NDArray[np.uint8], background: Background, lamplight: Lamplight
) -> Mask:
    """The same where lamps light the road: nothing is known there of what light may do."""
    smooth, usual = exposed(frame, background)
    differs = np.abs(smooth - usual) > real_difference(background)
    told = np.where(differs, LIGHT, ROAD).astype(np.uint8)
    edges = lamplight.edges(frame, background)
    bodies = solid(with_plain_panels(solid(edges.shown)))
    standing = without_mirror_image(bodies, edges.level)
    told[solid(without_streaks(standing, STREAK_PX)) > 0] = BODY
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


def _core(seen: Relit, lighting: Lighting) -> Mask:
    """Evenly lit patches that are light: the pattern says so, or it is what light does here."""
    at = np.flatnonzero(seen.even)
    lit = np.zeros(seen.even.shape, np.uint8)
    told, explained = seen.kept.ravel()[at], lighting.explains(seen.mean.ravel()[at])
    lit.ravel()[at] = np.where(seen.telling.ravel()[at], told, explained)
    return np.asarray(cv2.morphologyEx(lit, cv2.MORPH_OPEN, _SQUARE))


def _light(differs: Bits, seen: Relit, lighting: Lighting) -> Bits:
    """Pixels where the road shows through: the ratio to it is even, or fades at a rim."""
    core = _core(seen, lighting)
    if not core.any():
        return np.zeros(differs.shape, dtype=bool)
    reach = np.ones((RIM_PX, RIM_PX), np.uint8)
    share = cv2.boxFilter(core, -1, (RIM_PX, RIM_PX), normalize=False)
    total = cv2.boxFilter(
        cv2.multiply(seen.log_ratio, core, dtype=cv2.CV_32F), -1, (RIM_PX, RIM_PX), normalize=False
    )
    near_road = cv2.dilate(1 - differs.view(np.uint8), reach)
    # The patch also straddles the body's edge: what is as dark there is light too.
    edge = cv2.dilate(core, np.ones((PATCH_PX + 2, PATCH_PX + 2), np.uint8))
    light = core > 0
    at = np.flatnonzero(differs & (share > 0) & ~light)
    count, log_ratio = share.ravel()[at], seen.log_ratio.ravel()[at]
    level = total.ravel()[at] / count
    fading = np.abs(log_ratio) <= np.abs(level) + 2 * EVEN_LOG_RATIO
    rim = (near_road.ravel()[at] > 0) & (count > 0.05 * RIM_PX**2) & fading
    rim &= log_ratio * level >= 0
    alike = (edge.ravel()[at] > 0) & (np.abs(log_ratio - level) < 3 * EVEN_LOG_RATIO)
    light.ravel()[at] = rim | alike
    return light


def solid(mask: Mask) -> Mask:
    """The mask without specks and thin rims, with gaps inside each piece filled."""
    large = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (7, 7))
    closed = cv2.morphologyEx(_opened(mask), cv2.MORPH_CLOSE, large)
    outlines, _ = cv2.findContours(closed, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    filled = np.zeros_like(mask)
    kept = [outline for outline in outlines if cv2.contourArea(outline) >= SMALLEST_PX]
    cv2.drawContours(filled, kept, -1, 1, thickness=cv2.FILLED)
    return np.asarray(filled, dtype=np.uint8)

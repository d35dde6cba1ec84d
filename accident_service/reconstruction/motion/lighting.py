"""What light does to the road in one clip: how dark its shadows are, and whether lamps light it.

Light, or its absence, multiplies the road's brightness and leaves its pattern; a body covers
the pattern. Where the road has a pattern (a marking, a joint, a patch) the two are told apart
for sure; from those places each clip's own light is learned, and then serves where the road is
plain: by day nothing brightens the road, and all cast shadows of one hour are equally dark.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from accident_service.reconstruction.kept_pictures import Pictures
from accident_service.reconstruction.motion.background import Background

Levels = NDArray[np.float32]  # (rows, columns)
Bits = NDArray[np.bool_]

# Direct sun is up to some eight times the sky's light; what is darker than that is no shadow.
DARKEST_SHADOW = 0.25
# Within one patch of shadow or lamp light the ratio to the road is this even.
EVEN_LOG_RATIO = 0.05
PATCH_PX = 5
# Added before logarithms, so that the noise of near-black pixels is not taken for a pattern.
FLOOR_LEVELS = 4.0
# A pattern is what varies within this many pixels, ...
PATTERN_PX = 9
# ... compared over windows of this many, ...
WINDOW_PX = 15
# ... and certain where it is so many times what noise leaves after smoothing.
CERTAIN_SIGMAS, SMOOTHED_NOISE = 3.0, 0.5
# A pattern is kept when at least this share of it is still there: a codec takes some of it.
KEPT_SHARE = 0.45
# Frames looked at to learn a clip's light, and pixels (per frame) that make it more than chance.
SAMPLE_COUNT = 16
FEWEST_PX = 12.0
LAMPLIT_PX = 60.0
# Levels of shadow are learned to this width; fewer than this share of all is an error.
LEVEL_STEP, RARE_SHARE = 0.04, 0.04
_STEPS = np.arange(round(np.log(DARKEST_SHADOW) / LEVEL_STEP), 40) * LEVEL_STEP
# Brightening by less than this is exposure.
BRIGHTER_LOG_RATIO = 0.1
# By more than this the lamp gives more light than all else together.
DOUBLE_LOG_RATIO = float(np.log(2.0))


@dataclass(frozen=True, slots=True)
class Lighting:
    """What light may do to a plain piece of road in this clip, as log ratios to the background."""

    darkest: float  # natural logarithm of the ratio in the darkest shadow
    lightest: float  # the same of the lightest
    brightest: float  # ... where lamps or mirrored bodies light the road; 0 where nothing does
    doubled: bool = False  # somewhere a lamp makes the road at least twice as bright

    @property
    def lamps(self) -> bool:
        """Do lamps add to the light on the road, those of the traffic among them?"""
        return bool(np.isinf(self.brightest))

    def explains(self, log_ratio: Levels) -> Bits:
        """Where light alone may have made the road this bright."""
        shadow = (log_ratio >= self.darkest) & (log_ratio <= self.lightest)
        return np.asarray(shadow | ((log_ratio > 0) & (log_ratio < self.brightest)))


ANY_LIGHT = Lighting(float(np.log(DARKEST_SHADOW)), 0.0, np.inf)


@dataclass(frozen=True, slots=True, eq=False)
class Relit:
    """Where a frame differs from the background by an even ratio, and the fate of its pattern."""

    log_ratio: Levels  # frame to background
    mean: Levels  # of the log ratio over a patch
    even: Bits  # differs, by a ratio that is the same over a patch
    telling: Bits  # the background has a pattern that is certain to show
    kept: Bits  # ... and it is still there


def relit(smooth: Levels, usual: Levels, differs: Bits, sigma_levels: Levels) -> Relit:
    """Compare a smoothed frame with the equally smoothed and exposed background.

    The share of the pattern that is kept is the least-squares slope of the frame's pattern on
    the background's, over the evenly lit pixels of a window.

    Reference:
        A. Prati et al., "Detecting moving shadows: algorithms and evaluation", 2003
        (statistical and deterministic tests of ratio and texture).
    """
    here, there = (_log(levels + FLOOR_LEVELS) for levels in (smooth, usual))
    log_ratio = cv2.subtract(here, there)
    mean = cv2.blur(log_ratio, (PATCH_PX, PATCH_PX))
    square = cv2.blur(cv2.multiply(log_ratio, log_ratio), (PATCH_PX, PATCH_PX))
    spread = cv2.subtract(square, cv2.multiply(mean, mean))
    even = differs & (spread < EVEN_LOG_RATIO**2) & (mean > np.log(DARKEST_SHADOW))
    inner = np.asarray(cv2.erode(even.view(np.uint8), np.ones((5, 5), np.uint8)), np.uint8)
    telling, kept = np.zeros(differs.shape, bool), np.zeros(differs.shape, bool)
    if (window := _around(inner)) is not None:
        noise = CERTAIN_SIGMAS * SMOOTHED_NOISE * sigma_levels[window]
        noise /= usual[window] + FLOOR_LEVELS
        telling[window], kept[window] = _patterns(
            (here[window], there[window]), inner[window].astype(np.float32), noise
        )
    return Relit(np.asarray(log_ratio), np.asarray(mean), even, telling, kept)


def _around(inner: NDArray[np.uint8]) -> tuple[slice, slice] | None:
    """The window that holds all that the pattern of the pixels set has a say in, if any are."""
    x, y, width, height = cv2.boundingRect(inner)
    if width == 0:
        return None
    reach = WINDOW_PX // 2 + PATTERN_PX // 2
    return (
        slice(max(y - reach, 0), y + height + reach),
        slice(max(x - reach, 0), x + width + reach),
    )


def _patterns(logs: tuple[Levels, Levels], inner: Levels, noise: Levels) -> tuple[Bits, Bits]:
    """Where the background's pattern is certain to show, and where it is kept.

    Args:
        logs: Logarithm of the frame's levels and the background's.
        inner: 1 for the pixels to compare them at.
        noise: What is no certain pattern, as a log ratio.
    """
    pattern, usual_pattern = _pattern(logs[0]), _pattern(logs[1])
    weighted = cv2.multiply(usual_pattern, inner)
    window = (WINDOW_PX, WINDOW_PX)
    share = cv2.blur(inner, window)
    strength = cv2.blur(cv2.multiply(usual_pattern, weighted), window)
    common = cv2.blur(cv2.multiply(pattern, weighted), window)
    telling = (share > 1.0 / WINDOW_PX**2) & (strength > noise * noise * share)
    return np.asarray(telling), np.asarray(telling & (common > KEPT_SHARE * strength))


def _log(levels: Levels) -> Levels:
    return np.asarray(cv2.log(levels), dtype=np.float32)


def _pattern(log_levels: Levels) -> Levels:
    return np.asarray(cv2.subtract(log_levels, cv2.blur(log_levels, (PATTERN_PX, PATTERN_PX))))


def exposed(frame: NDArray[np.uint8], background: Background) -> tuple[Levels, Levels]:
    """A frame, and the background as it would be at that frame's exposure; both smoothed."""
    smooth = cv2.blur(frame, (3, 3)).astype(np.float32)
    usual = np.asarray(cv2.blur(background.levels, (3, 3)), dtype=np.float32)
    return smooth, np.asarray(usual * exposure(smooth, usual), dtype=np.float32)


def exposure(smooth: Levels, usual: Levels) -> float:
    """How much brighter the frame is than the empty scene: the median over every fourth pixel.

    A sixteenth of the pixels knows the median as well as all of them, in a twentieth of the time.
    """
    return float(np.median(smooth[::4, ::4] / (usual[::4, ::4] + 1.0)))


def learn_lighting(frames: Pictures, background: Background, differing: Levels) -> Lighting:
    """What light does in this clip, from the places whose pattern tells for sure.

    Args:
        frames: (n, rows, columns).
        differing: Levels beyond which a difference is real.

    Returns:
        Any shadow, as far as the clip shows none for certain; and no brightening: lamps that
            move at night are certain to pass a marking.
    """
    chosen = np.unique(np.linspace(0, len(frames) - 1, SAMPLE_COUNT).round().astype(int))
    kept, covered = np.zeros(len(_STEPS) - 1), np.zeros(len(_STEPS) - 1)
    for index in chosen.tolist():
        smooth, usual = exposed(frames[index], background)
        seen = relit(smooth, usual, np.abs(smooth - usual) > differing, background.sigma_levels)
        telling = seen.even & seen.telling
        kept += np.histogram(seen.mean[telling & seen.kept], _STEPS)[0] / len(chosen)
        covered += np.histogram(seen.mean[telling & ~seen.kept], _STEPS)[0] / len(chosen)
    surely = np.where(kept > covered, kept, 0.0)
    darker, brighter = surely * (_STEPS[1:] <= 0), surely * (_STEPS[:-1] >= BRIGHTER_LOG_RATIO)
    darkest, lightest = ANY_LIGHT.darkest, ANY_LIGHT.lightest
    if darker.sum() >= FEWEST_PX:
        darkest, lightest = _spanned(darker)
    brightest = _spanned(brighter)[1] if brighter.sum() >= FEWEST_PX else 0.0
    return Lighting(
        darkest,
        lightest,
        np.inf if brighter.sum() >= LAMPLIT_PX else brightest,
        doubled=bool(brighter[_STEPS[:-1] >= DOUBLE_LOG_RATIO].sum() >= LAMPLIT_PX),
    )


def _spanned(counts: NDArray[np.float64]) -> tuple[float, float]:
    """Between which log ratios nearly all of these lie, and one step beyond."""
    common = np.flatnonzero(counts >= RARE_SHARE * counts.sum())
    return float(_STEPS[common[0]] - LEVEL_STEP), float(_STEPS[common[-1] + 1] + LEVEL_STEP)

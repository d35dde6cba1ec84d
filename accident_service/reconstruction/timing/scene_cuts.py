"""Where a clip stops showing one scene and goes on with another.

Clips put together by an export, cameras that turn to their next preset, and a few pictures of
damage all break the rule that every picture is of one fixed scene. Nothing may be measured
across such a break.
"""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from accident_service.reconstruction.frames import GrayFrame

# Sky above and road below look alike in many scenes, so likeness alone does not decide.
UNLIKE = 0.7
# The largest vehicle that entered a street recording from one picture to the next changed a
# fifth of it; another scene changes nearly all.
CHANGED_SHARE, CHANGED_SPREADS = 0.5, 0.25
# So many pictures in a row must be unlike before it is a cut and not a flash or damage.
CONFIRMED_BY = 4
# Changes below this are noise of a dark picture.
_NOISE_LEVELS = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class SceneSpan:
    """One stretch of the clip that shows one scene; times of its first and last picture."""

    from_s: float
    to_s: float
    picture_count: int


@dataclass(slots=True, eq=False)
class SceneFilter:
    """Splits pictures into scenes; `passed` gives each with the number of its scene."""

    foreign_count: int = 0  # pictures of neither scene: flashes and damage
    _spans: list[list[float]] = field(default_factory=list)
    _known: NDArray[np.uint8] | None = None
    _doubted: list[tuple[GrayFrame, NDArray[np.uint8]]] = field(default_factory=list)

    @property
    def spans(self) -> tuple[SceneSpan, ...]:
        """The scenes so far, in order."""
        return tuple(
            SceneSpan(from_s=first_s, to_s=last_s, picture_count=int(count))
            for first_s, last_s, count in self._spans
        )

    def passed(
        self, frame: GrayFrame, coarse: NDArray[np.uint8]
    ) -> list[tuple[int, GrayFrame, NDArray[np.uint8]]]:
        """Scene number (from 0), frame and coarse picture of what is known to belong to one."""
        if self._known is None:
            self._spans.append([frame.pts_s, frame.pts_s, 0])
        elif unlike(self._known, coarse):
            return self._doubt(frame, coarse)
        self.foreign_count += len(self._doubted)
        self._doubted.clear()
        return [self._belonging(frame, coarse)]

    def _doubt(
        self, frame: GrayFrame, coarse: NDArray[np.uint8]
    ) -> list[tuple[int, GrayFrame, NDArray[np.uint8]]]:
        if self._doubted and unlike(self._doubted[-1][1], coarse):
            self.foreign_count += len(self._doubted)
            self._doubted.clear()
        self._doubted.append((GrayFrame(frame.pixels.copy(), frame.pts_s), coarse))
        if len(self._doubted) < CONFIRMED_BY:
            return []
        first_s = self._doubted[0][0].pts_s
        self._spans.append([first_s, first_s, 0])
        found = [self._belonging(*doubted) for doubted in self._doubted]
        self._doubted.clear()
        return found

    def _belonging(
        self, frame: GrayFrame, coarse: NDArray[np.uint8]
    ) -> tuple[int, GrayFrame, NDArray[np.uint8]]:
        self._known = coarse
        span = self._spans[-1]
        span[1], span[2] = frame.pts_s, span[2] + 1
        return len(self._spans) - 1, frame, coarse


def unlike(first: NDArray[np.uint8], second: NDArray[np.uint8]) -> bool:
    """Do two coarse pictures show different scenes?

    By the correlation of their brightness, which exposure does not change, and by the share
    of the picture that changed, which no vehicle makes large in one step.
    """
    if first.shape != second.shape:
        return True
    one, other = first.astype(np.float32), second.astype(np.float32)
    least_levels = max(CHANGED_SPREADS * max(one.std(), other.std()), _NOISE_LEVELS)
    step = other - one
    # Exposure moves all blocks alike: what the middle one does is no change.
    if np.mean(np.abs(step - np.median(step)) > least_levels) < CHANGED_SHARE:
        return False
    one, other = one - one.mean(), other - other.mean()
    scale = float(np.sqrt((one**2).sum() * (other**2).sum()))
    return float((one * other).sum()) < UNLIKE * max(scale, 1.0)

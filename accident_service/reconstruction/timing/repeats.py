"""Which pictures repeat the one before, told by content: a repeat bears a later time.

Codecs write a repeat anew, so it is never equal to the bit. It is told by being much quieter
than the street is just before and just after it; a street at rest is not.
"""

from dataclasses import dataclass, field

import cv2
import numpy as np
from numpy.typing import NDArray

from accident_service.reconstruction.frames import GrayFrame
from accident_service.reconstruction.timing.clock.edge_strips import EDGE_SHARE

# A recoded repeat differs from its original by at most 4 grey levels in any block (measured on
# street recordings).
REPEAT_LEVELS = 6.0
# What moves changes some block by at least this; less is noise and coding.
MOTION_LEVELS = 8.0
# A repeat is quieter than this share of the changes before and after it, where they are
# largest and on the whole: it repeats the noise of the sensor too.
REPEAT_SHARE, REPEAT_MEAN_SHARE = 0.34, 0.6
# More than this many quiet pictures in a row is a still street, not a stuttering recorder.
LONGEST_RUN = 3


def _inside(coarse: NDArray[np.uint8]) -> slice:
    """The rows between the edges, where no clock is written."""
    edge = int(np.ceil(EDGE_SHARE * len(coarse)))
    return slice(edge, max(len(coarse) - edge, edge + 1))


@dataclass(frozen=True, slots=True)
class _Change:
    """By how many grey levels blocks changed from one picture to the next."""

    largest: float
    mean: float

    def is_quiet_beside(self, other: "_Change") -> bool:
        return (
            other.largest >= MOTION_LEVELS
            and self.largest < REPEAT_SHARE * other.largest
            and self.mean < REPEAT_MEAN_SHARE * other.mean
        )

    def at_least(self, other: "_Change") -> "_Change":
        return _Change(max(self.largest, other.largest), max(self.mean, other.mean))


_NONE = _Change(0.0, 0.0)


@dataclass(slots=True, eq=False)
class RepeatFilter:
    """Holds quiet pictures back until what follows tells whether they were repeats."""

    repeat_count: int = 0
    steps: list[float] = field(default_factory=list)  # mean grey levels, where something moves
    steps_after_repeat: list[float] = field(default_factory=list)
    _last: NDArray[np.uint8] | None = None
    _before: _Change = _NONE
    _held: list[GrayFrame] = field(default_factory=list)
    _held_change: _Change = _NONE

    def passed(self, frame: GrayFrame, coarse: NDArray[np.uint8]) -> list[GrayFrame]:
        """The pictures known by now to be new, in order; none while it is not known yet.

        Args:
            coarse: The frame as `coarse_picture` shows it.
        """
        if self._last is None or self._last.shape != coarse.shape:
            return self._new(frame, coarse, _NONE)
        step = cv2.absdiff(coarse, self._last)[_inside(coarse)]
        change = _Change(float(step.max()), float(cv2.mean(step)[0]))
        if change.largest < REPEAT_LEVELS and change.is_quiet_beside(self._before):
            self._held.append(GrayFrame(frame.pixels.copy(), frame.pts_s))
            self._held_change = self._held_change.at_least(change)
            if len(self._held) > LONGEST_RUN:
                self._before, self._last = _NONE, coarse
                return self.released()
            return []
        repeated = bool(self._held) and self._held_change.is_quiet_beside(change)
        if repeated:
            self.repeat_count += len(self._held)
            self._held.clear()
        if change.largest >= MOTION_LEVELS:
            (self.steps_after_repeat if repeated else self.steps).append(change.mean)
        return self._new(frame, coarse, change)

    def released(self) -> list[GrayFrame]:
        """What is still held: with nothing after it, it counts as new."""
        held = list(self._held)
        self._held.clear()
        self._held_change = _NONE
        return held

    def _new(self, frame: GrayFrame, coarse: NDArray[np.uint8], change: _Change) -> list[GrayFrame]:
        self._last, self._before = coarse, change
        return [*self.released(), frame]

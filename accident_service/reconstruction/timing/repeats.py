"""Which pictures repeat the one before, told by content: a repeat bears a later time.

Codecs write a repeat anew, so it is never equal to the bit. It is told by being much quieter
than the street is just before and just after it; a street at rest is not.
"""

from dataclasses import dataclass, field

import cv2
import numpy as np
from numpy.typing import NDArray

from accident_service.reconstruction.frames import GrayFrame

# A recoded repeat differs from its original by at most 4 grey levels in any block (measured on
# street recordings).
REPEAT_LEVELS = 6.0
# A repeat is quieter than this share of the changes before and after it.
REPEAT_SHARE = 0.34
# More than this many quiet pictures in a row is a still street, not a stuttering recorder.
LONGEST_RUN = 3


@dataclass(slots=True, eq=False)
class RepeatFilter:
    """Holds quiet pictures back until what follows tells whether they were repeats."""

    repeat_count: int = 0
    _last: NDArray[np.uint8] | None = None
    _level_before: float = 0.0
    _held: list[GrayFrame] = field(default_factory=list)
    _held_level: float = 0.0

    def passed(self, frame: GrayFrame, coarse: NDArray[np.uint8]) -> list[GrayFrame]:
        """The pictures known by now to be new, in order; none while it is not known yet.

        Args:
            coarse: The frame as `coarse_picture` shows it.
        """
        if self._last is None or self._last.shape != coarse.shape:
            return self._new(frame, coarse, level=0.0)
        level = float(cv2.absdiff(coarse, self._last).max())
        if level < min(REPEAT_LEVELS, REPEAT_SHARE * self._level_before):
            self._held.append(GrayFrame(frame.pixels.copy(), frame.pts_s))
            self._held_level = max(self._held_level, level)
            if len(self._held) > LONGEST_RUN:
                self._level_before, self._last = 0.0, coarse
                return self.released()
            return []
        if self._held and self._held_level < REPEAT_SHARE * level:
            self.repeat_count += len(self._held)
            self._held.clear()
        return self._new(frame, coarse, level)

    def released(self) -> list[GrayFrame]:
        """What is still held: with nothing after it, it counts as new."""
        held = list(self._held)
        self._held.clear()
        self._held_level = 0.0
        return held

    def _new(self, frame: GrayFrame, coarse: NDArray[np.uint8], level: float) -> list[GrayFrame]:
        self._last, self._level_before = coarse, level
        return [*self.released(), frame]

"""When pictures were taken, where a converter gave them the times of another rate.

25 pictures a second played out at 30 show every fifth twice, and give all of them times up to a
thirtieth late. Taken at their word, such times make a steady car lurch six times a second. The
camera took its pictures evenly; their order keeps that, their times do not.
"""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

# Evenness is looked for over about a second.
_NEIGHBOURS = 12
# A longer wait than this many beats is a gap, and evenness does not reach across it.
_GAP_BEATS = 2.5
# After a repeat of a converter the street has moved on by one picture's worth, after one that
# stands in for a lost picture by two, which shows as a third more change at least.
_MOVED_ON = 1.15
_FEWEST_REPEATS = 5


def is_converted(steps: NDArray[np.float64], steps_after_repeat: NDArray[np.float64]) -> bool:
    """Do repeats come from a conversion of rates, and not from lost pictures?

    Args:
        steps: By how much pictures differ from the one before, where none was repeated.
        steps_after_repeat: The same for the first new picture after a repeat.
    """
    if len(steps_after_repeat) < _FEWEST_REPEATS or len(steps) == 0:
        return False
    return bool(np.median(steps_after_repeat) < _MOVED_ON * np.median(steps))


def evened(pts_s: Array) -> Array:
    """Times of new pictures as an even beat has them, close to those they were given.

    A straight line through each picture's neighbours in order, so that the beat may change
    slowly; strictly increasing, and the same where times are even already.
    """
    if len(pts_s) < 3:
        return pts_s
    beat_s = float(np.median(np.diff(pts_s)))
    breaks = np.flatnonzero(np.diff(pts_s) > _GAP_BEATS * beat_s) + 1
    pieces = [_fitted(piece) for piece in np.split(pts_s, breaks)]
    even_s = np.concatenate(pieces)
    return even_s if np.all(np.diff(even_s) > 0) else pts_s


def _fitted(pts_s: Array) -> Array:
    if len(pts_s) < 3:
        return pts_s
    even_s = np.empty_like(pts_s)
    for index in range(len(pts_s)):
        low, high = max(index - _NEIGHBOURS, 0), min(index + _NEIGHBOURS + 1, len(pts_s))
        number = np.arange(low, high) - index
        even_s[index] = np.polyfit(number, pts_s[low:high], 1)[1]
    return even_s

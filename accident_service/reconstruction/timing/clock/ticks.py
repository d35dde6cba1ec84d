"""The place at a picture's edge that changes at an even beat and rests in between.

Nothing in a street does that for long: not traffic, not leaves; a blinking lamp does, and is
told from a clock by what is written there (`reading`).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from accident_service.errors import EvidenceInsufficient
from accident_service.quantities.uncertainty import Estimate
from accident_service.reconstruction.timing.clock.edge_strips import EdgeRecord

Array = NDArray[np.float64]

FEWEST_TICKS = 3
# A change of a digit stands out from what the block does otherwise by at least this.
_LEAST_LEVELS, _TIMES_USUAL, _SHARE_OF_LARGEST = 8.0, 5.0, 0.3
# A recorder draws its clock a picture or so late now and then.
_LATE_FRAMES, _LATE_SHARE = 0.8, 0.06
_EVEN_SHARE = 0.7
# Ticks seen, by those there should be: some digits change little, passers-by add some.
_FEWEST_SEEN, _MOST_SEEN = 0.6, 1.4
_FEWEST_FRAMES_A_TICK = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class TickTrain:
    """An even beat at one block: tick number k came at `first_s + k * period_s` of clip time."""

    row: int  # of the block
    column: int
    first_s: float
    period_s: Estimate


def find_ticks(record: EdgeRecord) -> TickTrain:
    """The block that ticks most clearly.

    Raises:
        EvidenceInsufficient: Nothing at this edge ticks.
    """
    change = record.change.astype(np.float32)
    usual = np.median(change, axis=0)
    largest = change.max(axis=0)
    loud = np.maximum(_LEAST_LEVELS, _TIMES_USUAL * usual + 2.0)
    events = change > np.maximum(loud, _SHARE_OF_LARGEST * largest)
    counts = events.sum(axis=0)
    best: tuple[float, Array, tuple[int, int]] | None = None
    for row, column in np.argwhere((counts >= FEWEST_TICKS) & (counts < len(change) / 3)):
        here = events[:, row, column]
        moments_s = _merged(record.pts_s[1:][here], record.frame_s)
        even = _evenness(moments_s, record)
        strength = even * len(moments_s) * float(change[here, row, column].mean())
        if even and (best is None or strength > best[0]):
            best = (strength, moments_s, (int(row), int(column)))
    if best is None:
        raise EvidenceInsufficient("nothing at the picture's edge ticks")
    first_s, period_s = _fitted(best[1], record.frame_s)
    row, column = best[2]
    return TickTrain(row=row, column=column, first_s=first_s, period_s=period_s)


def _merged(moments_s: Array, frame_s: float) -> Array:
    """Changes that take more than one picture are one change."""
    apart = np.diff(moments_s) > 2.5 * frame_s
    return np.asarray(moments_s[np.insert(apart, 0, True)])


def _evenness(moments_s: Array, record: EdgeRecord) -> float:
    """The share of even intervals, 0 where it is no beat."""
    if len(moments_s) < FEWEST_TICKS:
        return 0.0
    intervals_s = np.diff(moments_s)
    period_s = float(np.median(intervals_s))
    seen = len(moments_s) * period_s / float(record.pts_s[-1] - record.pts_s[0])
    if period_s < _FEWEST_FRAMES_A_TICK * record.frame_s or not _FEWEST_SEEN < seen < _MOST_SEEN:
        return 0.0
    off_s = np.abs(intervals_s - period_s * np.maximum(np.round(intervals_s / period_s), 1.0))
    even = float(np.mean(off_s < 2 * _late_s(period_s, record.frame_s)))
    return even if even >= _EVEN_SHARE else 0.0


def _fitted(moments_s: Array, frame_s: float) -> tuple[float, Estimate]:
    """First tick and period by least squares over the ticks that keep to the beat.

    A tick is seen in the first picture after it: early by anything up to a frame interval.

    Reference:
        JCGM 100:2008, 4.3.7 (even spread) and H.3 (calibration curve).
    """
    fit = _comb(moments_s, frame_s)
    number, keep = np.zeros(len(moments_s)), np.ones(len(moments_s), dtype=bool)
    for _ in range(3):
        number = np.round((moments_s - fit[1]) / fit[0])
        keep = np.abs(moments_s - np.polyval(fit, number)) <= _late_s(float(fit[0]), frame_s)
        if len(np.unique(number[keep])) < FEWEST_TICKS:
            raise EvidenceInsufficient("what changes keeps to no beat")
        fit = np.polyfit(number[keep], moments_s[keep], 1)
    off_s = moments_s[keep] - np.polyval(fit, number[keep])
    scatter_s = max(float(np.sqrt(np.mean(off_s**2))), frame_s / np.sqrt(12.0))
    if keep.mean() < _EVEN_SHARE:
        raise EvidenceInsufficient("what changes keeps to no beat")
    leverage = float(np.sqrt(((number[keep] - number[keep].mean()) ** 2).sum()))
    first_s = float(np.polyval(fit, number[keep].min()))
    return first_s, Estimate(float(fit[0]), float(scatter_s / max(leverage, 1.0)))


def _comb(moments_s: Array, frame_s: float) -> Array:
    """Period and first tick of the beat that most changes keep to, by trying periods.

    Not by counting intervals: a passer-by among the ticks would miscount all that follow.
    """
    usual_s = float(np.median(np.diff(moments_s)))
    beats = max(float(np.ptp(moments_s)) / usual_s, 1.0)
    # So fine that over the whole record a period is off by less than half a picture.
    periods_s = np.arange(0.85 * usual_s, 1.15 * usual_s, frame_s / (2 * beats))
    best = (-1, usual_s, float(moments_s[0]))
    for period_s in periods_s:
        # Each change in turn is taken for a tick; the others keep to its beat or do not.
        off = (moments_s[None, :] - moments_s[:, None]) / period_s
        kept = np.abs(off - np.round(off)) * period_s <= _late_s(period_s, frame_s)
        counts = kept.sum(axis=1)
        if counts.max() > best[0]:
            best = (int(counts.max()), float(period_s), float(moments_s[counts.argmax()]))
    return np.array(best[1:])


def _late_s(period_s: float, frame_s: float) -> float:
    return max(_LATE_FRAMES * frame_s, _LATE_SHARE * period_s)

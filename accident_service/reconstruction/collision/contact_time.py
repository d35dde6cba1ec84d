"""When two vehicles touched: the break in their motions and the meeting of their outlines.

Both speak of one moment. The break is sharp where much momentum was exchanged, the meeting
of outlines where they closed fast and their places are well known.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from accident_service.quantities.uncertainty import Interval
from accident_service.reconstruction.collision.motion_break import (
    BreakFit,
    Stretch,
    fit_break,
    stretch_of,
)
from accident_service.reconstruction.ground.trajectory import GroundTrajectory

Array = NDArray[np.float64]

SEARCH_S = 0.2
# Moments tried per frame interval.
FINENESS = 8
# How long the smoothing of a trajectory may be; of one seen badly it is the longest.
RAMPS_S, USUAL_RAMP_S = (0.04, 0.1, 0.2, 0.35, 0.6), 0.2
# Bodies crumple: the middle of the impulse comes after the first touch, in barrier tests and
# simulations by some 0.06 s, in hard light knocks by nearly nothing (one sigma).
CRUMPLE_S = 0.04
# Fall of chi-square that bounds 95 % of one unknown.
CHI_SQUARE_95 = 3.84
FEWEST_MOMENTS = 3


@dataclass(frozen=True, slots=True, eq=False)
class TriedMoments:
    """How well each moment explains the breaks of both motions."""

    pts_s: Array  # (n,), the moments tried
    misfit: Array  # (n,), least chi-square over the ways either may have been broken
    frame_s: float

    @property
    def best_s(self) -> float:
        """The moment that explains the breaks best."""
        return float(self.pts_s[np.argmin(self.misfit)])


@dataclass(frozen=True, slots=True, eq=False)
class BreakTime(TriedMoments):
    """The same of smoothed trajectories, with what the misfits are of."""

    ramp_s: Array  # (n, 2), the ramps that gave it
    stretches: tuple[Stretch, Stretch]

    def fits_at(self, pts_s: float) -> tuple[BreakFit, BreakFit]:
        """Both motions with their break at the tried moment nearest to this one."""
        nearest = int(np.argmin(np.abs(self.pts_s - pts_s)))
        one, other = (
            fit_break(stretch, float(self.pts_s[nearest]), float(ramp_s))
            for stretch, ramp_s in zip(self.stretches, self.ramp_s[nearest], strict=True)
        )
        return one, other


def break_time(pair: Sequence[GroundTrajectory], around_s: float) -> BreakTime | None:
    """Try moments around one for a break common to both motions.

    None where the search runs off the rows of either trajectory: then there is no telling.
    """
    frame_s = max(frame_interval_s(trajectory, around_s) for trajectory in pair)
    first, second = (stretch_of(trajectory, around_s, SEARCH_S) for trajectory in pair)
    moments_s = around_s + np.arange(-SEARCH_S, SEARCH_S, frame_s / FINENESS)
    held = [m for m in moments_s if first.holds(m) and second.holds(m)]
    if len(held) < FEWEST_MOMENTS:
        return None
    start = held[len(held) // 2]
    tried = _tried((settled(first, start), settled(second, start)), np.array(held), frame_s)
    # What scatters is known better once the break is.
    better = tuple(
        stretch.scattered(fit.scatter)
        for stretch, fit in zip(tried.stretches, tried.fits_at(tried.best_s), strict=True)
    )
    return _tried((better[0], better[1]), tried.pts_s, frame_s)


def settled(stretch: Stretch, break_s: float) -> Stretch:
    """The stretch with its scatter as the fit of this break leaves it."""
    return stretch.scattered(fit_break(stretch, break_s, USUAL_RAMP_S).scatter)


def likely(tried: Iterable[BreakFit]) -> list[BreakFit]:
    """Those fits that explain what was seen as well as the best, within 95 %."""
    fits = list(tried)
    least = min(fit.misfit for fit in fits)
    return [fit for fit in fits if fit.misfit <= least + CHI_SQUARE_95]


def joint_time(breaks: TriedMoments, meeting_s: float, sigma_s: float) -> tuple[float, Interval]:
    """Best moment and 95 % interval of the first touch, from break and meeting of outlines.

    The touch may precede the middle of the break by what the bodies crumple. Where break
    and meeting contradict one another both intervals are covered: one of them is wrong, and
    there is no telling which. Never narrower than a frame interval, within which nothing
    was seen.
    """
    misfit = _first_touch_misfit(breaks)
    joint = misfit + ((breaks.pts_s - meeting_s) / sigma_s) ** 2
    best_s = float(breaks.pts_s[np.argmin(joint)])
    inside = breaks.pts_s[joint <= joint.min() + CHI_SQUARE_95]
    low_s, high_s = float(inside[0]), float(inside[-1])
    if joint.min() > CHI_SQUARE_95:
        broken = breaks.pts_s[misfit <= CHI_SQUARE_95]
        low_s = min(low_s, float(broken[0]), meeting_s - 2 * sigma_s)
        high_s = max(high_s, float(broken[-1]), meeting_s + 2 * sigma_s)
    # Steady acceleration up to the break is itself a guess, good to part of a frame.
    guess_s, half_s = breaks.frame_s / 4, breaks.frame_s / 2
    return best_s, Interval(
        min(low_s - guess_s, best_s - half_s), max(high_s + guess_s, best_s + half_s)
    )


def _first_touch_misfit(breaks: TriedMoments) -> Array:
    """Chi-square of each moment as first touch: of the best break at or soon after it."""
    lag_s = breaks.pts_s[None, :] - breaks.pts_s[:, None]
    lagged = breaks.misfit[None, :] + (lag_s / CRUMPLE_S) ** 2
    best = np.where(lag_s >= 0, lagged, np.inf).min(axis=1)
    return np.asarray(best - best.min())


def _tried(stretches: tuple[Stretch, Stretch], moments_s: Array, frame_s: float) -> BreakTime:
    table = np.array(
        [
            [[fit_break(one, moment_s, ramp_s).misfit for ramp_s in RAMPS_S] for one in stretches]
            for moment_s in moments_s
        ]
    )
    return BreakTime(
        pts_s=moments_s,
        misfit=table.min(axis=2).sum(axis=1),
        ramp_s=np.array(RAMPS_S)[table.argmin(axis=2)],
        stretches=stretches,
        frame_s=frame_s,
    )


def frame_interval_s(trajectory: GroundTrajectory, around_s: float) -> float:
    """The interval between the rows around a moment."""
    if len(trajectory.pts_s) < 2:
        return SEARCH_S
    after = int(np.clip(np.searchsorted(trajectory.pts_s, around_s), 1, len(trajectory.pts_s) - 1))
    return float(trajectory.pts_s[after] - trajectory.pts_s[after - 1])

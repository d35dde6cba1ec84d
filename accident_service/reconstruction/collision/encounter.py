"""Two trajectories on one clock: how close they came, moment by moment."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from accident_service.reconstruction.collision.footprint import (
    Separation,
    footprints_at,
    gap_sigma_m,
    separation,
)
from accident_service.reconstruction.ground.trajectory import GroundTrajectory

Array = NDArray[np.float64]

# Nearer than this, a pair is worth a word.
CLOSE_M = 1.5
# A gap this many sigmas from nothing may still be none; how far off it is counts against it.
POSSIBLE_SIGMAS = 3.0
# Smoothing shows the end of the approach this much early.
LOOK_BACK_S = 0.4
# Slower than this towards one another is standing.
APPROACH_MPS = 0.15


@dataclass(frozen=True, slots=True, eq=False)
class Encounter:
    """A pair that came close, at the moments at which it was."""

    first: GroundTrajectory
    second: GroundTrajectory
    pts_s: Array  # (n,)
    between: Separation
    gap_sigma_m: Array  # (n,)
    approach_mps: Array  # (n,), the fastest approach along the gap just before

    @property
    def possible_s(self) -> Array:
        """Moments at which the vehicles may have touched: no gap for sure, and closing.

        Never before they were once seen apart: two tracks that begin inside one another are
        one vehicle told twice, or one of them is misplaced.
        """
        near = self.between.gap_m <= POSSIBLE_SIGMAS * self.gap_sigma_m
        been_apart = np.logical_or.accumulate(self.between.gap_m > 0)
        return self.pts_s[near & been_apart & (self.approach_mps > APPROACH_MPS)]

    @property
    def closest(self) -> int:
        """The row of the least gap."""
        return int(np.argmin(self.between.gap_m))


def encounter_of(
    first: GroundTrajectory, second: GroundTrajectory, within_m: float = CLOSE_M
) -> Encounter | None:
    """The pair at the moments at which it was close; None where it never was.

    The moments are those of either trajectory at which both are known.

    Args:
        within_m: How near is close; each outline counts as its circle, so some moments are
            less near than this.
    """
    start_s = max(first.first_pts_s, second.first_pts_s)
    end_s = min(first.last_pts_s, second.last_pts_s)
    if start_s > end_s:
        return None
    pts_s = np.union1d(first.pts_s, second.pts_s)
    pts_s = pts_s[(pts_s >= start_s) & (pts_s <= end_s)]
    one, other = footprints_at(first, pts_s), footprints_at(second, pts_s)
    reach_m = sum(float(np.hypot(*box.half_m)) for box in (one, other)) + 2 * within_m
    apart_m = np.hypot(*(one.xy_m - other.xy_m).T)
    near = apart_m < reach_m
    if not near.any():
        return None
    pts_s = pts_s[near]
    one, other = footprints_at(first, pts_s), footprints_at(second, pts_s)
    between = separation(one, other)
    return Encounter(
        first=first,
        second=second,
        pts_s=pts_s,
        between=between,
        gap_sigma_m=gap_sigma_m(first, second, pts_s, between),
        approach_mps=_approach_mps(first, second, pts_s, between),
    )


def _approach_mps(
    first: GroundTrajectory, second: GroundTrajectory, pts_s: Array, between: Separation
) -> Array:
    """Closing speed of the nearest points along the gap, its greatest value just before."""
    closing = np.zeros(len(pts_s))
    for trajectory, sign, point_m in (
        (first, 1.0, between.first_m),
        (second, -1.0, between.second_m),
    ):
        own = footprints_at(trajectory, pts_s)
        speed = np.interp(pts_s, trajectory.pts_s, trajectory.speed_mps)
        yaw = np.interp(pts_s, trajectory.pts_s, _yaw_rate_radps(trajectory))
        arm = point_m - own.xy_m
        moving = speed[:, None] * own.axes[:, 0] + yaw[:, None] * arm[:, ::-1] * [-1.0, 1.0]
        closing += sign * np.sum(moving * between.normal, axis=1)
    since = np.searchsorted(pts_s, pts_s - LOOK_BACK_S)
    return np.array([closing[a : b + 1].max() for b, a in enumerate(since)])


def _yaw_rate_radps(trajectory: GroundTrajectory) -> Array:
    if len(trajectory.pts_s) < 2:
        return np.zeros(len(trajectory.pts_s))
    return np.asarray(np.gradient(trajectory.heading_rad, trajectory.pts_s))

"""How near two came to a collision, in time: TTC moment by moment, and PET once.

Time to collision (TTC) asks what would have happened had both gone on as they did: Hayward,
Near-Miss Determination through Use of a Scale of Danger, HRR 384 (1972). Post-encroachment
time (PET) asks by how much they missed: the time between the first leaving a place and the
second reaching it: Allen, Shin & Cooper, Analysis of Traffic Conflicts and Collisions,
TRR 667 (1978). Both are of the outlines, as Laureshyn et al. (AAP 42, 2010) read them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from accident_service.quantities.identifiers import TrackId
from accident_service.quantities.uncertainty import Interval
from accident_service.reconstruction.collision.encounter import Encounter, encounter_of
from accident_service.reconstruction.collision.footprint import (
    Footprints,
    along_sides,
    footprints_at,
)
from accident_service.reconstruction.ground.trajectory import GroundTrajectory

Array = NDArray[np.float64]

# Hyden's and Laureshyn's conflicts lie below 3 s; later than 5 s, drivers act first.
CONFLICT_S, LONGEST_S = 3.0, 5.0
NEAR_M = 8.0
# PET is looked for at steps of this, and is known no better.
STEP_S = 0.05
LEAST_HALF_M = 0.1
K95 = 1.96
# A relative speed less certain than this is no speed.
MOST_SPEED_DOUBT = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class Conflict:
    """How near two came to a collision; times beyond `LONGEST_S` are infinite."""

    tracks: tuple[TrackId, TrackId]
    pts_s: Array  # (n,), moments at which either bound of TTC is finite
    ttc_s: Array  # (n,)
    ttc_interval_s: Array  # (n, 2), 95 in a hundred
    pet_s: float  # 0 where both were at one place at once
    pet_interval_s: Interval

    @property
    def least_ttc(self) -> int:
        """The row of the shortest TTC."""
        return int(np.argmin(self.ttc_s))


def conflicts_of(trajectories: Sequence[GroundTrajectory]) -> tuple[Conflict, ...]:
    """TTC and PET of every pair of which either fell below `CONFLICT_S`.

    Wrong where a vehicle turns hard: TTC keeps velocities, not steering angles.
    """
    found = []
    for first, second in combinations(trajectories, 2):
        encounter = encounter_of(first, second, NEAR_M)
        if encounter is None:
            continue
        conflict = conflict_of(encounter)
        if min(conflict.pet_s, float(np.min(conflict.ttc_s, initial=np.inf))) <= CONFLICT_S:
            found.append(conflict)
    return tuple(found)


def conflict_of(encounter: Encounter) -> Conflict:
    """TTC over all moments at which both are known, and PET of their whole courses."""
    pair = (encounter.first, encounter.second)
    sigma_m = float(encounter.gap_sigma_m[encounter.closest])
    pts_s = np.union1d(*(one.pts_s for one in pair))
    pts_s = pts_s[np.all([(pts_s >= t.first_pts_s) & (pts_s <= t.last_pts_s) for t in pair], 0)]
    # Outlines that much nearer, as measured, and that much farther apart.
    nearer_s, ttc_s, farther_s = (
        time_to_collision_s(pair, pts_s, by_m) for by_m in _doubts_m(sigma_m)
    )
    doubt = _speed_doubt(pair, pts_s)
    bounds_s = np.column_stack([nearer_s * (1 - doubt), farther_s / (1 - doubt)])
    known = np.isfinite(bounds_s).any(axis=1)
    low_s, pet_s, high_s = (post_encroachment_s(pair, by_m) for by_m in _doubts_m(sigma_m))
    return Conflict(
        tracks=(encounter.first.id, encounter.second.id),
        pts_s=pts_s[known],
        ttc_s=ttc_s[known],
        ttc_interval_s=bounds_s[known],
        pet_s=pet_s,
        pet_interval_s=Interval(max(low_s - STEP_S, 0.0), high_s + STEP_S),
    )


def time_to_collision_s(
    pair: tuple[GroundTrajectory, GroundTrajectory], pts_s: Array, grown_m: float = 0.0
) -> Array:
    """Seconds until the outlines would touch at the velocities of each moment, (n,).

    Exact for boxes that keep their headings: each side's direction gives the span of time in
    which the outlines overlap along it, and they touch when the last of the four begins.

    Reference:
        Ericson, Real-Time Collision Detection (2005), section 5.5.8 (moving boxes).
    """
    one, other = (_grown(footprints_at(t, pts_s), grown_m) for t in pair)
    apart_m, axes = along_sides(one, other)
    along_m = np.einsum("nax,nx->na", axes, other.xy_m - one.xy_m)
    reach_m = along_m - apart_m
    leaving = _velocity_mps(pair[1], pts_s) - _velocity_mps(pair[0], pts_s)
    rate_mps = np.einsum("nax,nx->na", axes, leaving)
    rate_mps = np.where(np.abs(rate_mps) < 1e-9, -1e-9, rate_mps)
    bounds_s = np.sort([(-reach_m - along_m) / rate_mps, (reach_m - along_m) / rate_mps], axis=0)
    begins_s, ends_s = bounds_s[0].max(axis=1), bounds_s[1].min(axis=1)
    meets = (begins_s <= ends_s) & (ends_s >= 0) & (begins_s <= LONGEST_S)
    return np.where(meets, np.maximum(begins_s, 0.0), np.inf)


def post_encroachment_s(
    pair: tuple[GroundTrajectory, GroundTrajectory], grown_m: float = 0.0
) -> float:
    """Least time between the two being at one place; infinite where their ways do not cross."""
    boxes, times_s = [], []
    for trajectory in pair:
        count = max(int((trajectory.last_pts_s - trajectory.first_pts_s) / STEP_S), 1)
        moments_s = np.linspace(trajectory.first_pts_s, trajectory.last_pts_s, count)
        boxes.append(_grown(footprints_at(trajectory, moments_s), grown_m))
        times_s.append(moments_s)
    one, other = boxes
    reach_m = float(np.hypot(*one.half_m) + np.hypot(*other.half_m))
    far_m = np.hypot(*np.moveaxis(one.xy_m[:, None] - other.xy_m[None], -1, 0))
    offset_s = np.abs(times_s[0][:, None] - times_s[1][None])
    rows, columns = np.nonzero((far_m < reach_m) & (offset_s <= LONGEST_S))
    if not len(rows):
        return float("inf")
    apart_m, _axes = along_sides(_picked(one, rows), _picked(other, columns))
    same_place = apart_m.max(axis=1) <= 0
    return float(np.min(offset_s[rows, columns][same_place], initial=np.inf))


def _doubts_m(sigma_m: float) -> tuple[float, float, float]:
    """By how much each of two outlines grows for a gap that much less, the same, or more."""
    return (K95 * sigma_m / 2, 0.0, -K95 * sigma_m / 2)


def _grown(box: Footprints, by_m: float) -> Footprints:
    return Footprints(box.xy_m, box.heading_rad, np.maximum(box.half_m + by_m, LEAST_HALF_M))


def _picked(box: Footprints, rows: NDArray[np.intp]) -> Footprints:
    return Footprints(box.xy_m[rows], box.heading_rad[rows], box.half_m)


def _velocity_mps(trajectory: GroundTrajectory, pts_s: Array) -> Array:
    """Velocity (n, 2) of the centre, which rolls where the vehicle points."""
    speed_mps = np.interp(pts_s, trajectory.pts_s, trajectory.speed_mps)
    return np.asarray(speed_mps[:, None] * footprints_at(trajectory, pts_s).axes[:, 0])


def _speed_doubt(pair: tuple[GroundTrajectory, GroundTrajectory], pts_s: Array) -> Array:
    """Share of the relative speed that may be error (95 %), at most `MOST_SPEED_DOUBT`."""
    relative_mps = np.hypot(*(_velocity_mps(pair[0], pts_s) - _velocity_mps(pair[1], pts_s)).T)
    sigma_mps = np.hypot(*(np.interp(pts_s, t.pts_s, t.speed_sigma_mps) for t in pair))
    share = K95 * sigma_mps / np.maximum(relative_mps, 1e-9)
    return np.asarray(np.minimum(share, MOST_SPEED_DOUBT))

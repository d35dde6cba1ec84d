"""A vehicle's drive as distance gone along its own way, so that it can be driven otherwise.

The way is what was measured up to just before the contact, and straight on from there: what
the contact did to either vehicle has no part in what would have happened without it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from accident_service.reconstruction.collision.footprint import Footprints, separation
from accident_service.reconstruction.ground.trajectory import GroundTrajectory, VehicleDimensions

Array = NDArray[np.float64]

# How far straight on the way is known beyond the last place measured.
ONWARD_M = 150.0
STEP_S = 0.1
# How long after the contact's moment the two are followed on. [design]
AFTERWARDS_S = 4.0
# Nearing by less than this from one moment to the next is standing still. [design]
STILL_M = 0.01


@dataclass(frozen=True, slots=True, eq=False)
class Drive:
    """One drive without the contact. `gone_m` at `pts_s` is measured along the way."""

    way_m: Array  # (k, 2), the places of the centre
    heading_rad: Array  # (k,), of the vehicle at those places
    along_m: Array  # (k,), increasing: distance of each place from the first
    pts_s: Array  # (n,)
    gone_m: Array  # (n,)
    size: VehicleDimensions

    def gone_at(self, pts_s: Array) -> Array:
        """How far it had gone at these moments."""
        gone: Array = np.interp(pts_s, self.pts_s, self.gone_m)
        return gone

    def outlines(self, gone_m: Array) -> Footprints:
        """Its outlines after these distances along the way."""
        places = [np.interp(gone_m, self.along_m, self.way_m[:, axis]) for axis in (0, 1)]
        return Footprints(
            xy_m=np.column_stack(places),
            heading_rad=np.interp(gone_m, self.along_m, self.heading_rad),
            half_m=np.array([self.size.length_m, self.size.width_m]) / 2,
        )

    def driven(self, change: Callable[[Array, Array], Array]) -> "Drive":
        """The same way driven otherwise: `change` makes new distances of (moments, distances)."""
        return replace(self, gone_m=change(self.pts_s, self.gone_m))


def drive_of(trajectory: GroundTrajectory, until_s: float) -> Drive:
    """The drive as measured up to `until_s`, and steadily straight on afterwards.

    A vehicle known only after `until_s` is taken to have stood where it was first seen.
    """
    before = trajectory.pts_s <= until_s
    before[0] = True
    known = trajectory.at_rows(before)
    steps_m = np.hypot(*np.diff(known.xy_m, axis=0).T) if len(known.pts_s) > 1 else np.zeros(0)
    gone_m = np.concatenate([[0.0], np.cumsum(steps_m)])
    backwards = known.speed_mps[-1] < 0
    onward_rad = float(known.heading_rad[-1]) + (np.pi if backwards else 0.0)
    ahead = ONWARD_M * np.array([np.cos(onward_rad), np.sin(onward_rad)])
    moving = np.concatenate([[True], steps_m > 0])
    later_s = np.arange(STEP_S, AFTERWARDS_S + 1.0, STEP_S)
    speed_mps = abs(float(known.speed_mps[-1]))
    return Drive(
        way_m=np.vstack([known.xy_m[moving], known.xy_m[-1] + ahead]),
        heading_rad=np.append(known.heading_rad[moving], known.heading_rad[-1]),
        along_m=np.append(gone_m[moving], gone_m[-1] + ONWARD_M),
        pts_s=np.concatenate([known.pts_s, known.pts_s[-1] + later_s]),
        gone_m=np.concatenate([gone_m, gone_m[-1] + speed_mps * later_s]),
        size=trajectory.dimensions,
    )


def gaps_m(drives: Sequence[Drive], other: Drive) -> Array:
    """How far from another each of several drives of one vehicle is; (drives, moments).

    All are of the same moments; negative where one outline would be in the other.
    """
    start_s = max(drives[0].pts_s[0], other.pts_s[0])
    end_s = min(drives[0].pts_s[-1], other.pts_s[-1])
    moments = np.arange(start_s, max(end_s, start_s + STEP_S), STEP_S)
    mine = [drive.outlines(drive.gone_at(moments)) for drive in drives]
    its = other.outlines(other.gone_at(moments))
    between = separation(
        Footprints(
            xy_m=np.concatenate([one.xy_m for one in mine]),
            heading_rad=np.concatenate([one.heading_rad for one in mine]),
            half_m=mine[0].half_m,
        ),
        Footprints(
            xy_m=np.tile(its.xy_m, (len(mine), 1)),
            heading_rad=np.tile(its.heading_rad, len(mine)),
            half_m=its.half_m,
        ),
    )
    apart_m: Array = between.gap_m.reshape(len(mine), -1)
    return apart_m


def still_nearing(apart_m: Array) -> bool:
    """Do they come nearest where the look ends, so that nobody can say they never touch?

    Args:
        apart_m: How far apart they are, moment by moment.
    """
    return len(apart_m) > 1 and float(apart_m[-1]) < float(np.min(apart_m[:-1])) - STILL_M


def braked_from(begin_s: float, deceleration_mps2: float) -> Callable[[Array, Array], Array]:
    """Driven as it was until `begin_s`, then braked to a stand."""

    def change(pts_s: Array, gone_m: Array) -> Array:
        at_begin_m = float(np.interp(begin_s, pts_s, gone_m))
        earlier_m = float(np.interp(begin_s - STEP_S, pts_s, gone_m))
        speed_mps = max((at_begin_m - earlier_m) / STEP_S, 0.0)
        braking_s = np.clip(pts_s - begin_s, 0.0, speed_mps / deceleration_mps2)
        braked_m = at_begin_m + speed_mps * braking_s - deceleration_mps2 * braking_s**2 / 2
        # Whoever braked harder in truth is not made to brake less.
        changed: Array = np.where(pts_s <= begin_s, gone_m, np.minimum(gone_m, braked_m))
        return changed

    return change


def held_at(stop_m: float) -> Callable[[Array, Array], Array]:
    """Driven as it was, but never beyond this distance."""

    def change(_pts_s: Array, gone_m: Array) -> Array:
        return np.minimum(gone_m, stop_m)

    return change


def no_faster_than(limit_mps: float) -> Callable[[Array, Array], Array]:
    """Driven as it was, but slower wherever it was faster than the limit."""

    def change(pts_s: Array, gone_m: Array) -> Array:
        steps_m = np.minimum(np.diff(gone_m), limit_mps * np.diff(pts_s))
        slower_m: Array = gone_m[0] + np.concatenate([[0.0], np.cumsum(steps_m)])
        return slower_m

    return change

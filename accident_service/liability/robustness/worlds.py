"""Worlds that may have been: the measured scene with one possible error of every measurement.

In such a world nothing is in doubt, so that a detector answers true or false wherever its
answer hung on noise. Errors of a position go along with the ones before and after it: most of
an error is the camera's and the body's and stays, the rest wanders within about a second.
"""

from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from accident_service.liability.facts.contact_zone import clock_hour
from accident_service.liability.facts.observe import Observation
from accident_service.liability.signal_log import ApproachSignal, PhaseChange, SignalLog
from accident_service.quantities.identifiers import TrackId
from accident_service.quantities.uncertainty import COVERAGE_FACTOR, Estimate, Interval
from accident_service.reconstruction.collision.event import CollisionEvent, ContactSide
from accident_service.reconstruction.ground.trajectory import GroundTrajectory

Array = NDArray[np.float64]

# Part of an error's variance that lasts the whole way: survey, size and foot of the body. [design]
LASTING_SHARE = 0.8
# How long the rest of it takes to be forgotten. [design]
FORGOTTEN_S = 1.0
# Detectors see the seconds before the contact; a world holds those and no more, at this spacing.
BEFORE_S, AFTER_S, SPACING_S = 8.0, 1.0, 0.12


@dataclass(frozen=True, slots=True, kw_only=True)
class VehicleErrors:
    """Errors of one vehicle's measurements in sigmas; rows as its trajectory's, or one for all.

    `across` is what is left of an error's y once the part that goes with x is taken out.
    """

    along: Array
    across: Array
    heading: Array
    speed: Array
    length: float = 0.0
    width: float = 0.0


NO_ERRORS = VehicleErrors(
    along=np.zeros(1), across=np.zeros(1), heading=np.zeros(1), speed=np.zeros(1)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class WorldErrors:
    """Errors of everything, in sigmas."""

    vehicles: dict[TrackId, VehicleErrors]
    contact_time: float = 0.0
    signal_clock: float = 0.0


def thinned(seen: Observation) -> Observation:
    """The same with fewer moments: enough for the detectors, a fraction of the work.

    When braking began is fitted with a doubt of its own, and is kept as measured.
    """
    at_s = seen.contact_pts_s
    kept = (
        _thinned(one, Interval(at_s - BEFORE_S, at_s + AFTER_S))
        for one in seen.reconstruction.trajectories
    )
    trajectories = tuple(one for one in kept if one is not None)
    return replace(
        seen,
        reconstruction=replace(seen.reconstruction, trajectories=trajectories),
        brakings={one.id: seen.brake_onsets(one.id) for one in trajectories},
    )


def _thinned(trajectory: GroundTrajectory, window: Interval) -> GroundTrajectory | None:
    """Only rows measured, never in between; the first and last of the window among them."""
    pts_s = trajectory.pts_s
    inside = np.flatnonzero((pts_s >= window.low) & (pts_s <= window.high))
    if len(inside) == 0:
        return None
    spaces = np.floor((pts_s[inside] - pts_s[inside[0]]) / SPACING_S + 1e-6)
    first_of_space = np.concatenate([[True], np.diff(spaces) > 0])
    first_of_space[-1] = True
    kept = np.zeros(len(pts_s), dtype=bool)
    kept[inside[first_of_space]] = True
    return trajectory.at_rows(kept)


def drawn(seen: Observation, rng: np.random.Generator) -> WorldErrors:
    """Errors of one world, by chance."""
    return WorldErrors(
        vehicles={one.id: _drawn(one, rng) for one in seen.reconstruction.trajectories},
        contact_time=float(rng.standard_normal()),
        signal_clock=float(rng.standard_normal()),
    )


def _drawn(trajectory: GroundTrajectory, rng: np.random.Generator) -> VehicleErrors:
    along, across, heading = (_erring(trajectory.pts_s, rng) for _ in range(3))
    speed = _erring(trajectory.pts_s, rng) * surely_moving(trajectory)
    length, width = rng.standard_normal(2)
    return VehicleErrors(
        along=along,
        across=across,
        heading=heading,
        speed=speed,
        length=float(length),
        width=float(width),
    )


def surely_moving(trajectory: GroundTrajectory) -> NDArray[np.bool_]:
    """Where a speed can be off: one that may stand keeps its own, or its place would drift."""
    moving: NDArray[np.bool_] = (
        np.abs(trajectory.speed_mps) > COVERAGE_FACTOR * trajectory.speed_sigma_mps
    )
    return moving


def _erring(pts_s: Array, rng: np.random.Generator) -> Array:
    """Standard normal at every moment; neighbours alike (a Gauss-Markov process on an offset)."""
    lasting = rng.standard_normal()
    steps = rng.standard_normal(len(pts_s))
    wandering = np.empty(len(pts_s))
    wandering[0] = steps[0]
    for row, (earlier, later) in enumerate(pairwise(pts_s), start=1):
        kept = np.exp(-(later - earlier) / FORGOTTEN_S)
        wandering[row] = kept * wandering[row - 1] + np.sqrt(1 - kept**2) * steps[row]
    mixed: Array = np.sqrt(LASTING_SHARE) * lasting + np.sqrt(1 - LASTING_SHARE) * wandering
    return mixed


def world(seen: Observation, errors: WorldErrors) -> Observation:
    """The scene as it would be if just these errors were made, with nothing left in doubt."""
    trajectories = tuple(
        _certain(one, errors.vehicles.get(one.id, NO_ERRORS))
        for one in seen.reconstruction.trajectories
    )
    by_id = {one.id: one for one in trajectories}
    event = _certain_contact(seen, errors, by_id)
    reconstruction = replace(
        seen.reconstruction, trajectories=trajectories, collisions=(event,), near_misses=()
    )
    return replace(
        seen,
        reconstruction=reconstruction,
        collision=event,
        signals=_certain_signals(seen.signals, errors.signal_clock),
    )


def _certain(trajectory: GroundTrajectory, errors: VehicleErrors) -> GroundTrajectory:
    count, size = len(trajectory.pts_s), trajectory.dimensions
    x_sigma_m, y_sigma_m = trajectory.xy_sigma_m.T
    shared = np.broadcast_to(trajectory.xy_correlation, count)
    off_x_m = x_sigma_m * errors.along
    off_y_m = y_sigma_m * (shared * errors.along + np.sqrt(1 - shared**2) * errors.across)
    return replace(
        trajectory,
        dimensions=replace(
            size,
            length_m=max(size.length_m + errors.length * size.length_sigma_m, 0.5),
            width_m=max(size.width_m + errors.width * size.width_sigma_m, 0.3),
            length_sigma_m=0.0,
            width_sigma_m=0.0,
        ),
        xy_m=trajectory.xy_m + np.stack([off_x_m, off_y_m], axis=1),
        heading_rad=trajectory.heading_rad + errors.heading * trajectory.heading_sigma_rad,
        speed_mps=trajectory.speed_mps + errors.speed * trajectory.speed_sigma_mps,
        xy_sigma_m=np.zeros((count, 2)),
        heading_sigma_rad=np.zeros(count),
        speed_sigma_mps=np.zeros(count),
        xy_correlation=np.zeros(1),
    )


def _certain_contact(
    seen: Observation, errors: WorldErrors, by_id: dict[TrackId, GroundTrajectory]
) -> CollisionEvent:
    """The contact at one moment, its point moved as the two vehicles are on average."""
    event, span = seen.collision, seen.collision.pts_interval_s
    sigma_s = (span.high - span.low) / (2 * COVERAGE_FACTOR)
    at_s = float(np.clip(event.pts_s + errors.contact_time * sigma_s, span.low, span.high))
    moved_m = np.mean([_moved_m(seen, track, by_id[track]) for track in event.tracks], axis=0)
    point_m = (event.x_m + float(moved_m[0]), event.y_m + float(moved_m[1]))
    first, second = (
        _side(side, by_id[side.track], at_s, point_m) for side in (event.first, event.second)
    )
    return replace(
        event,
        first=first,
        second=second,
        pts_s=at_s,
        pts_interval_s=Interval(at_s, at_s),
        x_m=point_m[0],
        y_m=point_m[1],
        point_sigma_m=0.0,
        closing_speed_mps=Estimate(event.closing_speed_mps.value, 0.0),
    )


def _moved_m(seen: Observation, track: TrackId, there: GroundTrajectory) -> Array:
    measured = seen.trajectory(track)
    row = int(np.argmin(np.abs(measured.pts_s - seen.contact_pts_s)))
    moved: Array = there.xy_m[row] - measured.xy_m[row]
    return moved


def _side(
    side: ContactSide, trajectory: GroundTrajectory, at_s: float, point_m: tuple[float, float]
) -> ContactSide:
    known_s = min(max(at_s, trajectory.first_pts_s), trajectory.last_pts_s)
    hour = clock_hour(trajectory.pose_at(known_s), point_m)
    speed = Estimate(side.speed_before_mps.value, 0.0)
    return replace(side, clock=hour, speed_before_mps=speed)


def _certain_signals(signals: SignalLog, error: float) -> SignalLog:
    return SignalLog(
        approaches=tuple(
            _late(one, error * signals.clock_sigma_of(one.approach)) for one in signals.approaches
        ),
        clock_sigma_s=0.0,
    )


def _late(signal: ApproachSignal, late_s: float) -> ApproachSignal:
    changes = tuple(PhaseChange(at.pts_s + late_s, at.phase) for at in signal.changes)
    return replace(signal, changes=changes, clock_sigma_s=None)

"""What the detectors look at: one contact, its two vehicles, the map and the signals.

Positions come with one sigma per axis; here they become estimates along or across
something (a lane, a path), which is all a detector compares with a threshold.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar, cast

import numpy as np

from accident_service.liability.fact import EvidencePointer, Fact
from accident_service.liability.road_map import Lane, RoadMap
from accident_service.liability.signal_log import SignalLog
from accident_service.liability.thresholds import Thresholds
from accident_service.quantities.identifiers import TrackId
from accident_service.quantities.uncertainty import Estimate, Interval
from accident_service.reconstruction.collision.event import CollisionEvent
from accident_service.reconstruction.ground.braking import BrakeOnset
from accident_service.reconstruction.ground.trajectory import (
    GroundTrajectory,
    VehicleDimensions,
    VehiclePose,
)
from accident_service.reconstruction.result import Reconstruction

# Smoothing lets the contact's jolt leak back about this far. [design]
JOLT_S = 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """Everything a detector may use, and nothing else."""

    reconstruction: Reconstruction
    collision: CollisionEvent
    road_map: RoadMap
    signals: SignalLog
    thresholds: Thresholds
    clip: str = ""
    brakings: Mapping[TrackId, tuple[BrakeOnset, ...]] | None = None  # None: not told yet
    told_by_officer: tuple[Fact, ...] = ()  # stands in place of what is measured
    # What several detectors ask for, kept for this observation alone; see `told_once`.
    told: dict[tuple[object, ...], object] = field(
        init=False, repr=False, compare=False, default_factory=dict
    )

    @property
    def pairs(self) -> tuple[tuple[TrackId, TrackId], tuple[TrackId, TrackId]]:
        """Both orders of the two parties."""
        first, second = self.collision.tracks
        return ((first, second), (second, first))

    @property
    def contact_pts_s(self) -> float:
        """The best single moment of the contact."""
        return self.collision.pts_s

    @property
    def before_pts_s(self) -> float:
        """The last moment that is surely before the contact."""
        return min(self.collision.pts_interval_s.low, self.collision.pts_s)

    def trajectory(self, track: TrackId) -> GroundTrajectory:
        """The trajectory of a party."""
        return self.reconstruction.trajectory(track)

    def brake_onsets(self, track: TrackId) -> tuple[BrakeOnset, ...]:
        """When its driver began to brake, up to its first contact."""
        if self.brakings is not None and track in self.brakings:
            return self.brakings[track]
        return self.reconstruction.brake_onsets(track)

    def dimensions(self, track: TrackId) -> VehicleDimensions:
        """The outer size of a party."""
        return self.trajectory(track).dimensions

    def seen_before_s(self, track: TrackId) -> float:
        """For how long the vehicle was followed before the contact."""
        return self.before_pts_s - self.trajectory(track).first_pts_s

    def pose_at(self, track: TrackId, pts_s: float) -> VehiclePose:
        """The pose at the moment, or at the nearest one at which the vehicle is known."""
        trajectory = self.trajectory(track)
        return trajectory.pose_at(min(max(pts_s, trajectory.first_pts_s), trajectory.last_pts_s))

    def poses_before(
        self, track: TrackId, *, window_s: float, end_s: float | None = None
    ) -> list[VehiclePose]:
        """The poses of the last `window_s` before `end_s`, one per analysed frame.

        `end_s` is the last moment before the contact unless given; empty where the vehicle
        was not known then.
        """
        end = self.before_pts_s if end_s is None else end_s
        trajectory = self.trajectory(track)
        pts_s = trajectory.pts_s
        wanted = np.flatnonzero((pts_s >= end - window_s - 1e-9) & (pts_s <= end + 1e-9))
        return [trajectory.pose_of_row(int(row)) for row in wanted]

    def pointer(self, track: TrackId, pts_s: float | None = None) -> EvidencePointer:
        """Where to look; the contact unless a moment is given."""
        at_s = self.contact_pts_s if pts_s is None else pts_s
        return EvidencePointer(track, at_s, self.clip)


Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")


def told_once(
    tell: Callable[Concatenate[Observation, Asked], Answer],
) -> Callable[Concatenate[Observation, Asked], Answer]:
    """The same function, worked out once an observation and question; arguments by position."""

    @wraps(tell)
    def ask(seen: Observation, /, *of: Asked.args, **named: Asked.kwargs) -> Answer:
        question = (tell, *of, *sorted(named.items()))
        if question not in seen.told:
            seen.told[question] = tell(seen, *of, **named)
        return cast("Answer", seen.told[question])

    return ask


def speed_of(pose: VehiclePose) -> Interval:
    """The signed speed along the vehicle's own heading, k = 2, in m/s."""
    return Estimate(pose.speed_mps, pose.speed_sigma_mps).interval


def magnitude(interval: Interval) -> Interval:
    """The interval of the absolute value."""
    if interval.low >= 0:
        return interval
    if interval.high <= 0:
        return Interval(-interval.high, -interval.low)
    return Interval(0.0, max(-interval.low, interval.high))


def across_sigma_m(pose: VehiclePose, direction_rad: float) -> float:
    """One sigma of the position, across a direction."""
    return pose.sigma_m(direction_rad + math.pi / 2)


def along_sigma_m(pose: VehiclePose, direction_rad: float) -> float:
    """One sigma of the position, along a direction."""
    return pose.sigma_m(direction_rad)


def left_of_centre(pose: VehiclePose, lane: Lane) -> Estimate:
    """How far the footprint's centre is left of the lane's centre line, in metres."""
    place = lane.place_of(pose.x_m, pose.y_m)
    return Estimate(place.left_m, across_sigma_m(pose, place.direction_rad))


def half_breadth(pose: VehiclePose, size: VehicleDimensions, direction_rad: float) -> Estimate:
    """Half of what the footprint spans across a direction, in metres.

    A vehicle set at an angle spans more than its width; its corner counts.
    """
    turned_rad = pose.heading_rad - direction_rad
    span_m = (
        size.length_m * abs(math.sin(turned_rad)) + size.width_m * abs(math.cos(turned_rad))
    ) / 2
    sigma_m = math.hypot(
        size.length_m / 2 * math.cos(turned_rad) * pose.heading_sigma_rad,
        size.width_sigma_m / 2,
    )
    return Estimate(span_m, sigma_m)


def is_ahead(pose: VehiclePose, other: VehiclePose) -> bool:
    """Is the other's middle ahead of this one's, along this one's heading?"""
    east_m, north_m = other.x_m - pose.x_m, other.y_m - pose.y_m
    return east_m * math.cos(pose.heading_rad) + north_m * math.sin(pose.heading_rad) > 0


def distance_to_path(pose: VehiclePose, path: list[VehiclePose]) -> Estimate:
    """How far beside another vehicle's path this one's centre is, in metres.

    The path is the polyline of its centres, lengthened straight on at both ends, because
    a vehicle first seen late had come from somewhere.
    """
    start, end = path[0], path[-1]
    reach_m = 200.0
    corners = [
        _moved(start, -reach_m),
        *[(known.x_m, known.y_m) for known in path],
        _moved(end, reach_m),
    ]
    points = np.asarray(corners, dtype=np.float64)
    offsets = points[1:] - points[:-1]
    lengths2 = np.maximum(np.sum(offsets**2, axis=1), 1e-12)
    here = np.array([pose.x_m, pose.y_m]) - points[:-1]
    share = np.clip(np.sum(here * offsets, axis=1) / lengths2, 0.0, 1.0)
    gaps = here - share[:, None] * offsets
    distances_m = np.hypot(gaps[:, 0], gaps[:, 1])
    nearest = int(np.argmin(distances_m))
    direction_rad = math.atan2(offsets[nearest, 1], offsets[nearest, 0])
    sigma_m = math.hypot(across_sigma_m(pose, direction_rad), across_sigma_m(end, direction_rad))
    return Estimate(float(distances_m[nearest]), sigma_m)


def _moved(pose: VehiclePose, by_m: float) -> tuple[float, float]:
    return (
        pose.x_m + by_m * math.cos(pose.heading_rad),
        pose.y_m + by_m * math.sin(pose.heading_rad),
    )

"""Contacts as other programs write them: what is not said is taken from the trajectories."""

import math
from collections.abc import Mapping

from accident_service.adapters.contact_records import event_of
from accident_service.adapters.fields import Fields
from accident_service.errors import InvalidSite
from accident_service.quantities.ground_plane import wrapped_rad
from accident_service.quantities.identifiers import TrackId
from accident_service.quantities.uncertainty import Estimate, Interval
from accident_service.reconstruction.collision.event import CollisionEvent, ContactSide
from accident_service.reconstruction.ground.trajectory import GroundTrajectory, VehiclePose

# The speed is read this long before the contact, clear of the jolt. [design]
BEFORE_S = 0.1
TRUSTED_POINT_SIGMA_M = 0.1


def given_contact(contact: Fields, by_id: Mapping[str, GroundTrajectory]) -> CollisionEvent:
    """One entry of `contacts`: `t_s`, `x_m`, `y_m` and `pair` are needed, the rest may be absent.

    Raises:
        InvalidSite: A needed field is missing, or the pair names a track the file lacks.
    """
    try:
        return event_of(contact)
    except InvalidSite:
        # The short form of FORMAT: sides, speeds and angle follow from the trajectories.
        return _from_trajectories(contact, by_id)


def _from_trajectories(contact: Fields, by_id: Mapping[str, GroundTrajectory]) -> CollisionEvent:
    pair = contact.table.get("pair")
    if not isinstance(pair, list) or len(pair) != 2 or not all(p in by_id for p in pair):
        raise contact.refuse("pair", "the ids of two tracks of this file")
    pts_s = contact.number("t_s")
    low_s = contact.number("t_low_s", high=pts_s) if contact.has("t_low_s") else pts_s
    high_s = contact.number("t_high_s", low=pts_s) if contact.has("t_high_s") else pts_s
    point_m = (contact.number("x_m"), contact.number("y_m"))
    poses = [pose_near(by_id[track], pts_s - BEFORE_S) for track in pair]
    first, second = (
        _side(contact, TrackId(track), pose_near(by_id[track], pts_s), point_m, pose)
        for track, pose in zip(pair, poses, strict=True)
    )
    return CollisionEvent(
        first=first,
        second=second,
        pts_s=pts_s,
        pts_interval_s=Interval(low_s, high_s),
        x_m=point_m[0],
        y_m=point_m[1],
        point_sigma_m=TRUSTED_POINT_SIGMA_M,
        closing_speed_mps=_closing_speed(poses[0], poses[1]),
        approach_angle_rad=wrapped_rad(poses[1].heading_rad - poses[0].heading_rad),
        hidden=bool(contact.truth("hidden")),
    )


def _side(
    contact: Fields,
    track: TrackId,
    at_contact: VehiclePose,
    point_m: tuple[float, float],
    before: VehiclePose,
) -> ContactSide:
    given = contact.within("clock") if contact.has("clock") else None
    clock = (
        int(given.number(track, low=1, high=12))
        if given and given.has(track)
        else clock_of(at_contact, point_m)
    )
    return ContactSide(
        track=track,
        clock=clock,
        delta_v_mps=None,
        speed_before_mps=Estimate(before.speed_mps, before.speed_sigma_mps),
    )


def clock_of(pose: VehiclePose, point_m: tuple[float, float]) -> int:
    """Which hour of the clock a point lies at, seen from above with 12 ahead."""
    bearing_rad = math.atan2(point_m[1] - pose.y_m, point_m[0] - pose.x_m) - pose.heading_rad
    return round(-bearing_rad / (math.pi / 6)) % 12 or 12


def pose_near(trajectory: GroundTrajectory, pts_s: float) -> VehiclePose:
    """The pose at this moment, or at the nearest at which the vehicle is known."""
    return trajectory.pose_at(min(max(pts_s, trajectory.first_pts_s), trajectory.last_pts_s))


def _closing_speed(first: VehiclePose, second: VehiclePose) -> Estimate:
    apart_m = (second.x_m - first.x_m, second.y_m - first.y_m)
    distance_m = max(math.hypot(*apart_m), 1e-6)
    relative_mps = [
        first.speed_mps * turn(first.heading_rad) - second.speed_mps * turn(second.heading_rad)
        for turn in (math.cos, math.sin)
    ]
    along_mps = (relative_mps[0] * apart_m[0] + relative_mps[1] * apart_m[1]) / distance_m
    return Estimate(along_mps, math.hypot(first.speed_sigma_mps, second.speed_sigma_mps))

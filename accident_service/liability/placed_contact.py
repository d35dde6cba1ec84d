"""Contacts as a person tells them: one placed, one denied, the others seen from moved tracks."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from accident_service.liability.changes import ContactDenied, ContactPlaced
from accident_service.liability.facts.observe import JOLT_S
from accident_service.quantities.ground_plane import wrapped_rad
from accident_service.quantities.identifiers import TrackId
from accident_service.quantities.uncertainty import COVERAGE_FACTOR, Estimate, Interval
from accident_service.reconstruction.collision.event import CollisionEvent, ContactSide
from accident_service.reconstruction.collision.footprint import (
    Footprints,
    footprints_at,
    separation,
)
from accident_service.reconstruction.collision.touch import clock_hour
from accident_service.reconstruction.ground.trajectory import GroundTrajectory
from accident_service.reconstruction.result import Reconstruction


def with_contacts(
    found: Reconstruction,
    told: Sequence[ContactPlaced | ContactDenied],
    moved: frozenset[TrackId],
) -> Reconstruction:
    """The contacts as told, the last word on each pair counting.

    Args:
        moved: Tracks that were shifted; where they were touched is told anew.
    """
    events = tuple(_seen_anew(found, event, moved) for event in found.collisions)
    for one in told:
        of_pair = [event for event in events if set(event.tracks) == set(one.tracks)]
        events = tuple(event for event in events if event not in of_pair)
        if isinstance(one, ContactPlaced):
            before = of_pair[0] if of_pair else None
            events = (*events, _placed(found, one, before))
    return replace(found, collisions=tuple(sorted(events, key=lambda event: event.pts_s)))


def _placed(
    found: Reconstruction, told: ContactPlaced, before: CollisionEvent | None
) -> CollisionEvent:
    """The contact told; what of an impact only motion shows is kept from the measured one."""
    pair = [found.trajectory(track) for track in told.tracks]
    boxes = [footprints_at(one, np.array([told.pts_s])) for one in pair]
    x_m, y_m = _point_m(told, boxes)
    first, second = (
        _side(one, box, (x_m, y_m), told.pts_s, before)
        for one, box in zip(pair, boxes, strict=True)
    )
    headings = [float(box.heading_rad[0]) for box in boxes]
    return CollisionEvent(
        first=first,
        second=second,
        pts_s=told.pts_s,
        pts_interval_s=Interval(told.pts_s - told.doubt_s, told.pts_s + told.doubt_s),
        x_m=x_m,
        y_m=y_m,
        point_sigma_m=told.doubt_m / COVERAGE_FACTOR,
        closing_speed_mps=_closing(pair, boxes, told.pts_s - JOLT_S),
        approach_angle_rad=wrapped_rad(headings[1] - headings[0]),
        hidden=False,
        camera_error_m=before.camera_error_m if before else 0.0,
    )


def _point_m(told: ContactPlaced, boxes: list[Footprints]) -> tuple[float, float]:
    if told.x_m is not None and told.y_m is not None:
        return told.x_m, told.y_m
    between = separation(boxes[0], boxes[1])
    middle = (between.first_m[0] + between.second_m[0]) / 2
    return float(middle[0]), float(middle[1])


def _side(
    trajectory: GroundTrajectory,
    box: Footprints,
    point_m: tuple[float, float],
    pts_s: float,
    before: CollisionEvent | None,
) -> ContactSide:
    known_s = max(pts_s - JOLT_S, trajectory.first_pts_s)
    pose = trajectory.pose_at(known_s)
    measured = before.side_of(trajectory.id) if before else None
    return ContactSide(
        track=trajectory.id,
        clock=clock_hour(box, np.asarray(point_m)),
        delta_v_mps=measured.delta_v_mps if measured else None,
        speed_before_mps=Estimate(pose.speed_mps, pose.speed_sigma_mps),
    )


def _closing(pair: list[GroundTrajectory], boxes: list[Footprints], pts_s: float) -> Estimate:
    """How fast the two neared one another along the shortest line between them."""
    normal = separation(boxes[0], boxes[1]).normal[0]
    poses = [one.pose_at(max(pts_s, one.first_pts_s)) for one in pair]
    along = [
        pose.speed_mps * float(normal @ (np.cos(pose.heading_rad), np.sin(pose.heading_rad)))
        for pose in poses
    ]
    sigma_mps = float(np.hypot(poses[0].speed_sigma_mps, poses[1].speed_sigma_mps))
    return Estimate(max(along[0] - along[1], 0.0), sigma_mps)


def _seen_anew(
    found: Reconstruction, event: CollisionEvent, moved: frozenset[TrackId]
) -> CollisionEvent:
    """The same contact, with the hour at which a moved vehicle was touched."""
    first, second = (
        _side_of(found, side, event) if side.track in moved else side
        for side in (event.first, event.second)
    )
    return replace(event, first=first, second=second)


def _side_of(found: Reconstruction, side: ContactSide, event: CollisionEvent) -> ContactSide:
    trajectory = found.trajectory(side.track)
    known_s = min(max(event.pts_s, trajectory.first_pts_s), trajectory.last_pts_s)
    box = footprints_at(trajectory, np.array([known_s]))
    return replace(side, clock=clock_hour(box, np.array([event.x_m, event.y_m])))

"""Which vehicles touched, when, where and how hard; and which only came close.

A contact is claimed where the outlines may have met *and* momentum passed between the two
at that moment. Outlines alone never suffice: their sigmas are wide, and to claim a
collision that was none is the worse error.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from accident_service.quantities.ground_plane import GroundPoints
from accident_service.quantities.identifiers import TrackId
from accident_service.quantities.uncertainty import Estimate
from accident_service.reconstruction.calibration.camera_model import CameraModel
from accident_service.reconstruction.calibration.error_map import expected_error_m
from accident_service.reconstruction.collision.claim import Claim, best_claim
from accident_service.reconstruction.collision.encounter import CLOSE_M, Encounter, encounter_of
from accident_service.reconstruction.collision.event import CollisionEvent, NearMiss
from accident_service.reconstruction.collision.record import event_of
from accident_service.reconstruction.collision.seen_claim import best_seen_claim
from accident_service.reconstruction.ground.seen_motion import SeenMotion
from accident_service.reconstruction.ground.trajectory import GroundTrajectory

MotionOf = Callable[[TrackId], SeenMotion]

# Slower than this past one another is standing; slower than that towards one another is
# rolling up in a queue.
PASSING_MPS, ROLLING_UP_MPS = 0.5, 1.5
# The gap of two that stopped keeps changing by noise; this much more is as close.
AS_CLOSE_M = 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactFindings:
    """First touches in time order, and pairs that came close without one."""

    collisions: tuple[CollisionEvent, ...]
    near_misses: tuple[NearMiss, ...]


def find_contacts(
    trajectories: Sequence[GroundTrajectory],
    camera: CameraModel | None = None,
    motion_of: MotionOf | None = None,
) -> ContactFindings:
    """Find the first touch of every pair, and the pairs that came close without one.

    Args:
        camera: That the trajectories were read from, full size. Their sigmas hold its doubt
            already; each contact is told how well it places things just there.
        motion_of: What the pictures tell of each step of a vehicle; asked for those that meet.

    Wrong where a touch moves neither vehicle measurably (it is then a near miss with a gap
    about zero), and where the tracks of both break alike for a reason that is no contact.
    Linear in moments; a pair that never comes close costs one comparison.
    """
    collisions: list[CollisionEvent] = []
    misses: list[NearMiss] = []
    for first, second in combinations(trajectories, 2):
        encounter = encounter_of(first, second)
        if encounter is None:
            continue
        claim = _claimed(encounter, motion_of)
        if claim is not None:
            collisions.append(_placed(event_of(encounter, claim), camera))
        else:
            misses.extend(_near_miss(encounter))
    return ContactFindings(
        collisions=tuple(sorted(collisions, key=lambda event: event.pts_s)),
        near_misses=tuple(sorted(misses, key=lambda miss: miss.pts_s)),
    )


def looked_at_again(
    earlier: ContactFindings,
    trajectories: Sequence[GroundTrajectory],
    camera: CameraModel | None = None,
    motion_of: MotionOf | None = None,
) -> ContactFindings:
    """The same contacts, told anew where these trajectories show them too.

    For trajectories whose motion was left free to jump at the contacts already found: they
    tell better when and how hard, but no contact is found or lost by them.
    """
    known = {one.id: one for one in trajectories}
    told = []
    for event in earlier.collisions:
        first, second = event.tracks
        encounter = encounter_of(known[first], known[second])
        claim = _claimed(encounter, motion_of) if encounter is not None else None
        if encounter is None or claim is None:
            told.append(event)
        else:
            told.append(_placed(event_of(encounter, claim), camera))
    return replace(earlier, collisions=tuple(sorted(told, key=lambda event: event.pts_s)))


def _claimed(encounter: Encounter, motion_of: MotionOf | None) -> Claim | None:
    """The claim of the steps, which smear nothing; else that of the trajectories."""
    if motion_of is not None and len(encounter.possible_s):
        motions = motion_of(encounter.first.id), motion_of(encounter.second.id)
        claim = best_seen_claim(encounter, motions)
        if claim is not None:
            return claim
    return best_claim(encounter)


def under_names(findings: ContactFindings, names: Mapping[TrackId, TrackId]) -> ContactFindings:
    """The findings of vehicles that were followed in pieces, told of the whole vehicles.

    One for every pair: its first contact, or else its closest pass.

    Args:
        names: The vehicle of every piece.
    """
    collisions = {
        frozenset(event.tracks): event
        for event in (_under_names(event, names) for event in reversed(findings.collisions))
        if event.first.track != event.second.track
    }
    misses: dict[frozenset[TrackId], NearMiss] = {}
    for miss in sorted(findings.near_misses, key=lambda miss: miss.gap_m.value):
        told = replace(miss, tracks=(names[miss.tracks[0]], names[miss.tracks[1]]))
        pair = frozenset(told.tracks)
        if len(pair) == 2 and pair not in collisions:
            misses.setdefault(pair, told)
    return ContactFindings(
        collisions=tuple(sorted(collisions.values(), key=lambda event: event.pts_s)),
        near_misses=tuple(sorted(misses.values(), key=lambda miss: miss.pts_s)),
    )


def _under_names(event: CollisionEvent, names: Mapping[TrackId, TrackId]) -> CollisionEvent:
    sides = [replace(side, track=names[side.track]) for side in (event.first, event.second)]
    return replace(event, first=sides[0], second=sides[1])


def _placed(event: CollisionEvent, camera: CameraModel | None) -> CollisionEvent:
    """The contact, with how far off the camera is expected to place things there."""
    if camera is None:
        return event
    error_m = float(expected_error_m(camera, GroundPoints(np.array([[event.x_m, event.y_m]])))[0])
    return replace(event, camera_error_m=error_m if math.isfinite(error_m) else math.inf)


def _near_miss(encounter: Encounter) -> tuple[NearMiss, ...]:
    """The closest moment, if the pair came near while moving against one another."""
    gap_m = encounter.between.gap_m
    least_m = float(gap_m.min())
    row = int(np.argmax(gap_m <= least_m + AS_CLOSE_M))
    pts_s = float(encounter.pts_s[row])
    moving = (
        _passing_mps(encounter, pts_s) >= PASSING_MPS
        or encounter.approach_mps[row] >= ROLLING_UP_MPS
    )
    if least_m >= CLOSE_M or not moving:
        return ()
    return (
        NearMiss(
            tracks=(encounter.first.id, encounter.second.id),
            pts_s=pts_s,
            gap_m=Estimate(least_m, float(encounter.gap_sigma_m[row])),
        ),
    )


def _passing_mps(encounter: Encounter, pts_s: float) -> float:
    """The speed of one as seen from the other."""
    velocities = []
    for trajectory in (encounter.first, encounter.second):
        pose = trajectory.pose_at(pts_s)
        heading = np.array([np.cos(pose.heading_rad), np.sin(pose.heading_rad)])
        velocities.append(pose.speed_mps * heading)
    return float(np.hypot(*(velocities[0] - velocities[1])))

"""How far a vehicle had turned round, and from where it began.

Its heading is followed back over the window to the moment from which it has turned most.
Who follows lanes that bend, a roundabout's ring or a marked path through a junction, turns
with the road and not round on it.
"""

import math
from dataclasses import dataclass

from accident_service.liability.facts.observe import JOLT_S, Observation
from accident_service.quantities.identifiers import TrackId
from accident_service.quantities.uncertainty import Estimate, Interval
from accident_service.reconstruction.ground.trajectory import VehiclePose

# Headings are compared at steps of about this; nobody turns round within one.
STEP_S = 0.2
# The straight way before a turn wavers by about this; the turn begins at its end. [design]
STRAIGHT_RAD = 0.05
# Of the way, this share may be off the lanes' direction and still follow them. [design]
OFF_LANES_SHARE = 0.25
# Slower than this after the contact, a change of heading is the blow's, not the driver's.
DRIVING_ON_MPS = 1.0
AFTER_S = 5.0


@dataclass(frozen=True, slots=True)
class Turn:
    """The turn a vehicle was in: every pose from where it began to just before the contact."""

    poses: tuple[VehiclePose, ...]
    follows_lanes: bool  # as everyone does who turns no further than for an ordinary turn
    goes_on: bool  # it was not yet back in line with a lane and steady

    @property
    def turned(self) -> Estimate:
        """The heading's change, positive to the left, in radians."""
        first, last = self.poses[0], self.poses[-1]
        return Estimate(
            last.heading_rad - first.heading_rad,
            math.hypot(first.heading_sigma_rad, last.heading_sigma_rad),
        )

    @property
    def turned_either_way(self) -> Interval:
        """How far, whichever way, in radians."""
        either_way = Estimate(abs(self.turned.value), self.turned.sigma).interval
        return Interval(max(either_way.low, 0.0), max(either_way.high, 0.0))


def turn_before_contact(seen: Observation, party: TrackId) -> Turn | None:
    """The largest turn that led to the contact; None where it was not known before."""
    poses = _thinned(
        seen.poses_before(
            party,
            window_s=seen.thresholds.u_turn_window_s,
            end_s=seen.before_pts_s - JOLT_S,
        )
    )
    if not poses:
        return None
    last = poses[-1]
    changes = [abs(last.heading_rad - pose.heading_rad) for pose in poses]
    most = max(changes)
    start = max(index for index, change in enumerate(changes) if change >= most - STRAIGHT_RAD)
    turn = tuple(poses[start:])
    if most <= seen.thresholds.u_turn_least_rad:
        return Turn(poses=turn, follows_lanes=True, goes_on=False)
    aligned = [_in_line(seen, pose) for pose in turn]
    return Turn(
        poses=turn,
        follows_lanes=aligned.count(False) <= OFF_LANES_SHARE * len(turn),
        goes_on=not aligned[-1] or _still_turning(seen, turn),
    )


def turned_by_the_end(seen: Observation, party: TrackId, turn: Turn) -> Estimate | None:
    """How far it had turned when it had driven on after the contact; None if it did not.

    A blow turns a vehicle too; then its course and its heading part, or it stands.
    """
    trajectory = seen.trajectory(party)
    end_s = min(trajectory.last_pts_s, seen.contact_pts_s + AFTER_S)
    first, furthest = turn.poses[0], None
    moment_s = seen.contact_pts_s + STEP_S
    while moment_s + STEP_S <= end_s:
        pose, onward = trajectory.pose_at(moment_s), trajectory.pose_at(moment_s + STEP_S)
        if not _drives(pose, onward, seen.thresholds.same_heading_rad):
            break
        furthest = onward
        moment_s += STEP_S
    if furthest is None:
        return None
    return Estimate(
        furthest.heading_rad - first.heading_rad,
        math.hypot(first.heading_sigma_rad, furthest.heading_sigma_rad),
    )


def _drives(pose: VehiclePose, onward: VehiclePose, tolerance_rad: float) -> bool:
    east_m, north_m = onward.x_m - pose.x_m, onward.y_m - pose.y_m
    course_rad = math.atan2(north_m, east_m)
    slip_rad = abs(math.remainder(course_rad - pose.heading_rad, 2 * math.pi))
    return onward.speed_mps >= DRIVING_ON_MPS and slip_rad <= tolerance_rad


def _in_line(seen: Observation, pose: VehiclePose) -> bool:
    lanes = seen.road_map.lanes_along(pose.x_m, pose.y_m, pose.heading_rad)
    limit_rad = seen.thresholds.same_heading_rad
    return any(
        lane.turned_from_rad(pose.x_m, pose.y_m, pose.heading_rad) <= limit_rad for lane in lanes
    )


def _still_turning(seen: Observation, turn: tuple[VehiclePose, ...]) -> bool:
    last, window_s = turn[-1], seen.thresholds.lane_change_window_s
    recent = [pose for pose in turn if last.pts_s - pose.pts_s <= window_s]
    return abs(last.heading_rad - recent[0].heading_rad) > seen.thresholds.same_heading_rad


def _thinned(poses: list[VehiclePose]) -> list[VehiclePose]:
    if not poses:
        return []
    kept = [poses[0]]
    for pose in poses:
        if pose.pts_s - kept[-1].pts_s >= STEP_S:
            kept.append(pose)
    if kept[-1] is not poses[-1]:
        kept.append(poses[-1])
    return kept

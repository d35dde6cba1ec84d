"""Was a vehicle driving round another that stood in its own lane (绕行障碍)?

A breakdown or a car stopped in the lane leaves no way but over a line, and then it is the order
of meeting that counts (REG-48), not the line. A queue or a car at its stop line is no
obstacle: driving round those is not excused. Cones and debris are not tracked, so FALSE says
only that no vehicle stood there.
"""

import math

from accident_service.liability.fact import Fact, FactKind, Truth
from accident_service.liability.facts.observe import Observation
from accident_service.liability.phrasing import Text, vehicle, verdict
from accident_service.liability.road_map import Lane, LaneKind
from accident_service.quantities.identifiers import TrackId
from accident_service.quantities.uncertainty import Interval
from accident_service.reconstruction.ground.trajectory import GroundTrajectory, VehiclePose

DETECTOR = "detour/1"
# Beside this kind of lane nobody has to leave the lane one drives in.
NOT_IN_THE_WAY = frozenset({LaneKind.PARKING, LaneKind.BICYCLE, LaneKind.CONNECTOR})
NONE_SEEN = Text("前方本车道内未见停止的车辆", "no vehicle is seen standing in its lane ahead")


def detect(seen: Observation) -> tuple[Fact, ...]:
    """DETOURING of each party."""
    return tuple(_detouring(seen, party) for party, _ in seen.pairs)


def _detouring(seen: Observation, party: TrackId) -> Fact:
    pose = seen.pose_at(party, seen.before_pts_s)
    standing = [
        one
        for one in seen.reconstruction.trajectories
        if one.id not in seen.collision.tracks and _stood(seen, one)
    ]
    round_one = next((one for one in standing if _in_the_way(seen, pose, one, standing)), None)
    truth = Truth.that(round_one is not None)
    us, said = vehicle(party), _said(round_one, pose)
    return Fact(
        kind=FactKind.DETOURING,
        party=party,
        truth=truth,
        at_pts_s=Interval(pose.pts_s, pose.pts_s),
        evidence=(seen.pointer(party, pose.pts_s),),
        detector=DETECTOR,
        sentence_zh=f"碰撞前{us.zh}正绕行本车道内停止的车辆：{verdict(truth).zh}（{said.zh}）",
        sentence_en=f"Before contact {us.en} was driving round a vehicle that stood in its lane:"
        f" {verdict(truth).en} ({said.en})",
    )


def _said(obstacle: GroundTrajectory | None, pose: VehiclePose) -> Text:
    if obstacle is None:
        return NONE_SEEN
    ahead_m, _ = _seen_from(pose, obstacle.pose_at(pose.pts_s))
    return Text(
        f"车辆{obstacle.id}停在纵向{ahead_m:.1f}米处（负值为已驶过）",
        f"vehicle {obstacle.id} stood {ahead_m:.1f} m ahead; negative: passed already",
    )


def _stood(seen: Observation, other: GroundTrajectory) -> bool:
    """Did it stand for as long as a car that is not merely braking?"""
    limits, end_s = seen.thresholds, seen.before_pts_s
    start_s = end_s - limits.stationary_s
    if not (other.covers(start_s) and other.covers(end_s)):
        return False
    rows = (other.pts_s >= start_s) & (other.pts_s <= end_s)
    return bool((abs(other.speed_mps[rows]) < limits.stationary_mps).all())


def _in_the_way(
    seen: Observation, pose: VehiclePose, other: GroundTrajectory, standing: list[GroundTrajectory]
) -> bool:
    """Does it stand, alone, in the lane the vehicle drives in or has just left to its left?"""
    theirs = other.pose_at(pose.pts_s)
    ahead_m, _ = _seen_from(pose, theirs)
    reach_m = seen.thresholds.detour_reach_m
    lanes = seen.road_map.lanes_along(theirs.x_m, theirs.y_m, pose.heading_rad)
    if not -reach_m / 2 <= ahead_m <= reach_m or not lanes:
        return False
    lane = lanes[0]
    left_m = lane.place_of(pose.x_m, pose.y_m).left_m
    own_or_next = -lane.width_m / 2 <= left_m <= lane.width_m * 3 / 2
    queued = _at_stop_line(seen, lane, theirs) or any(
        _queues_behind(seen, theirs, one.pose_at(pose.pts_s)) for one in standing if one != other
    )
    return lane.kind not in NOT_IN_THE_WAY and own_or_next and not queued


def _at_stop_line(seen: Observation, lane: Lane, pose: VehiclePose) -> bool:
    left_m = lane.centre_line.length - lane.place_of(pose.x_m, pose.y_m).along_m
    return lane.approach is not None and left_m <= seen.thresholds.queue_gap_m


def _queues_behind(seen: Observation, pose: VehiclePose, other: VehiclePose) -> bool:
    ahead_m, left_m = _seen_from(pose, other)
    limits = seen.thresholds
    return abs(ahead_m) <= 2 * limits.queue_gap_m and abs(left_m) <= limits.ahead_in_path_m


def _seen_from(pose: VehiclePose, other: VehiclePose) -> tuple[float, float]:
    """How far ahead and to the left of one vehicle the other is, in metres."""
    east_m, north_m = other.x_m - pose.x_m, other.y_m - pose.y_m
    cos, sin = math.cos(pose.heading_rad), math.sin(pose.heading_rad)
    return (east_m * cos + north_m * sin, north_m * cos - east_m * sin)

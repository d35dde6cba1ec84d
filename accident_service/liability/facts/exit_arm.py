"""Where each party was making for: one exit for both, and was it blocked when it came in?

An exit arm is told by the direction of the lanes that lead out of the junction, seen from the
party's approach. It is blocked when on every lane of it a vehicle stands so near the mouth that
no room is left for the party behind it.
"""

import math
from dataclasses import dataclass

from accident_service.liability.fact import Fact, FactKind, Truth
from accident_service.liability.facts.observe import Observation
from accident_service.liability.facts.way_through import Course, course_of, movements_possible
from accident_service.liability.phrasing import vehicle, verdict
from accident_service.liability.road_map import THROUGH_LANES, Lane, Movement
from accident_service.quantities.ground_plane import wrapped_rad
from accident_service.quantities.identifiers import TrackId

DETECTOR = "exit-arm/1"
# Lanes out of a junction begin within this of its conflict area. [design]
BEGINS_NEAR_M = 6.0
# Directions of one arm's lanes differ by less than this. [design]
ONE_ARM_RAD = math.radians(30)
# What a driver leaves free to the one ahead when stopping behind it. [design]
ROOM_M = 1.0

Arm = tuple[Lane, ...]


@dataclass(frozen=True, slots=True)
class Aims:
    """The exit arms a party may have been making for."""

    party: TrackId
    course: Course | None
    arms: tuple[Arm, ...]


def detect(seen: Observation) -> tuple[Fact, ...]:
    """SAME_EXIT and EXIT_BLOCKED, for both orders of the pair."""
    arms = exit_arms(seen)
    aims = {party: _aims(seen, party, arms) for party, _ in seen.pairs}
    return tuple(
        fact
        for party, other in seen.pairs
        for fact in (
            _same_exit(seen, aims[party], aims[other]),
            _blocked(seen, aims[party], other),
        )
    )


def exit_arms(seen: Observation) -> tuple[Arm, ...]:
    """The arms that lead out of the junction the contact lies in; none away from junctions."""
    area = seen.road_map.conflict_area_at(seen.collision.x_m, seen.collision.y_m)
    if area is None:
        return ()
    arms: list[list[Lane]] = []
    middle = area.polygon.centroid
    for lane in seen.road_map.lanes:
        start, end = lane.centre_line.coords[0], lane.centre_line.coords[-1]
        begins_m = float(area.polygon.distance(lane.centre_line.interpolate(0)))
        leads_out = math.dist(end, middle.coords[0]) > math.dist(start, middle.coords[0])
        if lane.kind not in THROUGH_LANES or begins_m > BEGINS_NEAR_M or not leads_out:
            continue
        for arm in arms:
            if abs(wrapped_rad(_direction_rad(arm[0]) - _direction_rad(lane))) < ONE_ARM_RAD:
                arm.append(lane)
                break
        else:
            arms.append([lane])
    return tuple(tuple(arm) for arm in arms)


def _direction_rad(lane: Lane) -> float:
    x_m, y_m = lane.centre_line.coords[0][:2]
    return lane.place_of(x_m, y_m).direction_rad


def _aims(seen: Observation, party: TrackId, arms: tuple[Arm, ...]) -> Aims:
    course = course_of(seen, party)
    if course is None:
        return Aims(party, None, arms)
    ways = movements_possible(seen, course)
    from_rad = course.arrival.direction_rad
    fitting = tuple(arm for arm in arms if _way_to(seen, arm, from_rad) in ways)
    return Aims(party, course, fitting)


def _way_to(seen: Observation, arm: Arm, from_rad: float) -> Movement:
    """How one turns from an approach into this arm."""
    turned_rad = wrapped_rad(_direction_rad(arm[0]) - from_rad)
    beside_rad = math.pi - seen.thresholds.opposite_approach_rad
    if abs(turned_rad) < beside_rad:
        return Movement.STRAIGHT
    if abs(turned_rad) >= seen.thresholds.opposite_approach_rad:
        return Movement.U_TURN
    return Movement.LEFT if turned_rad > 0 else Movement.RIGHT


def _same_exit(seen: Observation, mine: Aims, theirs: Aims) -> Fact:
    us, them = vehicle(mine.party), vehicle(theirs.party)
    shared = [arm for arm in mine.arms if arm in theirs.arms]
    truth = Truth.that(bool(shared))
    if shared and max(len(mine.arms), len(theirs.arms)) > 1:
        truth = Truth.UNKNOWN
    name = shared[0][0].id if truth is Truth.TRUE else "-"
    return Fact(
        kind=FactKind.SAME_EXIT,
        party=mine.party,
        other=theirs.party,
        truth=truth,
        evidence=(seen.pointer(mine.party), seen.pointer(theirs.party)),
        detector=DETECTOR,
        sentence_zh=f"{us.zh}与{them.zh}驶向同一出口：{verdict(truth).zh}（{name}）",
        sentence_en=f"{us.opening_en} and {them.en} were making for one exit:"
        f" {verdict(truth).en} ({name})",
    )


def _blocked(seen: Observation, aims: Aims, other: TrackId) -> Fact:
    at_s = seen.trajectory(aims.party).first_pts_s
    if aims.course:
        at_s = aims.course.arrival.pts_s.low
    lanes = [lane for arm in aims.arms for lane in arm]
    standing = {
        lane.id: blocker
        for lane in lanes
        if (blocker := _blocker(seen, lane, (aims.party, other), at_s))
    }
    full = [all(lane.id in standing for lane in arm) for arm in aims.arms]
    truth = Truth.UNKNOWN if standing else Truth.FALSE
    if full and all(full) and aims.course:
        truth = Truth.TRUE
    us, them = vehicle(aims.party), "、".join(sorted(set(standing.values()))) or "-"
    return Fact(
        kind=FactKind.EXIT_BLOCKED,
        party=aims.party,
        truth=truth,
        evidence=(
            seen.pointer(aims.party, at_s),
            *(seen.pointer(blocker, at_s) for blocker in sorted(set(standing.values()))),
        ),
        detector=DETECTOR,
        sentence_zh=f"{us.zh}驶入路口时其出口已阻塞：{verdict(truth).zh}（停在出口的车辆：{them}）",
        sentence_en=f"The exit of {us.en} was blocked when it came in: {verdict(truth).en}"
        f" (standing there: {them})",
    )


def _blocker(
    seen: Observation, lane: Lane, parties: tuple[TrackId, TrackId], at_s: float
) -> TrackId | None:
    """A vehicle that stands so near the lane's beginning that the party finds no room."""
    needed_m = seen.dimensions(parties[0]).length_m + ROOM_M
    for trajectory in seen.reconstruction.trajectories:
        known = trajectory.first_pts_s <= at_s <= trajectory.last_pts_s
        if trajectory.id in parties or not known:
            continue
        pose = trajectory.pose_at(at_s)
        stands = abs(pose.speed_mps) < seen.thresholds.stationary_mps
        if not stands or lane not in seen.road_map.lanes_at(pose.x_m, pose.y_m):
            continue
        rear_m = lane.place_of(pose.x_m, pose.y_m).along_m - trajectory.dimensions.length_m / 2
        if rear_m < needed_m:
            return trajectory.id
    return None

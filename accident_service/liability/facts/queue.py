"""Did a vehicle stand in a queue, and did the other push into that queue from outside (加塞)?

A queue is three vehicles or more in one lane, close behind one another and crawling or
standing. The other party is never counted, so that nobody makes a queue by pushing into it.
"""

import math
from dataclasses import dataclass

from accident_service.liability.fact import Fact, FactKind, Truth
from accident_service.liability.facts.observe import (
    JOLT_S,
    Observation,
    half_breadth,
    left_of_centre,
    magnitude,
    speed_of,
)
from accident_service.liability.phrasing import metres, vehicle, verdict
from accident_service.liability.road_map import SAME_DIRECTION_RAD, THROUGH_LANES, Lane
from accident_service.quantities.identifiers import TrackId
from accident_service.quantities.uncertainty import Estimate, Interval
from accident_service.reconstruction.ground.trajectory import VehiclePose

DETECTOR = "queue/1"


@dataclass(frozen=True, slots=True)
class Place:
    """One vehicle in a lane: from where to where along it, and whether it crawls."""

    rear_m: float
    front_m: float
    crawls: Truth


def detect(seen: Observation) -> tuple[Fact, ...]:
    """IN_QUEUE and CUTTING_INTO_QUEUE of each party."""
    facts: list[Fact] = []
    for party, other in seen.pairs:
        facts += [
            _in_queue(seen, party, _queued(seen, party, other)),
            _cutting_in(seen, party, other, _queued(seen, other, party)[0]),
        ]
    return tuple(facts)


def _queued(seen: Observation, party: TrackId, other: TrackId) -> tuple[Truth, Interval]:
    """Did the party stand in a queue, and of how many?"""
    lane = _lane_of(seen, seen.pose_at(party, seen.before_pts_s - JOLT_S))
    least, most = _queue_length(seen, lane, party, other) if lane else (0, 0)
    wanted = seen.thresholds.queue_count
    truth = Truth.TRUE if least >= wanted else Truth.that(most >= wanted).both(Truth.UNKNOWN)
    return truth, Interval(least, most)


def _in_queue(seen: Observation, party: TrackId, queued: tuple[Truth, Interval]) -> Fact:
    at_s = seen.before_pts_s - JOLT_S
    truth, counted = queued
    us, least, most = vehicle(party), int(counted.low), int(counted.high)
    return Fact(
        kind=FactKind.IN_QUEUE,
        party=party,
        truth=truth,
        value=counted,
        unit="",
        at_pts_s=Interval(at_s, at_s),
        evidence=(seen.pointer(party, at_s),),
        detector=DETECTOR,
        sentence_zh=f"碰撞前{us.zh}在排队等候或者缓慢行驶的车列中：{verdict(truth).zh}"
        f"（同车道内排队{least}至{most}辆，不含对方）",
        sentence_en=f"Before contact {us.en} was in a queue: {verdict(truth).en}"
        f" ({least} to {most} vehicles queue in its lane, the other party not counted)",
    )


def _queue_length(seen: Observation, lane: Lane, party: TrackId, other: TrackId) -> tuple[int, int]:
    """How many vehicles stand in one line with the party: surely, and at most."""
    at_s = seen.before_pts_s - JOLT_S
    places = [
        (one.id == party, place)
        for one in seen.reconstruction.trajectories
        if one.id != other and one.covers(at_s)
        if (place := _place_in(seen, lane, one.id, one.pose_at(at_s)))
    ]
    surely = [entry for entry in places if entry[1].crawls is Truth.TRUE]
    perhaps = [entry for entry in places if entry[1].crawls is not Truth.FALSE]
    gap_m = seen.thresholds.queue_gap_m
    return _line_of(surely, gap_m), _line_of(perhaps, gap_m)


def _place_in(seen: Observation, lane: Lane, name: TrackId, pose: VehiclePose) -> Place | None:
    place = lane.place_of(pose.x_m, pose.y_m)
    aside = abs(place.left_m) > lane.width_m / 2 or place.beyond_m > 0
    if aside or lane.turned_from_rad(pose.x_m, pose.y_m, pose.heading_rad) > SAME_DIRECTION_RAD:
        return None
    half_m = seen.dimensions(name).length_m / 2
    crawls = Truth.of_below(magnitude(speed_of(pose)), seen.thresholds.queue_speed_mps)
    return Place(place.along_m - half_m, place.along_m + half_m, crawls)


def _line_of(places: list[tuple[bool, Place]], gap_m: float) -> int:
    """How many stand in the unbroken line that holds the party; none without it."""
    line: list[tuple[bool, Place]] = []
    for mine, place in sorted(places, key=lambda entry: entry[1].rear_m):
        if line and place.rear_m - line[-1][1].front_m > gap_m:
            if any(own for own, _ in line):
                break
            line = []
        line.append((mine, place))
    return len(line) if any(own for own, _ in line) else 0


def _cutting_in(seen: Observation, party: TrackId, other: TrackId, queued: Truth) -> Fact:
    lane = _lane_of(seen, seen.pose_at(other, seen.before_pts_s - JOLT_S))
    poses = seen.poses_before(party, window_s=seen.thresholds.overtaking_window_s)
    over = [reach for pose in poses if lane and (reach := _reach_into(seen, lane, party, pose))]
    truth = _from_outside(seen, over) if lane and over else Truth.FALSE
    if lane and truth is not Truth.FALSE:
        # Crossing a gap of the queue is not pushing into it.
        truth = truth.both(queued) if _along(lane, poses[-1]) else Truth.FALSE
    us, them = vehicle(party), vehicle(other)
    numbers = metres(over[-1]) if over else None
    return Fact(
        kind=FactKind.CUTTING_INTO_QUEUE,
        party=party,
        other=other,
        truth=truth,
        value=over[-1] if over else None,
        unit="m",
        evidence=(seen.pointer(party, poses[0].pts_s if poses else None), seen.pointer(other)),
        detector=DETECTOR,
        sentence_zh=f"{us.zh}由{them.zh}排队的车道以外插入该车道：{verdict(truth).zh}"
        + (f"（碰撞前车身进入{numbers.zh}，负值为未进入）" if numbers else "（未沿该车道行驶）"),
        sentence_en=f"{us.opening_en} pushed into the queue of {them.en} from beside it:"
        f" {verdict(truth).en}"
        + (
            f" (before contact its body reached {numbers.en} into it; negative: short of it)"
            if numbers
            else " (it did not drive beside that lane)"
        ),
    )


def _from_outside(seen: Observation, over: list[Interval]) -> Truth:
    """In the lane at last, and wholly outside it before."""
    limit_m = seen.thresholds.lane_encroachment_m
    into = Truth.of_above(over[-1], limit_m)
    outside = min(over, key=lambda reach: reach.high)
    if outside.high < limit_m:
        return into
    deepest_m = max(reach.high for reach in over)
    began_inside = over[0].low > 0 and over[0].high >= deepest_m - limit_m
    return Truth.FALSE if began_inside else into.both(Truth.UNKNOWN)


def _reach_into(
    seen: Observation, lane: Lane, party: TrackId, pose: VehiclePose
) -> Interval | None:
    """How far the footprint reaches over the lane's edge; None past the lane's ends."""
    place = lane.place_of(pose.x_m, pose.y_m)
    if place.beyond_m > 0:
        return None
    left = left_of_centre(pose, lane)
    half = half_breadth(pose, seen.dimensions(party), place.direction_rad)
    reach_m = half.value + lane.width_m / 2 - abs(left.value)
    return Estimate(reach_m, math.hypot(left.sigma, half.sigma)).interval


def _along(lane: Lane, pose: VehiclePose) -> bool:
    return lane.turned_from_rad(pose.x_m, pose.y_m, pose.heading_rad) <= SAME_DIRECTION_RAD


def _lane_of(seen: Observation, pose: VehiclePose) -> Lane | None:
    lanes = seen.road_map.lanes_along(pose.x_m, pose.y_m, pose.heading_rad)
    return next((lane for lane in lanes if lane.kind in THROUGH_LANES), None)

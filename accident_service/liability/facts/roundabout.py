"""Who was inside the roundabout first, and who was only coming in.

A vehicle is inside from the moment its front reaches the circulating lanes; give-way lines
are painted at their edge. One that still points inwards, across the way round, is entering;
one that has been inside for longer than a lane change takes to be forgotten has finished.
"""

import itertools
import math
from dataclasses import dataclass

from accident_service.liability.fact import Fact, FactKind, Truth
from accident_service.liability.facts.observe import JOLT_S, Observation, along_sigma_m
from accident_service.liability.facts.stop_line_crossing import SLOWEST_CROSSING_MPS, front_of
from accident_service.liability.facts.unseen_entry import longest_way_s, shortest_way_s
from accident_service.liability.phrasing import metres, seconds, vehicle, verdict
from accident_service.liability.roundabout import Ring, ring_of
from accident_service.quantities.identifiers import TrackId
from accident_service.quantities.uncertainty import COVERAGE_FACTOR, Estimate, Interval
from accident_service.reconstruction.ground.trajectory import VehiclePose

DETECTOR = "roundabout/1"


@dataclass(frozen=True, slots=True)
class Stay:
    """Since when a vehicle that touched another in the ring had been inside it.

    `watched` False: it was inside when first seen, and came in before `since.high`.
    """

    since: Interval
    watched: bool


def detect(seen: Observation) -> tuple[Fact, ...]:
    """CONTACT_IN_ROUNDABOUT, ENTERING_ROUNDABOUT and INSIDE_ROUNDABOUT_FIRST, both orders."""
    ring = ring_of(seen.road_map, reach_m=seen.thresholds.stop_line_reach_m)
    stays = {party: _stay(seen, party, ring) for party, _ in seen.pairs}
    return tuple(
        fact
        for party, other in seen.pairs
        for fact in (
            _contact(seen, party, ring),
            _entering(seen, party, stays[party], ring),
            _inside_first(seen, (party, other), (stays[party], stays[other])),
        )
    )


def _stay(seen: Observation, party: TrackId, ring: Ring) -> Stay | None:
    """Its unbroken stay in the ring up to the contact; None where it was not in it."""
    half_m = seen.dimensions(party).length_m / 2
    poses = seen.poses_before(party, window_s=math.inf)
    inside = list(
        itertools.takewhile(lambda pose: _reaches(pose, half_m, ring), list(reversed(poses)))
    )
    if not inside or not ring.lanes:
        return None
    first = inside[-1]
    if len(inside) == len(poses):
        return _came_in_before(seen, ring, first, half_m)
    before = poses[len(poses) - len(inside) - 1]
    doubt_s = (first.pts_s - before.pts_s) / 2 + COVERAGE_FACTOR * along_sigma_m(
        first, first.heading_rad
    ) / max(abs(first.speed_mps), SLOWEST_CROSSING_MPS)
    middle_s = (first.pts_s + before.pts_s) / 2
    return Stay(Interval(middle_s - doubt_s, middle_s + doubt_s), watched=True)


def _came_in_before(seen: Observation, ring: Ring, first: VehiclePose, half_m: float) -> Stay:
    """The stay of a vehicle first seen inside.

    One that points inwards then has only just come in: how long ago is bounded by what a
    vehicle can do, as for stop lines outside the picture.
    """
    unknown = Stay(Interval(first.pts_s, first.pts_s), watched=False)
    if not ring.inwards(first).certainly_above(seen.thresholds.same_heading_rad):
        return unknown
    doubt_m = COVERAGE_FACTOR * along_sigma_m(first, first.heading_rad)
    way_m = ring.way_in_m(front_of(first, half_m), first.heading_rad)
    way = Interval(max(0.0, way_m - doubt_m), way_m + doubt_m)
    limits = seen.thresholds
    longest_s = longest_way_s(way, first.speed_mps, limits.strongest_start_mps2)
    if longest_s is None:
        return unknown
    shortest_s = shortest_way_s(way.low, first.speed_mps, limits.strongest_braking_mps2)
    return Stay(Interval(first.pts_s - longest_s, first.pts_s - shortest_s), watched=True)


def _reaches(pose: VehiclePose, half_m: float, ring: Ring) -> bool:
    """Is its front or its middle on the circulating lanes?"""
    return ring.depth_m(*front_of(pose, half_m)) >= 0 or ring.depth_m(pose.x_m, pose.y_m) >= 0


def _contact(seen: Observation, party: TrackId, ring: Ring) -> Fact:
    event = seen.collision
    depth = None
    truth = Truth.FALSE
    if ring.lanes:
        depth = Estimate(ring.depth_m(event.x_m, event.y_m), event.point_sigma_m).interval
        truth = Truth.of_above(depth, 0.0)
    said_zh = f"深入{metres(depth).zh}" if depth else "此处没有环形路口"
    said_en = f"{metres(depth).en} inside its edge" if depth else "there is no roundabout here"
    return Fact(
        kind=FactKind.CONTACT_IN_ROUNDABOUT,
        party=party,
        truth=truth,
        value=depth,
        unit="m",
        evidence=(seen.pointer(party),),
        detector=DETECTOR,
        sentence_zh=f"碰撞点位于环形路口内：{verdict(truth).zh}（{said_zh}）",
        sentence_en=f"The contact lies in a roundabout: {verdict(truth).en} ({said_en})",
    )


def _entering(seen: Observation, party: TrackId, stay: Stay | None, ring: Ring) -> Fact:
    us, window_s = vehicle(party), seen.thresholds.lane_change_window_s
    truth, inside_s = Truth.FALSE, None
    zh, en = f"碰撞前{us.zh}未驶入环形路口", f"Before contact {us.en} did not enter a roundabout"
    if stay:
        inside_s = Interval(
            max(0.0, seen.before_pts_s - stay.since.high), seen.before_pts_s - stay.since.low
        )
        truth = Truth.of_below(inside_s, window_s)
        at_least_zh, at_least_en = ("", "") if stay.watched else ("至少", "at least ")
        if not stay.watched:
            truth = truth.both(Truth.UNKNOWN)
        inwards = ring.inwards(seen.pose_at(party, seen.before_pts_s - JOLT_S))
        if inwards.certainly_above(seen.thresholds.same_heading_rad):
            truth = Truth.TRUE  # however slowly it came
        zh = (
            f"碰撞时{us.zh}正在驶入环形路口：{verdict(truth).zh}"
            f"（进入环形路口已{at_least_zh}{seconds(inside_s).zh}）"
        )
        en = (
            f"At contact {us.en} was entering the roundabout: {verdict(truth).en}"
            f" (inside for {at_least_en}{seconds(inside_s).en})"
        )
    return Fact(
        kind=FactKind.ENTERING_ROUNDABOUT,
        party=party,
        truth=truth,
        value=inside_s,
        unit="s",
        at_pts_s=stay.since if stay else None,
        evidence=(seen.pointer(party, stay.since.low if stay else None),),
        detector=DETECTOR,
        sentence_zh=zh,
        sentence_en=en,
    )


def _inside_first(
    seen: Observation, pair: tuple[TrackId, TrackId], stays: tuple[Stay | None, Stay | None]
) -> Fact:
    mine, theirs = stays
    lead = _lead(mine, theirs)
    truth = Truth.of_above(lead, 0.0) if lead else Truth.that(mine is not None)
    if mine and theirs and not theirs.watched:
        # The other may have come in at any time before it was first seen.
        truth = Truth.FALSE if truth is Truth.FALSE else Truth.UNKNOWN
    if mine and not mine.watched and truth is Truth.FALSE:
        truth = Truth.UNKNOWN
    us, them = vehicle(pair[0]), vehicle(pair[1])
    known = lead is not None and mine is not None and mine.watched
    numbers = seconds(lead) if lead and known else None
    return Fact(
        kind=FactKind.INSIDE_ROUNDABOUT_FIRST,
        party=pair[0],
        other=pair[1],
        truth=truth,
        value=lead if known else None,
        unit="s",
        at_pts_s=mine.since if mine else None,
        evidence=(seen.pointer(pair[0], mine.since.low if mine else None),),
        detector=DETECTOR,
        sentence_zh=f"{us.zh}先于{them.zh}进入环形路口：{verdict(truth).zh}"
        + (f"（早{numbers.zh}）" if numbers else ""),
        sentence_en=f"{us.opening_en} was in the roundabout before {them.en}:"
        f" {verdict(truth).en}" + (f" (by {numbers.en})" if numbers else ""),
    )


def _lead(mine: Stay | None, theirs: Stay | None) -> Interval | None:
    """By how much mine began earlier; None where one of them was not in the ring."""
    if mine is None or theirs is None:
        return None
    return Interval(theirs.since.low - mine.since.high, theirs.since.high - mine.since.low)

"""Did a party run into something that does not move: a kerb, a fence, what stands off the road?

A vehicle lost more speed within a moment than brakes can take from it. The map knows kerbs
and fences as lines of lanes, and where the carriageway ends; what else stands on a road it
does not know. Of two that touched one another, the other vehicle is what each of them met.
For one that touched no vehicle the fact is true only where its outline was at a kerb, at a
fence or off the road, and no other vehicle was near enough to have forced it there.
"""

import math
from collections.abc import Iterable

from shapely import unary_union
from shapely.geometry.base import BaseGeometry

from accident_service.liability.fact import EvidencePointer, Fact, FactKind, Truth
from accident_service.liability.facts.observe import Observation
from accident_service.liability.facts.surfaces import carriageway, outline
from accident_service.liability.phrasing import Text, speed, vehicle, verdict
from accident_service.liability.road_map import LineKind, RoadMap
from accident_service.liability.thresholds import Thresholds
from accident_service.quantities.identifiers import TrackId
from accident_service.quantities.uncertainty import COVERAGE_FACTOR, Estimate, Interval
from accident_service.reconstruction.ground.trajectory import GroundTrajectory, VehiclePose
from accident_service.reconstruction.result import Reconstruction

DETECTOR = "fixed-object/1"
# Smoothing spreads a blow over about this long; brakes get as long to explain it.
BLOW_S = 0.4
# After a blow nobody gathers more speed than this within the time watched. [design]
RECOIL_MPS = 2.0
BARRIERS = frozenset({LineKind.KERB, LineKind.FENCE})


def detect(seen: Observation) -> tuple[Fact, ...]:
    """HIT_FIXED_OBJECT of each party of a contact between vehicles."""
    return tuple(_of_pair(seen, party, other) for party, other in seen.pairs)


def lone_hits(found: Reconstruction, road_map: RoadMap, thresholds: Thresholds) -> tuple[Fact, ...]:
    """HIT_FIXED_OBJECT of each vehicle that was stopped as by a blow, where none touched any."""
    facts: list[Fact] = []
    for one in found.trajectories:
        blow = _hardest_blow(one, thresholds.strongest_braking_mps2)
        if blow is not None:
            others = [other for other in found.trajectories if other.id != one.id]
            facts.append(_lone(one, blow, (others, road_map), thresholds))
    return tuple(facts)


def _of_pair(seen: Observation, party: TrackId, other: TrackId) -> Fact:
    us, them = vehicle(party), vehicle(other)
    return Fact(
        kind=FactKind.HIT_FIXED_OBJECT,
        party=party,
        other=other,
        truth=Truth.FALSE,
        evidence=(seen.pointer(party),),
        detector=DETECTOR,
        sentence_zh=f"{us.zh}接触的是{them.zh}，不是固定物",
        sentence_en=f"What {us.en} met was {them.en}, not a fixed object",
    )


def _hardest_blow(one: GroundTrajectory, brakes_mps2: float) -> tuple[VehiclePose, Estimate] | None:
    """The pose after the largest loss of speed, and the loss, where brakes cannot explain it."""
    losses: list[tuple[VehiclePose, Estimate]] = []
    for pts_s in one.pts_s:
        if not one.covers(float(pts_s) + BLOW_S):
            break
        before, after = one.pose_at(float(pts_s)), one.pose_at(float(pts_s) + BLOW_S)
        lost = Estimate(
            abs(before.speed_mps) - abs(after.speed_mps),
            math.hypot(before.speed_sigma_mps, after.speed_sigma_mps),
        )
        losses.append((after, lost))
    hardest = max(losses, key=lambda loss: loss[1].value, default=None)
    if hardest and hardest[1].interval.certainly_above(brakes_mps2 * BLOW_S):
        return hardest
    return None


def _lone(
    one: GroundTrajectory,
    blow: tuple[VehiclePose, Estimate],
    around: tuple[list[GroundTrajectory], RoadMap],
    thresholds: Thresholds,
) -> Fact:
    pose, lost = blow
    others, road_map = around
    at_object = _at_barrier(one, pose, road_map)
    alone = not _any_near(pose, others, thresholds)
    clear = _clearly_seen(one, pose.pts_s, thresholds.gate_visible_share)
    truth = Truth.TRUE if at_object and alone and clear else Truth.UNKNOWN
    us, numbers = vehicle(one.id), speed(lost.interval)
    where = Text("在路缘、护栏处或者路外", "at a kerb, a fence or off the road")
    if not at_object:
        where = Text("该处地图未载有固定物", "where the map knows no object")
    if not alone:
        where = Text("附近有其他车辆", "with another vehicle near")
    if not clear:
        where = Text("其时车辆未被清楚拍到", "when it was not clearly seen")
    return Fact(
        kind=FactKind.HIT_FIXED_OBJECT,
        party=one.id,
        truth=truth,
        value=lost.interval,
        unit="m/s",
        at_pts_s=Interval(pose.pts_s - BLOW_S, pose.pts_s),
        evidence=(EvidencePointer(one.id, pose.pts_s),),
        detector=DETECTOR,
        sentence_zh=f"{us.zh}单独碰撞固定物：{verdict(truth).zh}（{BLOW_S:.1f}秒内车速骤减{numbers.zh}，"
        f"{where.zh}）",
        sentence_en=f"{us.opening_en} alone ran into a fixed object: {verdict(truth).en}"
        f" (it lost {numbers.en} within {BLOW_S:.1f} s, {where.en})",
    )


def _clearly_seen(one: GroundTrajectory, after_s: float, least_visible: float) -> bool:
    """Was it in view around the blow, and followed on at rest or slow? Tracks end in jerks."""
    before, onward = after_s - 2 * BLOW_S, after_s + 2 * BLOW_S
    if not one.covers(before) or not one.covers(onward):
        return False
    around = (one.pts_s >= before) & (one.pts_s <= onward)
    stays = abs(one.pose_at(onward).speed_mps) <= abs(one.pose_at(after_s).speed_mps) + RECOIL_MPS
    return bool(one.visible_share[around].min() >= least_visible) and stays


def _at_barrier(one: GroundTrajectory, pose: VehiclePose, road_map: RoadMap) -> bool:
    """Did its outline, within its doubt, reach a kerb or fence, or was its middle off the road?"""
    doubt_m = COVERAGE_FACTOR * max(pose.x_sigma_m, pose.y_sigma_m)
    body = outline(pose, one.dimensions)
    road = carriageway(road_map)
    off_road = not road.is_empty and not road.buffer(doubt_m).intersects(body.centroid)
    return off_road or _barriers(road_map).distance(body) <= doubt_m


def _barriers(road_map: RoadMap) -> BaseGeometry:
    lines: list[BaseGeometry] = []
    for lane in road_map.lanes:
        for kind, side in ((lane.left_line, 1.0), (lane.right_line, -1.0)):
            if kind in BARRIERS:
                lines.append(lane.centre_line.offset_curve(side * lane.width_m / 2))
    return unary_union(lines)


def _any_near(
    pose: VehiclePose, others: Iterable[GroundTrajectory], thresholds: Thresholds
) -> bool:
    """Was any other vehicle near it in the seconds that led to the blow, or at it?"""
    reach_m = thresholds.alone_m
    from_s = pose.pts_s - thresholds.lane_change_window_s
    for other in others:
        known = other.pts_s[(other.pts_s >= from_s) & (other.pts_s <= pose.pts_s)]
        for moment in known[:: max(1, len(known) // 20)]:
            there = other.pose_at(float(moment))
            if math.hypot(there.x_m - pose.x_m, there.y_m - pose.y_m) <= reach_m:
                return True
    return False

"""Where two queueing lanes become one, whose turn was it (交替通行)?

One vehicle of each lane goes in turn. The vehicle last ahead of both parties has gone; the
turn is with the lane it did not come from. Where nobody is seen ahead, or it is not seen
from which lane that one came, the turn cannot be told.

Reference:
    RTSL-45.2, REG-53.3.
"""

import math
from dataclasses import dataclass

from accident_service.liability.fact import Fact, FactKind, Truth
from accident_service.liability.facts.lane_drops import LaneDrop, lane_drops
from accident_service.liability.facts.observe import (
    JOLT_S,
    Observation,
    left_of_centre,
    magnitude,
    speed_of,
)
from accident_service.liability.phrasing import Text, vehicle, verdict
from accident_service.liability.road_map import Lane
from accident_service.quantities.identifiers import TrackId
from accident_service.quantities.uncertainty import COVERAGE_FACTOR, Interval
from accident_service.reconstruction.ground.trajectory import GroundTrajectory, VehiclePose

DETECTOR = "merging/1"


@dataclass(frozen=True, slots=True)
class Merge:
    """One lane drop at which the two parties met, and the lane each vehicle came from."""

    drop: LaneDrop
    origins: dict[TrackId, str]  # of every vehicle seen in one of the two lanes
    due: Truth  # from different lanes, abreast, in crawling traffic
    gone: TrackId | None  # the one last ahead of both


def detect(seen: Observation) -> tuple[Fact, ...]:
    """ALTERNATING_DUE and MERGED_OUT_OF_TURN of each party."""
    merge = _merge(seen)
    facts: list[Fact] = []
    for party, _ in seen.pairs:
        facts += [_due(seen, party, merge), _out_of_turn(seen, party, merge)]
    return tuple(facts)


def _merge(seen: Observation) -> Merge | None:
    """The lane drop of the contact; None where there is none near it."""
    reach_m = seen.thresholds.lane_drop_reach_m
    for drop in lane_drops(seen.road_map):
        if math.hypot(seen.collision.x_m - drop.x_m, seen.collision.y_m - drop.y_m) <= reach_m:
            origins = {
                one.id: lane.id
                for one in seen.reconstruction.trajectories
                if (lane := _origin(seen, one, drop))
            }
            return Merge(drop, origins, _alternating(seen, drop, origins), _last_ahead(seen, drop))
    return None


def _origin(seen: Observation, one: GroundTrajectory, drop: LaneDrop) -> Lane | None:
    """The lane, of the two, in which it was surely seen first."""
    for row, pts_s in enumerate(one.pts_s):
        if pts_s > seen.before_pts_s:
            return None
        x_m, y_m = (float(value) for value in one.xy_m[row])
        for lane in drop.lanes:
            place = lane.place_of(x_m, y_m)
            if abs(place.left_m) <= lane.width_m and place.beyond_m == 0:
                left = left_of_centre(one.pose_at(float(pts_s)), lane).interval
                if -lane.width_m / 2 < left.low and left.high < lane.width_m / 2:
                    return lane
    return None


def _alternating(seen: Observation, drop: LaneDrop, origins: dict[TrackId, str]) -> Truth:
    first, second = (origins.get(party) for party in seen.collision.tracks)
    if first == second and first is not None:
        return Truth.FALSE
    crawling = _crawling(seen, drop, origins).both(_abreast(seen, drop))
    return crawling.both(Truth.UNKNOWN) if first is None or second is None else crawling


def _crawling(seen: Observation, drop: LaneDrop, origins: dict[TrackId, str]) -> Truth:
    """Three or more vehicles of the two lanes, crawling at the place."""
    limits, at_s = seen.thresholds, seen.before_pts_s - JOLT_S
    near = [
        Truth.of_below(magnitude(speed_of(pose)), limits.queue_speed_mps)
        for one in seen.reconstruction.trajectories
        if one.id in origins and one.covers(at_s)
        if abs(_along(drop, pose := one.pose_at(at_s))) <= limits.lane_drop_reach_m
    ]
    if near.count(Truth.TRUE) >= limits.queue_count:
        return Truth.TRUE
    perhaps = len(near) - near.count(Truth.FALSE) >= limits.queue_count
    return Truth.UNKNOWN if perhaps else Truth.FALSE


def _abreast(seen: Observation, drop: LaneDrop) -> Truth:
    """Side by side: who is wholly behind the other follows it, and does not merge beside it."""
    first, second = (seen.pose_at(party, seen.before_pts_s) for party in seen.collision.tracks)
    lengths_m = sum(seen.dimensions(party).length_m for party in seen.collision.tracks)
    apart_m = abs(_along(drop, first) - _along(drop, second))
    doubt_m = COVERAGE_FACTOR * math.hypot(
        first.sigma_m(drop.direction_rad), second.sigma_m(drop.direction_rad)
    )
    return Truth.of_below(Interval(apart_m - doubt_m, apart_m + doubt_m), lengths_m / 2)


def _last_ahead(seen: Observation, drop: LaneDrop) -> TrackId | None:
    """The vehicle closest ahead of both parties; None where none is, or two cannot be told."""
    at_s = seen.before_pts_s - JOLT_S
    front_m = max(_along(drop, seen.pose_at(party, at_s)) for party in seen.collision.tracks)
    ahead = sorted(
        (_along(drop, pose) - front_m, one.id)
        for one in seen.reconstruction.trajectories
        if one.id not in seen.collision.tracks and one.covers(at_s)
        if _on_the_way(drop, pose := one.pose_at(at_s)) and _along(drop, pose) > front_m
    )
    near = [entry for entry in ahead if entry[0] <= seen.thresholds.lane_drop_reach_m]
    if not near or (len(near) > 1 and near[1][0] - near[0][0] < seen.thresholds.turn_order_m):
        return None
    return near[0][1]


def _along(drop: LaneDrop, pose: VehiclePose) -> float:
    """How far past the place where the lane ends, along its direction; negative: before it."""
    cos, sin = math.cos(drop.direction_rad), math.sin(drop.direction_rad)
    return (pose.x_m - drop.x_m) * cos + (pose.y_m - drop.y_m) * sin


def _on_the_way(drop: LaneDrop, pose: VehiclePose) -> bool:
    cos, sin = math.cos(drop.direction_rad), math.sin(drop.direction_rad)
    across_m = (pose.y_m - drop.y_m) * cos - (pose.x_m - drop.x_m) * sin
    same_way = math.cos(pose.heading_rad - drop.direction_rad) > 0
    return same_way and abs(across_m) <= drop.lanes[0].width_m + drop.lanes[1].width_m


def _due(seen: Observation, party: TrackId, merge: Merge | None) -> Fact:
    truth = merge.due if merge else Truth.FALSE
    us = vehicle(party)
    said = _lanes_said(merge)
    return Fact(
        kind=FactKind.ALTERNATING_DUE,
        party=party,
        truth=truth,
        evidence=(seen.pointer(party),),
        detector=DETECTOR,
        sentence_zh=f"{us.zh}行至车道减少处，前方车辆缓行，应当依次交替通行：{verdict(truth).zh}"
        f"（{said.zh}）",
        sentence_en=f"{us.opening_en} came, in crawling traffic, where two lanes become one"
        f" and vehicles go in turn: {verdict(truth).en} ({said.en})",
    )


def _lanes_said(merge: Merge | None) -> Text:
    if merge is None:
        return Text("碰撞处附近无车道减少", "no lane ends near the contact")
    ending, going_on = merge.drop.lanes
    return Text(
        f"车道{ending.id}并入车道{going_on.id}", f"lane {ending.id} ends beside {going_on.id}"
    )


def _out_of_turn(seen: Observation, party: TrackId, merge: Merge | None) -> Fact:
    truth = _turn(party, merge)
    us = vehicle(party)
    gone = vehicle(merge.gone) if merge and merge.gone else None
    return Fact(
        kind=FactKind.MERGED_OUT_OF_TURN,
        party=party,
        truth=truth,
        evidence=(seen.pointer(party),),
        detector=DETECTOR,
        sentence_zh=f"依次交替通行时未轮到{us.zh}：{verdict(truth).zh}"
        + (f"（前一辆驶入的是{gone.zh}）" if gone else "（未见前一辆驶入的车辆）"),
        sentence_en=f"It was not the turn of {us.en}: {verdict(truth).en}"
        + (f" ({gone.en} had gone before)" if gone else " (nobody is seen to have gone before)"),
    )


def _turn(party: TrackId, merge: Merge | None) -> Truth:
    if merge is None or merge.due is Truth.FALSE:
        return Truth.FALSE
    before = merge.origins.get(merge.gone) if merge.gone else None
    mine = merge.origins.get(party)
    if before is None or mine is None:
        return Truth.UNKNOWN
    return Truth.that(before == mine).both(Truth.TRUE if merge.due is Truth.TRUE else Truth.UNKNOWN)

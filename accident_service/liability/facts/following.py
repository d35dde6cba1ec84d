"""Was one vehicle ahead of the other in the same lane, and had it been there before?

A vehicle that has just come into the other's path from the side is not "ahead" in the sense
of following distance; so its place is compared with the follower's path over the whole
window, not at the contact alone. Along a bend two that follow one another point differently:
in one lane their headings are compared with the lane's direction where each is.
"""

import math

from accident_service.liability.fact import Fact, FactKind, Truth
from accident_service.liability.facts.observe import (
    Observation,
    distance_to_path,
    is_ahead,
    left_of_centre,
)
from accident_service.liability.lane_words import NAMELESS, lane_words
from accident_service.liability.phrasing import angle, metres, vehicle, verdict
from accident_service.liability.road_map import Lane
from accident_service.quantities.ground_plane import wrapped_rad
from accident_service.quantities.identifiers import TrackId
from accident_service.quantities.uncertainty import Estimate, Interval
from accident_service.reconstruction.ground.trajectory import VehiclePose

DETECTOR = "following/2"
# A vehicle half over a stop line is still judged by the lane behind it. [design]
BEYOND_LANE_M = 12.0


def detect(seen: Observation) -> tuple[Fact, ...]:
    """SAME_LANE, SAME_HEADING and AHEAD_IN_PATH, for both orders of the pair."""
    return tuple(
        fact
        for party, other in seen.pairs
        for fact in (
            _same_lane(seen, party, other),
            _same_heading(seen, party, other),
            _ahead_in_path(seen, party, other),
        )
    )


def _same_lane(seen: Observation, party: TrackId, other: TrackId) -> Fact:
    mine = seen.pose_at(party, seen.before_pts_s)
    theirs = seen.pose_at(other, seen.before_pts_s)
    in_lanes = _in_lanes(seen, mine, theirs)
    truth = Truth.FALSE if in_lanes else _in_one_swath(seen, party, other)
    for _, both in in_lanes:
        truth = truth.either(both)
    shared = next((lane for lane, both in in_lanes if both is Truth.TRUE), None)
    us, them = vehicle(party), vehicle(other)
    where = lane_words(seen.road_map, shared) if shared else NAMELESS
    in_zh, in_en = (f"（{where.zh}）", f" ({where.en})") if where.zh else ("", "")
    return Fact(
        kind=FactKind.SAME_LANE,
        party=party,
        other=other,
        truth=truth,
        evidence=(seen.pointer(party), seen.pointer(other)),
        detector=DETECTOR,
        sentence_zh=f"碰撞时{us.zh}与{them.zh}在同一车道内{in_zh}：{verdict(truth).zh}",
        sentence_en=f"At contact {us.en} and {them.en} were in one lane{in_en}:"
        f" {verdict(truth).en}",
    )


def _in_lanes(
    seen: Observation, mine: VehiclePose, theirs: VehiclePose
) -> list[tuple[Lane, Truth]]:
    """Every lane that either drives along, and whether both are in it."""
    lanes = {
        lane.id: lane
        for pose in (mine, theirs)
        for lane in seen.road_map.lanes_along(pose.x_m, pose.y_m, pose.heading_rad)
    }
    return [(lane, _inside(mine, lane).both(_inside(theirs, lane))) for lane in lanes.values()]


def _in_one_swath(seen: Observation, party: TrackId, other: TrackId) -> Truth:
    """Inside a junction without drawn paths: does the one behind sweep half of the one ahead?

    Its way is taken on straight, so on a bend a part of the breadth may be missed; only who is
    missed wholly is surely in another way.
    """
    mine, theirs = (seen.pose_at(track, seen.before_pts_s) for track in (party, other))
    if not all(seen.road_map.conflict_area_at(pose.x_m, pose.y_m) for pose in (mine, theirs)):
        return Truth.UNKNOWN
    behind, ahead = (party, theirs) if is_ahead(mine, theirs) else (other, mine)
    path = seen.poses_before(behind, window_s=math.inf)
    if not path:
        return Truth.UNKNOWN
    widths_m = [seen.dimensions(track).width_m for track in (party, other)]
    aside_m = distance_to_path(ahead, path).interval
    if aside_m.certainly_below(sum(widths_m) / 2 - min(widths_m) / 2):
        return Truth.TRUE
    return Truth.FALSE if aside_m.certainly_above(sum(widths_m) / 2) else Truth.UNKNOWN


def _inside(pose: VehiclePose, lane: Lane) -> Truth:
    place = lane.place_of(pose.x_m, pose.y_m)
    if place.beyond_m > BEYOND_LANE_M:
        return Truth.FALSE
    left = left_of_centre(pose, lane).interval
    half_m = lane.width_m / 2
    return Truth.of_below(left, half_m).both(Truth.of_above(left, -half_m))


def _same_heading(seen: Observation, party: TrackId, other: TrackId) -> Fact:
    mine = seen.pose_at(party, seen.before_pts_s)
    theirs = seen.pose_at(other, seen.before_pts_s)
    turned = Estimate(
        _turned_rad(seen, mine, theirs),
        math.hypot(mine.heading_sigma_rad, theirs.heading_sigma_rad),
    ).interval
    value = Interval(max(0.0, turned.low), turned.high)
    us, them, numbers = vehicle(party), vehicle(other), angle(value)
    return Fact(
        kind=FactKind.SAME_HEADING,
        party=party,
        other=other,
        truth=Truth.of_below(value, seen.thresholds.same_heading_rad),
        value=value,
        unit="rad",
        evidence=(seen.pointer(party), seen.pointer(other)),
        detector=DETECTOR,
        sentence_zh=f"碰撞前{us.zh}与{them.zh}车头方向相差{numbers.zh}（同一弯道内按车道方向计）",
        sentence_en=f"Before contact the headings of {us.en} and {them.en} differ by {numbers.en}"
        " (within one bend, as against the lane)",
    )


def _turned_rad(seen: Observation, mine: VehiclePose, theirs: VehiclePose) -> float:
    """By how much they point differently; along a bend they share, apart from the bend."""
    plain_rad = wrapped_rad(theirs.heading_rad - mine.heading_rad)
    bends_rad = [
        lane.place_of(theirs.x_m, theirs.y_m).direction_rad
        - lane.place_of(mine.x_m, mine.y_m).direction_rad
        for lane, both in _in_lanes(seen, mine, theirs)
        if both is Truth.TRUE
    ]
    return min(abs(wrapped_rad(plain_rad - bend_rad)) for bend_rad in (0.0, *bends_rad))


def _ahead_in_path(seen: Observation, party: TrackId, other: TrackId) -> Fact:
    window_s = seen.thresholds.lane_change_window_s
    path = seen.poses_before(other, window_s=math.inf)
    poses = seen.poses_before(party, window_s=window_s)
    if not path or not poses or not is_ahead(path[-1], poses[-1]):
        return _ahead_fact(seen, party, other, value=None)
    gaps = [distance_to_path(pose, path) for pose in poses]
    farthest = max(gaps, key=lambda gap: gap.interval.high).interval
    return _ahead_fact(
        seen, party, other, value=Interval(max(0.0, farthest.low), max(0.0, farthest.high))
    )


def _ahead_fact(
    seen: Observation, party: TrackId, other: TrackId, *, value: Interval | None
) -> Fact:
    window_s = seen.thresholds.lane_change_window_s
    us, them = vehicle(party), vehicle(other)
    if value is None:
        truth = Truth.FALSE
        zh, en = (
            f"碰撞前{us.zh}不在{them.zh}前方",
            f"Before contact {us.en} was not ahead of {them.en}",
        )
    else:
        truth = _established(seen, party, value)
        seen_s = min(window_s, max(0.0, seen.seen_before_s(party)))
        numbers = metres(value)
        zh = f"碰撞前{seen_s:.1f}秒内{us.zh}偏离{them.zh}行驶轨迹最多{numbers.zh}"
        en = (
            f"In the {seen_s:.1f} s before contact {us.en} was at most {numbers.en}"
            f" beside the path of {them.en}"
        )
    return Fact(
        kind=FactKind.AHEAD_IN_PATH,
        party=party,
        other=other,
        truth=truth,
        value=value,
        unit="m",
        at_pts_s=Interval(seen.before_pts_s - window_s, seen.before_pts_s),
        evidence=(seen.pointer(party, seen.before_pts_s - window_s), seen.pointer(party)),
        detector=DETECTOR,
        sentence_zh=zh,
        sentence_en=en,
    )


def _established(seen: Observation, party: TrackId, value: Interval) -> Truth:
    """In the path all the while; a vehicle seen for less than the window may have cut in."""
    truth = Truth.of_below(value, seen.thresholds.ahead_in_path_m)
    one_frame_s = seen.reconstruction.timing.median_interval_s
    if seen.seen_before_s(party) < seen.thresholds.lane_change_window_s - one_frame_s:
        return truth.both(Truth.UNKNOWN)
    return truth

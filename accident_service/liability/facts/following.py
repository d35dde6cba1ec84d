"""Was one vehicle ahead of the other in the same lane, and had it been there before?

A vehicle that has just come into the other's path from the side is not "ahead" in the sense
of following distance; so its place is compared with the follower's path over the whole
window, not at the contact alone.
"""

import math

from accident_service.liability.fact import Fact, FactKind, Truth
from accident_service.liability.facts.observe import (
    Observation,
    distance_to_path,
    is_ahead,
    left_of_centre,
)
from accident_service.liability.phrasing import angle, metres, vehicle, verdict
from accident_service.liability.road_map import Lane
from accident_service.quantities.ground_plane import wrapped_rad
from accident_service.quantities.identifiers import TrackId
from accident_service.quantities.uncertainty import Estimate, Interval
from accident_service.reconstruction.ground.trajectory import VehiclePose

DETECTOR = "following/1"
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
    lanes = {
        lane.id: lane
        for pose in (mine, theirs)
        for lane in seen.road_map.lanes_along(pose.x_m, pose.y_m, pose.heading_rad)
    }
    truth = Truth.FALSE if lanes else Truth.UNKNOWN
    shared = ""
    for lane in lanes.values():
        both = _inside(mine, lane).both(_inside(theirs, lane))
        if both is Truth.TRUE and not shared:
            shared = lane.id
        truth = truth.either(both)
    us, them = vehicle(party), vehicle(other)
    where = f" {shared}" if shared else ""
    return Fact(
        kind=FactKind.SAME_LANE,
        party=party,
        other=other,
        truth=truth,
        evidence=(seen.pointer(party), seen.pointer(other)),
        detector=DETECTOR,
        sentence_zh=f"碰撞时{us.zh}与{them.zh}在同一车道{where}内：{verdict(truth).zh}",
        sentence_en=f"At contact {us.en} and {them.en} were in one lane{where}:"
        f" {verdict(truth).en}",
    )


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
        abs(wrapped_rad(theirs.heading_rad - mine.heading_rad)),
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
        sentence_zh=f"碰撞前{us.zh}与{them.zh}车头方向相差{numbers.zh}",
        sentence_en=f"Before contact the headings of {us.en} and {them.en} differ by {numbers.en}",
    )


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

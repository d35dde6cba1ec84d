"""Did a wheel pass a line that may not be crossed, or travel against the lane's direction?"""

from dataclasses import dataclass

from accident_service.liability.fact import Fact, FactKind, Truth
from accident_service.liability.facts.lane_keeping import LaneMoment, Side, lane_moments
from accident_service.liability.facts.observe import Observation, left_of_centre
from accident_service.liability.facts.wheels import LINE_NAMES, Wheel, over_line
from accident_service.liability.phrasing import Text, metres, vehicle, verdict
from accident_service.liability.road_map import SAME_DIRECTION_RAD, Lane
from accident_service.quantities.identifiers import TrackId
from accident_service.quantities.uncertainty import Interval
from accident_service.reconstruction.ground.trajectory import VehiclePose

DETECTOR = "line-crossing/2"


def detect(seen: Observation) -> tuple[Fact, ...]:
    """CROSSED_SOLID_LINE and WRONG_WAY of each party."""
    return tuple(
        fact
        for party, _ in seen.pairs
        for fact in (_crossed_solid_line(seen, party), _wrong_way(seen, party))
    )


@dataclass(frozen=True, slots=True)
class _Reach:
    """How far one wheel was over a line that may not be crossed, at one moment."""

    over_m: Interval
    moment: LaneMoment
    wheel: Wheel
    side: Side


def _crossed_solid_line(seen: Observation, party: TrackId) -> Fact:
    limit_m = seen.thresholds.lane_encroachment_m
    reaches = [
        _Reach(over_line(moment, wheel, side).interval, moment, wheel, side)
        for moment in lane_moments(seen, party)
        for side in Side
        if moment.line(side).may_not_be_crossed and moment.clear_of_ends
        for wheel in Wheel
    ]
    truth = Truth.FALSE if reaches else _without_lines(seen, party)
    for reach in reaches:
        truth = truth.either(Truth.of_above(reach.over_m, limit_m))
    farthest = max(
        reaches,
        key=lambda one: one.over_m.low if truth is Truth.TRUE else one.over_m.high,
        default=None,
    )
    us, said = vehicle(party), _farthest(farthest)
    return Fact(
        kind=FactKind.CROSSED_SOLID_LINE,
        party=party,
        truth=truth,
        value=farthest.over_m if farthest else None,
        unit="m",
        at_pts_s=_when(farthest) if farthest and truth is Truth.TRUE else None,
        evidence=(seen.pointer(party, farthest.moment.pose.pts_s if farthest else None),),
        detector=DETECTOR,
        sentence_zh=f"碰撞前{us.zh}车轮越过实线：{verdict(truth).zh}，{said.zh}",
        sentence_en=f"Before contact a wheel of {us.en} crossed a solid line:"
        f" {verdict(truth).en}, {said.en}",
    )


def _farthest(reach: _Reach | None) -> Text:
    if reach is None:
        return Text("沿途没有实线", "there was none beside it")
    numbers, line = metres(reach.over_m), LINE_NAMES[reach.moment.line(reach.side)]
    return Text(
        f"{reach.wheel.name_zh}越过{line.zh}最多{numbers.zh}（负值为未越线）",
        f"its {reach.wheel} wheel at most {numbers.en} over {line.en} (negative: short of it)",
    )


def _when(reach: _Reach) -> Interval:
    return Interval(reach.moment.pose.pts_s, reach.moment.pose.pts_s)


def _without_lines(seen: Observation, party: TrackId) -> Truth:
    pose = seen.pose_at(party, seen.contact_pts_s)
    return Truth.FALSE if seen.road_map.lanes_at(pose.x_m, pose.y_m) else Truth.UNKNOWN


def _wrong_way(seen: Observation, party: TrackId) -> Fact:
    window_s = seen.thresholds.lane_change_window_s
    judged = [
        (pose, against)
        for pose in seen.poses_before(party, window_s=window_s)
        if (against := _against_lane(seen, pose)) is not None
    ]
    truth = _direction_verdict(seen, party, [against for _, against in judged])
    us = vehicle(party)
    return Fact(
        kind=FactKind.WRONG_WAY,
        party=party,
        truth=truth,
        at_pts_s=Interval(seen.before_pts_s - window_s, seen.before_pts_s),
        evidence=(seen.pointer(party, judged[-1][0].pts_s if judged else None),),
        detector=DETECTOR,
        sentence_zh=f"碰撞前{us.zh}车头朝向与所在车道方向相反：{verdict(truth).zh}",
        sentence_en=f"Before contact {us.en} faced against the direction of its lane:"
        f" {verdict(truth).en}",
    )


def _direction_verdict(seen: Observation, party: TrackId, judged: list[Truth]) -> Truth:
    if not judged:
        # Inside a junction paths cross in every direction; none of them is the wrong one.
        pose = seen.pose_at(party, seen.before_pts_s)
        in_junction = seen.road_map.conflict_area_at(pose.x_m, pose.y_m)
        return Truth.FALSE if in_junction else Truth.UNKNOWN
    if all(against is Truth.FALSE for against in judged):
        return Truth.FALSE
    return Truth.TRUE if judged[-1] is Truth.TRUE else Truth.UNKNOWN


def _against_lane(seen: Observation, pose: VehiclePose) -> Truth | None:
    """Against the lane it is in? None where no lane says, as in a junction."""
    if seen.road_map.conflict_area_at(pose.x_m, pose.y_m):
        return None
    lanes = [lane for lane in seen.road_map.lanes_at(pose.x_m, pose.y_m) if lane.is_painted]
    turned = [(lane.turned_from_rad(pose.x_m, pose.y_m, pose.heading_rad), lane) for lane in lanes]
    if any(angle_rad <= SAME_DIRECTION_RAD for angle_rad, _ in turned):
        return Truth.FALSE
    against = [lane for angle_rad, lane in turned if angle_rad >= seen.thresholds.wrong_way_rad]
    if not against:
        return None
    return Truth.TRUE if all(_surely_inside(pose, lane) for lane in against) else Truth.UNKNOWN


def _surely_inside(pose: VehiclePose, lane: Lane) -> bool:
    left = left_of_centre(pose, lane).interval
    return left.low > -lane.width_m / 2 and left.high < lane.width_m / 2

"""Did a wheel pass a line that may not be crossed, or travel against the lane's direction?"""

from accident_service.liability.fact import Fact, FactKind, Truth
from accident_service.liability.facts.lane_keeping import LaneMoment, Side, lane_moments
from accident_service.liability.facts.observe import Observation, left_of_centre
from accident_service.liability.phrasing import metres, vehicle, verdict
from accident_service.liability.road_map import SAME_DIRECTION_RAD, Lane
from accident_service.quantities.identifiers import TrackId
from accident_service.quantities.uncertainty import Interval
from accident_service.reconstruction.ground.trajectory import VehiclePose

DETECTOR = "line-crossing/1"


def detect(seen: Observation) -> tuple[Fact, ...]:
    """CROSSED_SOLID_LINE and WRONG_WAY of each party."""
    return tuple(
        fact
        for party, _ in seen.pairs
        for fact in (_crossed_solid_line(seen, party), _wrong_way(seen, party))
    )


def _crossed_solid_line(seen: Observation, party: TrackId) -> Fact:
    reaches = [
        (moment, moment.over(side).interval)
        for moment in lane_moments(seen, party)
        for side in Side
        if moment.line(side).may_not_be_crossed and moment.clear_of_ends
    ]
    farthest = max(reaches, key=lambda reach: reach[1].high, default=None)
    truth = _any_above(
        [reach for _, reach in reaches], seen.thresholds.lane_encroachment_m, seen, party
    )
    us = vehicle(party)
    numbers = metres(farthest[1]) if farthest else None
    return Fact(
        kind=FactKind.CROSSED_SOLID_LINE,
        party=party,
        truth=truth,
        value=farthest[1] if farthest else None,
        unit="m",
        evidence=(seen.pointer(party, _moment_of(farthest)),),
        detector=DETECTOR,
        sentence_zh=f"碰撞前{us.zh}越过实线：{verdict(truth).zh}"
        + (f"，车身越线最多{numbers.zh}（负值为未越线）" if numbers else "，沿途没有实线"),
        sentence_en=f"Before contact {us.en} crossed a solid line: {verdict(truth).en}"
        + (f", at most {numbers.en} over it" if numbers else ", there was none beside it"),
    )


def _any_above(reaches: list[Interval], limit_m: float, seen: Observation, party: TrackId) -> Truth:
    if not reaches:
        pose = seen.pose_at(party, seen.contact_pts_s)
        return Truth.FALSE if seen.road_map.lanes_at(pose.x_m, pose.y_m) else Truth.UNKNOWN
    truth = Truth.FALSE
    for reach in reaches:
        truth = truth.either(Truth.of_above(reach, limit_m))
    return truth


def _moment_of(reach: tuple[LaneMoment, Interval] | None) -> float | None:
    return reach[0].pose.pts_s if reach else None


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

"""Which kind of lane and road a vehicle used: a bus lane, an on-ramp, an expressway.

The map says what a lane is; that it may be used at certain hours or by whom is on signs an
officer reads. A vehicle whose class may be a bus is not accused of using a bus lane.
"""

from accident_service.liability.fact import Fact, FactKind, Truth
from accident_service.liability.facts.lane_shift import lane_shift
from accident_service.liability.facts.observe import Observation, left_of_centre
from accident_service.liability.phrasing import vehicle, verdict
from accident_service.liability.road_map import THROUGH_LANES, Lane, LaneKind, RoadClass
from accident_service.quantities.identifiers import TrackId
from accident_service.quantities.uncertainty import Interval
from accident_service.reconstruction.ground.trajectory import VehicleClass, VehiclePose

DETECTOR = "lane-use/1"
SURELY_NO_BUS = frozenset(
    {VehicleClass.CAR, VehicleClass.SUV, VehicleClass.PICKUP, VehicleClass.TWO_WHEELER}
)


def detect(seen: Observation) -> tuple[Fact, ...]:
    """IN_BUS_LANE, MERGING_FROM_RAMP and ON_EXPRESSWAY of each party."""
    return tuple(
        fact
        for party, _ in seen.pairs
        for fact in (_in_bus_lane(seen, party), _merging(seen, party), _on_expressway(seen, party))
    )


def _in_bus_lane(seen: Observation, party: TrackId) -> Fact:
    pose = seen.pose_at(party, seen.before_pts_s)
    truth = Truth.FALSE
    for lane in seen.road_map.lanes_along(pose.x_m, pose.y_m, pose.heading_rad):
        if lane.kind is LaneKind.BUS:
            truth = truth.either(_inside(pose, lane))
    kind = seen.trajectory(party).vehicle_class
    if kind is VehicleClass.BUS:
        truth = Truth.FALSE
    elif kind not in SURELY_NO_BUS:
        truth = truth.both(Truth.UNKNOWN)
    us = vehicle(party)
    return Fact(
        kind=FactKind.IN_BUS_LANE,
        party=party,
        truth=truth,
        at_pts_s=Interval(pose.pts_s, pose.pts_s),
        evidence=(seen.pointer(party, pose.pts_s),),
        detector=DETECTOR,
        sentence_zh=f"碰撞前{us.zh}（非公交车辆）在公交专用车道内行驶：{verdict(truth).zh}",
        sentence_en=f"Before contact {us.en}, not being a bus, was in a bus lane:"
        f" {verdict(truth).en}",
    )


def _merging(seen: Observation, party: TrackId) -> Fact:
    truth = _has_left_ramp(seen, party) if _was_on_ramp(seen, party) else Truth.FALSE
    start_s = seen.before_pts_s - seen.thresholds.lane_change_window_s
    us = vehicle(party)
    return Fact(
        kind=FactKind.MERGING_FROM_RAMP,
        party=party,
        truth=truth,
        at_pts_s=Interval(start_s, seen.before_pts_s),
        evidence=(seen.pointer(party, start_s), seen.pointer(party)),
        detector=DETECTOR,
        sentence_zh=f"碰撞前{us.zh}由匝道或加速车道汇入主路：{verdict(truth).zh}",
        sentence_en=f"Before contact {us.en} was joining the main road from a ramp:"
        f" {verdict(truth).en}",
    )


def _was_on_ramp(seen: Observation, party: TrackId) -> bool:
    window_s = seen.thresholds.lane_change_window_s
    return any(
        (lane := _lane_at(seen, pose)) is not None and lane.kind is LaneKind.RAMP
        for pose in seen.poses_before(party, window_s=window_s)
    )


def _has_left_ramp(seen: Observation, party: TrackId) -> Truth:
    """Is some of it beside the ramp, in a lane of the main road?"""
    pose = seen.pose_at(party, seen.before_pts_s)
    lane = _lane_at(seen, pose)
    if lane is not None and lane.kind is not LaneKind.RAMP:
        return _inside(pose, lane) if lane.kind in THROUGH_LANES else Truth.FALSE
    shift = lane_shift(seen, party)
    if shift is None or shift.next_lane.kind is LaneKind.RAMP:
        return Truth.FALSE
    return shift.moved_over


def _on_expressway(seen: Observation, party: TrackId) -> Fact:
    truth = Truth.that(seen.road_map.road_class is not RoadClass.STREET)
    us = vehicle(party)
    return Fact(
        kind=FactKind.ON_EXPRESSWAY,
        party=party,
        truth=truth,
        evidence=(seen.pointer(party),),
        detector=DETECTOR,
        sentence_zh=f"{us.zh}在高速公路或城市快速路上行驶：{verdict(truth).zh}",
        sentence_en=f"{us.opening_en} was on an expressway or urban expressway:"
        f" {verdict(truth).en}",
    )


def _lane_at(seen: Observation, pose: VehiclePose) -> Lane | None:
    lanes = seen.road_map.lanes_along(pose.x_m, pose.y_m, pose.heading_rad)
    return next((lane for lane in lanes if lane.is_painted), None)


def _inside(pose: VehiclePose, lane: Lane) -> Truth:
    left, half_m = left_of_centre(pose, lane).interval, lane.width_m / 2
    return Truth.of_below(left, half_m).both(Truth.of_above(left, -half_m))

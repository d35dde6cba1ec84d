"""Did a vehicle drive with part of its body over the line between the two directions?

A vehicle that turns across that line (left, or round) is not driving on the wrong side; only
one that runs along the road is asked. Which side of the road is the wrong one is told by the
lanes' directions, not by the colour of a line.
"""

import math

from accident_service.liability.fact import Fact, FactKind, Truth
from accident_service.liability.facts.observe import Observation, half_breadth, left_of_centre
from accident_service.liability.phrasing import metres, vehicle, verdict
from accident_service.liability.road_map import Lane
from accident_service.quantities.identifiers import TrackId
from accident_service.quantities.uncertainty import Estimate, Interval
from accident_service.reconstruction.ground.trajectory import VehicleDimensions, VehiclePose

DETECTOR = "centre-line/1"
# So far beyond a lane's edge the lane beside it is asked for. [design]
BESIDE_M = 1.0


def detect(seen: Observation) -> tuple[Fact, ...]:
    """LEFT_OF_CENTRE of each party."""
    return tuple(_left_of_centre(seen, party) for party, _ in seen.pairs)


def _left_of_centre(seen: Observation, party: TrackId) -> Fact:
    pose = seen.pose_at(party, seen.before_pts_s)
    over_m = _over_centre_m(seen, party, pose)
    us = vehicle(party)
    truth = _truth(seen, pose, over_m)
    numbers = metres(over_m) if over_m else None
    return Fact(
        kind=FactKind.LEFT_OF_CENTRE,
        party=party,
        truth=truth,
        value=over_m,
        unit="m",
        at_pts_s=Interval(pose.pts_s, pose.pts_s),
        evidence=(seen.pointer(party, pose.pts_s),),
        detector=DETECTOR,
        sentence_zh=f"碰撞前{us.zh}沿道路行驶时车身越过道路中心线：{verdict(truth).zh}"
        + (f"，越过{numbers.zh}（负值为未越过）" if numbers else "，其旁没有对向车道"),
        sentence_en=f"Before contact {us.en}, driving along the road, reached over its centre line:"
        f" {verdict(truth).en}"
        + (f", by {numbers.en} (negative: short of it)" if numbers else ", none is beside it"),
    )


def _truth(seen: Observation, pose: VehiclePose, over_m: Interval | None) -> Truth:
    if over_m is not None:
        return Truth.of_above(over_m, seen.thresholds.lane_encroachment_m)
    mapped = seen.road_map.lanes_at(pose.x_m, pose.y_m) or _in_junction(seen, pose)
    return Truth.FALSE if mapped else Truth.UNKNOWN


def _in_junction(seen: Observation, pose: VehiclePose) -> bool:
    return seen.road_map.conflict_area_at(pose.x_m, pose.y_m) is not None


def _over_centre_m(seen: Observation, party: TrackId, pose: VehiclePose) -> Interval | None:
    """How far the body reaches over the centre line; None where there is none beside it."""
    if _in_junction(seen, pose):
        return None
    limits = seen.thresholds
    for lane in seen.road_map.lanes_at(pose.x_m, pose.y_m):
        turned_rad = lane.turned_from_rad(pose.x_m, pose.y_m, pose.heading_rad)
        along = turned_rad <= limits.turning_rad and _opposed_beside(seen, lane, pose)
        if lane.is_painted and (along or turned_rad >= limits.wrong_way_rad):
            return _beyond_left_edge(seen.dimensions(party), lane, pose, along=along)
    return None


def _beyond_left_edge(
    size: VehicleDimensions, lane: Lane, pose: VehiclePose, *, along: bool
) -> Interval:
    """How far the body is past the lane's left edge: out of it, or in over it from beyond."""
    left = left_of_centre(pose, lane)
    half = half_breadth(pose, size, lane.place_of(pose.x_m, pose.y_m).direction_rad)
    past_m = left.value - lane.width_m / 2
    return Estimate(
        half.value + (past_m if along else -past_m), math.hypot(left.sigma, half.sigma)
    ).interval


def _opposed_beside(seen: Observation, lane: Lane, pose: VehiclePose) -> bool:
    """Does traffic run the other way right beyond the lane's left edge?"""
    place = lane.place_of(pose.x_m, pose.y_m)
    across_m = lane.width_m / 2 + BESIDE_M - place.left_m
    x_m = pose.x_m - across_m * math.sin(place.direction_rad)
    y_m = pose.y_m + across_m * math.cos(place.direction_rad)
    return any(
        other.is_painted
        and other.turned_from_rad(x_m, y_m, place.direction_rad) >= seen.thresholds.wrong_way_rad
        for other in seen.road_map.lanes_at(x_m, y_m)
    )

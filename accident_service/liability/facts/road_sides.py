"""Which half of the road a vehicle was on: its own, or that of the vehicles coming towards it."""

import math
from dataclasses import dataclass

from accident_service.liability.fact import Truth
from accident_service.liability.facts.observe import (
    Observation,
    half_breadth,
    left_of_centre,
)
from accident_service.liability.road_map import Lane
from accident_service.quantities.identifiers import TrackId
from accident_service.quantities.uncertainty import Estimate, Interval
from accident_service.reconstruction.ground.trajectory import VehiclePose


@dataclass(frozen=True, slots=True)
class OppositeReach:
    """How far a footprint reached into a lane of the opposite direction, and whether it did."""

    truth: Truth
    over_m: Interval | None
    lane: Lane | None


def in_opposite_lane(seen: Observation, party: TrackId, pose: VehiclePose) -> OppositeReach:
    """Did the footprint reach into a lane meant for vehicles coming towards it?

    The lane's own edge counts, whatever is painted there; a lane of the vehicle's own
    direction that covers the same ground (a road without a centre line) does not excuse it,
    because the far half is still the other's.
    """
    size = seen.dimensions(party)
    reaches: list[tuple[Interval, Lane]] = []
    for lane in seen.road_map.lanes:
        place = lane.place_of(pose.x_m, pose.y_m)
        turned_rad = lane.turned_from_rad(pose.x_m, pose.y_m, pose.heading_rad)
        if not lane.is_painted or place.beyond_m > 0 or turned_rad < seen.thresholds.wrong_way_rad:
            continue
        left, half = left_of_centre(pose, lane), half_breadth(pose, size, place.direction_rad)
        over = Estimate(
            half.value + lane.width_m / 2 - abs(left.value), math.hypot(left.sigma, half.sigma)
        )
        reaches.append((over.interval, lane))
    if not reaches:
        return OppositeReach(Truth.FALSE, None, None)
    over_m, lane = max(reaches, key=lambda reach: reach[0].high)
    truth = Truth.of_above(over_m, seen.thresholds.lane_encroachment_m)
    return OppositeReach(truth, over_m, lane)

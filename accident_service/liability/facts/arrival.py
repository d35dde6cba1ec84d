"""How a vehicle came into the junction it was struck in: over a stop line, or past none.

Roads with priority, and both roads of a junction without any marks, have no stop line; a
vehicle on one comes in where its front reaches the conflict area of the contact. That is told
only of a vehicle followed from a lane whose way to the area no stop line bars: a line passed
unseen must not turn into "there was none".
"""

import itertools
import math

from shapely import LineString, Point

from accident_service.liability.facts.observe import Observation, along_sigma_m, told_once
from accident_service.liability.facts.stop_line_crossing import (
    SLOWEST_CROSSING_MPS,
    Crossing,
    front_of,
)
from accident_service.liability.facts.unseen_entry import entry_of
from accident_service.liability.road_map import ConflictArea, Lane, StopControl, StopLine
from accident_service.quantities.ground_plane import wrapped_rad
from accident_service.quantities.identifiers import TrackId
from accident_service.quantities.uncertainty import COVERAGE_FACTOR, Interval
from accident_service.reconstruction.ground.trajectory import VehiclePose

HELD = (StopControl.GIVE_WAY, StopControl.STOP)
HOLDING_SIGNS = frozenset({"give_way", "stop", "yield"})
# A line that bars a lane lies across it: more than this away from its direction. [design]
BARS_RAD = math.radians(45)


@told_once
def arrival_of(seen: Observation, party: TrackId) -> Crossing | None:
    """The stop line it came in over, or the open mouth it came in by; None where not known."""
    return entry_of(seen, party) or _by_open_mouth(seen, party)


def must_give_way(seen: Observation, arrival: Crossing) -> bool:
    """Does a give-way or stop line, or such a sign, stand where it came in?"""
    if arrival.line.control in HELD:
        return True
    if arrival.line.control is StopControl.SIGNAL:
        return False
    approach = arrival.line.approach
    if any(
        lane.approach == approach and lane.has_priority is False for lane in seen.road_map.lanes
    ):
        return True
    return any(
        sign.kind in HOLDING_SIGNS and sign.approach == approach for sign in seen.road_map.signs
    )


def _by_open_mouth(seen: Observation, party: TrackId) -> Crossing | None:
    area = seen.road_map.conflict_area_at(seen.collision.x_m, seen.collision.y_m)
    if area is None:
        return None
    half_m = seen.dimensions(party).length_m / 2
    poses = seen.poses_before(party, window_s=math.inf)
    for later, earlier in itertools.pairwise(reversed(poses)):
        now_inside = area.polygon.intersects(Point(front_of(later, half_m)))
        if now_inside and not area.polygon.intersects(Point(front_of(earlier, half_m))):
            return _through_mouth(seen, area, (earlier, later), half_m)
    return None


def _through_mouth(
    seen: Observation, area: ConflictArea, step: tuple[VehiclePose, VehiclePose], half_m: float
) -> Crossing | None:
    earlier, later = step
    x_m, y_m = front_of(earlier, half_m)
    lane = next(
        (
            lane
            for lane in seen.road_map.lanes_along(x_m, y_m, earlier.heading_rad)
            if lane.is_painted
        ),
        None,
    )
    if lane is None or later.speed_mps <= 0 or _is_barred(seen, lane, area):
        return None
    place = lane.place_of(x_m, y_m)
    half_step_s = (later.pts_s - earlier.pts_s) / 2
    doubt_s = half_step_s + COVERAGE_FACTOR * along_sigma_m(later, place.direction_rad) / max(
        later.speed_mps, SLOWEST_CROSSING_MPS
    )
    middle_s = earlier.pts_s + half_step_s
    return Crossing(
        line=StopLine(
            id="",
            approach=lane.approach or lane.id,
            line=LineString([front_of(earlier, half_m), front_of(later, half_m)]),
            control=StopControl.NONE,
        ),
        pts_s=Interval(middle_s - doubt_s, middle_s + doubt_s),
        direction_rad=place.direction_rad,
        allowed=frozenset(lane.movements),
    )


def _is_barred(seen: Observation, lane: Lane, area: ConflictArea) -> bool:
    """Does a stop line lie across the lane on its way to the area?"""
    reach_m = seen.thresholds.stop_line_reach_m
    into_m = float(lane.centre_line.project(area.polygon.representative_point()))
    for stop in seen.road_map.stop_lines:
        if stop.line.distance(lane.polygon) > reach_m:
            continue
        middle = stop.line.interpolate(0.5, normalized=True)
        place = lane.place_of(middle.x, middle.y)
        (x0, y0), (x1, y1) = stop.line.coords[0][:2], stop.line.coords[-1][:2]
        off_rad = abs(wrapped_rad(math.atan2(y1 - y0, x1 - x0) - place.direction_rad))
        if BARS_RAD < off_rad < math.pi - BARS_RAD and place.along_m <= into_m + reach_m:
            return True
    return False

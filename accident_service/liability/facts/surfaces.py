"""On what surface a vehicle was: the carriageway, a bay or cycle lane, or beside the road.

Beside the road is only where a traffic lane runs alongside. Past the end of every lane the
map ends, and nothing is known of what lies there.
"""

import math
from functools import lru_cache

from shapely import Point, Polygon, unary_union
from shapely.geometry.base import BaseGeometry

from accident_service.liability.facts.observe import Observation
from accident_service.liability.road_map import THROUGH_LANES, LaneKind, RoadMap
from accident_service.quantities.uncertainty import Estimate
from accident_service.reconstruction.ground.trajectory import VehicleDimensions, VehiclePose

# Narrower gaps between lanes (lines, islands, the corners paths through a junction leave
# out) are part of the road: nobody drives in from a gap between two lanes. [design]
GAP_M = 6.0
# A place further from every traffic lane than this belongs to another road. [design]
BESIDE_ROAD_M = 15.0
OFF_CARRIAGEWAY = frozenset({LaneKind.BICYCLE, LaneKind.PARKING})


@lru_cache(maxsize=4)  # a map is asked of many times over, and a process knows few
def carriageway(road_map: RoadMap) -> BaseGeometry:
    """Everything traffic moves on: its lanes, the paths through junctions and their inside.

    What lies enclosed between (islands, medians) counts as part of it, bays do not.
    """
    driven = [lane.polygon for lane in road_map.lanes if lane.kind not in OFF_CARRIAGEWAY]
    inside = [area.polygon for area in road_map.conflict_areas]
    surface = unary_union([*driven, *inside])
    closed = surface.buffer(GAP_M / 2).buffer(-GAP_M / 2)
    parts = [part for part in getattr(closed, "geoms", [closed]) if isinstance(part, Polygon)]
    gaps = unary_union([Polygon(part.exterior) for part in parts])
    beside = [lane.polygon for lane in road_map.lanes if lane.kind in OFF_CARRIAGEWAY]
    return surface.union(gaps.difference(unary_union(beside)))


def depth_in(surface: BaseGeometry, pose: VehiclePose) -> Estimate:
    """How deep inside the surface the vehicle's centre is, in metres; negative: outside."""
    return _depth(surface, (pose.x_m, pose.y_m), pose)


def reach_into(surface: BaseGeometry, pose: VehiclePose, size: VehicleDimensions) -> Estimate:
    """How deep inside the surface the corner furthest in is, in metres; negative: outside."""
    return max(
        (_depth(surface, (x_m, y_m), pose) for x_m, y_m in outline(pose, size).exterior.coords),
        key=lambda depth: depth.value,
    )


def outline(pose: VehiclePose, size: VehicleDimensions) -> Polygon:
    """The footprint on the road."""
    cos, sin = math.cos(pose.heading_rad), math.sin(pose.heading_rad)
    half = (size.length_m / 2, size.width_m / 2)
    corners = [(1, 1), (-1, 1), (-1, -1), (1, -1)]
    return Polygon(
        [
            (
                pose.x_m + along * half[0] * cos - across * half[1] * sin,
                pose.y_m + along * half[0] * sin + across * half[1] * cos,
            )
            for along, across in corners
        ]
    )


def kinds_at(seen: Observation, pose: VehiclePose) -> frozenset[LaneKind]:
    """What the lanes under the vehicle's centre are for; empty where there is none."""
    return frozenset(lane.kind for lane in seen.road_map.lanes_at(pose.x_m, pose.y_m))


def beside_road(seen: Observation, pose: VehiclePose) -> bool:
    """Does a traffic lane run alongside, so that what is not on it is off the road?"""
    for lane in seen.road_map.lanes:
        if lane.kind in THROUGH_LANES:
            place = lane.place_of(pose.x_m, pose.y_m)
            if place.beyond_m == 0.0 and abs(place.left_m) <= BESIDE_ROAD_M:
                return True
    return False


def _depth(surface: BaseGeometry, at_m: tuple[float, float], pose: VehiclePose) -> Estimate:
    point = Point(*at_m)
    edge = surface.boundary
    foot = edge.interpolate(edge.project(point))
    direction_rad = math.atan2(foot.y - point.y, foot.x - point.x)
    distance_m = float(point.distance(foot))
    sign = 1.0 if surface.intersects(point) else -1.0
    return Estimate(sign * distance_m, pose.sigma_m(direction_rad))

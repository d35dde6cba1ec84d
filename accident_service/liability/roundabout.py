"""Where the road goes round in a ring: the lanes of a roundabout and their surface.

A map may draw a ring as one lane that closes on itself or as lanes that follow one another.
A block of streets closes too; a ring is rounder and smaller.
"""

import itertools
import math
from dataclasses import dataclass

from shapely import LineString, Point, Polygon, unary_union
from shapely.geometry.base import BaseGeometry

from accident_service.liability.road_map import Lane, RoadMap
from accident_service.quantities.ground_plane import wrapped_rad
from accident_service.quantities.uncertainty import Estimate, Interval
from accident_service.reconstruction.ground.trajectory import VehiclePose

# A lane follows another when it starts within this of the other's end. [design]
FOLLOWS_M = 1.5
FOLLOWS_RAD = math.radians(45)
# 80 m across: the largest roundabouts of cities. [design]
LONGEST_RING_M = 80.0 * math.pi
# 4 pi area / length^2: 1 for a circle, 0.84 for an oval twice as long as wide, 0.79 for a
# square block. [design]
LEAST_ROUNDNESS = 0.82


@dataclass(frozen=True, slots=True)
class Ring:
    """The circulating lanes of a site and the surface they cover; no lanes where there are none."""

    lanes: tuple[Lane, ...]
    surface: BaseGeometry

    def depth_m(self, x_m: float, y_m: float) -> float:
        """How far inside the surface's edge a place lies; negative outside."""
        point = Point(x_m, y_m)
        if self.surface.is_empty:
            return -math.inf
        edge_m = float(self.surface.boundary.distance(point))
        return edge_m if self.surface.intersects(point) else -edge_m

    def inwards(self, pose: VehiclePose) -> Interval:
        """How far a vehicle's heading is turned from the way round towards the island.

        Negative: outwards. In radians, k = 2; nothing for a site without a ring.
        """
        if not self.lanes:
            return Interval(0.0, 0.0)
        nearest = min(self.lanes, key=lambda lane: lane.centre_line.distance(_at(pose)))
        round_rad = nearest.place_of(pose.x_m, pose.y_m).direction_rad
        middle = self.surface.convex_hull.centroid
        to_left_m = (middle.y - pose.y_m) * math.cos(round_rad) - (middle.x - pose.x_m) * math.sin(
            round_rad
        )
        turned_rad = wrapped_rad(pose.heading_rad - round_rad) * (1 if to_left_m > 0 else -1)
        return Estimate(turned_rad, pose.heading_sigma_rad).interval

    def way_in_m(self, place_m: tuple[float, float], heading_rad: float) -> float:
        """How far, straight back against a heading, the surface reaches from a place in it."""
        x_m, y_m = place_m
        back = LineString(
            [
                place_m,
                (
                    x_m - LONGEST_RING_M * math.cos(heading_rad),
                    y_m - LONGEST_RING_M * math.sin(heading_rad),
                ),
            ]
        )
        left_at = back.intersection(self.surface.boundary)
        return 0.0 if left_at.is_empty else float(left_at.distance(Point(place_m)))


def _at(pose: VehiclePose) -> Point:
    return Point(pose.x_m, pose.y_m)


def ring_of(road_map: RoadMap, *, reach_m: float = 0.0) -> Ring:
    """The circulating lanes of the map, with their surface grown by `reach_m` all round."""
    following = {lane.id: _lanes_after(lane, road_map.lanes) for lane in road_map.lanes}
    in_ring: dict[str, Lane] = {}
    for lane in road_map.lanes:
        if lane.id not in in_ring:
            in_ring |= {one.id: one for one in _round_trip(lane, following)}
    lanes = tuple(in_ring.values())
    if not lanes:
        return Ring((), Polygon())
    # Neighbouring pieces meet with hairline gaps between them.
    surface = unary_union([lane.polygon.buffer(0.05) for lane in lanes])
    return Ring(lanes, surface.buffer(reach_m))


def _round_trip(start: Lane, following: dict[str, tuple[Lane, ...]]) -> tuple[Lane, ...]:
    """The lanes of a ring through `start`, in order; none where no ring leads back to it."""
    ways: list[tuple[Lane, ...]] = [(start,)]
    while ways:
        way = ways.pop()
        for after in following[way[-1].id]:
            if after.id == start.id and _is_round(way):
                return way
            if all(after.id != one.id for one in way) and _length_m((*way, after)) < LONGEST_RING_M:
                ways.append((*way, after))
    return ()


def _lanes_after(lane: Lane, lanes: tuple[Lane, ...]) -> tuple[Lane, ...]:
    end, towards_rad = lane.centre_line.coords[-1], _direction_rad(lane.centre_line, -2)
    return tuple(
        other
        for other in lanes
        if math.dist(end, other.centre_line.coords[0]) <= FOLLOWS_M
        and abs(wrapped_rad(_direction_rad(other.centre_line, 0) - towards_rad)) <= FOLLOWS_RAD
    )


def _direction_rad(line: LineString, at: int) -> float:
    """Direction of the piece of line that begins at this point."""
    points = line.coords
    (x0, y0), (x1, y1) = points[at][:2], points[at + 1][:2]
    return math.atan2(y1 - y0, x1 - x0)


def _length_m(way: tuple[Lane, ...]) -> float:
    return float(sum(lane.centre_line.length for lane in way))


def _is_round(way: tuple[Lane, ...]) -> bool:
    corners = list(itertools.chain.from_iterable(lane.centre_line.coords for lane in way))
    if len(corners) < 4:
        return False
    round_trip = Polygon(corners)
    return bool(
        round_trip.is_valid
        and 4 * math.pi * round_trip.area >= LEAST_ROUNDNESS * round_trip.length**2
        and round_trip.length <= LONGEST_RING_M
    )

"""A road map as plain lines and surfaces, for exhibits that know nothing of law."""

import numpy as np
from shapely import LineString, Polygon

from accident_service.liability.road_map import Lane, RoadMap
from accident_service.quantities.ground_plane import GroundPoints
from accident_service.reconstruction.exhibits.plan import PlanRoad, RoadLine

STOP_LINE = "stop"


def drawn_road(road_map: RoadMap) -> PlanRoad:
    """The surfaces, painted lines and stop lines of a road map.

    A lane's lines lie half its width beside its centre line, named as seen from its direction
    of travel. Paths through a junction are surface only: nothing is painted there.
    """
    surfaces = [_points(lane.polygon) for lane in road_map.lanes]
    surfaces += [_points(area.polygon) for area in road_map.conflict_areas]
    lines = [line for lane in road_map.lanes if lane.is_painted for line in _edges(lane)]
    lines += [RoadLine(STOP_LINE, _points(stop.line)) for stop in road_map.stop_lines]
    return PlanRoad(tuple(surfaces), tuple(lines))


def _edges(lane: Lane) -> list[RoadLine]:
    sides = ((lane.left_line, lane.width_m / 2), (lane.right_line, -lane.width_m / 2))
    return [
        RoadLine(kind.value, _beside(_points(lane.centre_line), offset_m))
        for kind, offset_m in sides
    ]


def _beside(line: GroundPoints, offset_m: float) -> GroundPoints:
    """The line moved sideways, positive to the left; lanes never bend tighter than their width."""
    along = np.gradient(line.xy_m, axis=0)
    along /= np.maximum(np.hypot(along[:, 0], along[:, 1]), 1e-9)[:, None]
    return GroundPoints(line.xy_m + offset_m * np.column_stack([-along[:, 1], along[:, 0]]))


def _points(shape: LineString | Polygon) -> GroundPoints:
    ring = shape.exterior if isinstance(shape, Polygon) else shape
    return GroundPoints(np.asarray(ring.coords, dtype=np.float64)[:, :2])

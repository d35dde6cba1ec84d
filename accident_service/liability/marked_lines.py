"""A road map with the lines as a person saw them painted.

One line on the road is the left line of one lane and the right, or left, line of the next:
both are marked.
"""

import math
from collections.abc import Sequence
from dataclasses import replace

from accident_service.liability.changes import LineMarked, LineSide
from accident_service.liability.road_map import Lane, LineKind, RoadMap

# A lane is looked for this far beyond the line: surely on it, surely not past it.
BEYOND_M = 1.0


def with_lines(road_map: RoadMap, marks: Sequence[LineMarked]) -> RoadMap:
    """The map with every line marked, on both sides of it."""
    for mark in marks:
        lane = next(one for one in road_map.lanes if one.id == mark.lane)
        changed = {lane.id: _marked(lane, mark.side, mark.line)}
        for other in _beyond(road_map, lane, mark.side):
            changed[other.id] = _marked(other, _side_towards(other, lane), mark.line)
        road_map = replace(
            road_map, lanes=tuple(changed.get(one.id, one) for one in road_map.lanes)
        )
    return road_map


def _marked(lane: Lane, side: LineSide, line: LineKind) -> Lane:
    if side is LineSide.LEFT:
        return replace(lane, left_line=line)
    return replace(lane, right_line=line)


def _middle_m(lane: Lane) -> tuple[float, float]:
    middle = lane.centre_line.interpolate(0.5, normalized=True)
    return float(middle.x), float(middle.y)


def _beyond(road_map: RoadMap, lane: Lane, side: LineSide) -> tuple[Lane, ...]:
    """The painted lanes just past that line, at the lane's middle."""
    x_m, y_m = _middle_m(lane)
    direction_rad = lane.place_of(x_m, y_m).direction_rad
    across_m = (lane.width_m / 2 + BEYOND_M) * (1 if side is LineSide.LEFT else -1)
    there = (x_m - across_m * math.sin(direction_rad), y_m + across_m * math.cos(direction_rad))
    return tuple(one for one in road_map.lanes_at(*there) if one.is_painted and one.id != lane.id)


def _side_towards(lane: Lane, other: Lane) -> LineSide:
    return LineSide.LEFT if lane.place_of(*_middle_m(other)).left_m > 0 else LineSide.RIGHT

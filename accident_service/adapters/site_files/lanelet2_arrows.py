"""Which ways a lane lets one go, where the map does not say: as the paths after it lead.

Maps often draw a short piece between the stop line and the junction, so the way is followed
from piece to piece until it leaves the junction, and only then called a turn.
"""

import math

from shapely import Point

from accident_service.adapters.site_files.lanelet2_lines import movement_between, movement_of
from accident_service.liability.road_map import Lane, LaneKind, Movement
from accident_service.quantities.ground_plane import wrapped_rad

# A lane follows another when it starts within this of the other's end. [design]
FOLLOWS_M = 1.5
# ... and does not run back against it. [design]
RUNS_ON_RAD = math.radians(90)
# Borders end unevenly; a lane's direction at its end is told over this much of it. [design]
BASE_M = 8.0
# No way through one junction is longer. [design]
LONGEST_WAY_M = 120.0


def arrow_of(lane: Lane, lanes: list[Lane]) -> frozenset[Movement]:
    """The movements a lane allows: as tagged, or as the ways that lead on from it turn.

    Only lanes that run up to a stop line are followed through the junction; of others only
    the connectors right after them count.
    """
    if lane.movements:
        return lane.movements
    if lane.kind is LaneKind.CONNECTOR:
        return frozenset({movement_of(lane.centre_line)})
    if lane.approach is None:
        after = [one for one in lanes_after(lane, lanes) if one.kind is LaneKind.CONNECTOR]
        return frozenset(movement_of(one.centre_line) for one in after)
    start_rad = _end_rad(lane)
    return frozenset(movement_between(start_rad, end_rad) for end_rad in _ways_out(lane, lanes))


def lanes_after(lane: Lane, lanes: list[Lane]) -> list[Lane]:
    """The lanes that start where this one ends and run on from it."""
    end = lane.centre_line.coords[-1]
    return [
        other
        for other in lanes
        if other.id != lane.id
        and math.dist(end, other.centre_line.coords[0]) <= FOLLOWS_M
        and abs(wrapped_rad(_start_rad(other) - _end_rad(lane))) < RUNS_ON_RAD
    ]


def _ways_out(lane: Lane, lanes: list[Lane]) -> list[float]:
    """The directions in which the ways through the junction leave it."""
    directions_rad = []
    ways: list[tuple[Lane, ...]] = [(lane,)]
    while ways:
        way = ways.pop()
        *_, last = way
        through = any(one.kind is LaneKind.CONNECTOR for one in way[1:])
        length_m = sum(one.centre_line.length for one in way[1:])
        after = [one for one in lanes_after(last, lanes) if one not in way]
        if through and last.kind is not LaneKind.CONNECTOR:
            directions_rad.append(_start_rad(last))
        elif through and not after:
            directions_rad.append(_end_rad(last))
        elif length_m < LONGEST_WAY_M:
            ways += [(*way, one) for one in after]
    return directions_rad


def _start_rad(lane: Lane) -> float:
    line = lane.centre_line
    return _direction_rad(line.interpolate(0.0), line.interpolate(min(BASE_M, line.length)))


def _end_rad(lane: Lane) -> float:
    line = lane.centre_line
    return _direction_rad(
        line.interpolate(max(0.0, line.length - BASE_M)), line.interpolate(line.length)
    )


def _direction_rad(start: Point, end: Point) -> float:
    return math.atan2(end.y - start.y, end.x - start.x)

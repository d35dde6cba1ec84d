"""Where two lanes become one, as the drawn lanes show it.

A lane drops where it ends, nothing follows it, and the lane beside it goes on; or where it
and the lane beside it lead into one and the same. Lanes that all end at the edge of the map,
or at a junction's stop lines, do not drop, and an on-ramp gives way instead of alternating.
"""

from dataclasses import dataclass

from shapely import LineString, Point

from accident_service.liability.road_map import (
    SAME_DIRECTION_RAD,
    THROUGH_LANES,
    Lane,
    LaneKind,
    RoadMap,
)
from accident_service.quantities.ground_plane import wrapped_rad

# A lane follows another when it starts within this of its end. [design]
FOLLOWS_M = 3.0
# A lane that goes on does so this far past its neighbour's end; maps end raggedly. [design]
GOES_ON_M = 20.0


@dataclass(frozen=True, slots=True)
class LaneDrop:
    """Two lanes and the place where they become one."""

    lanes: tuple[Lane, Lane]  # the one that ends, the one beside it
    x_m: float
    y_m: float
    direction_rad: float


def lane_drops(road_map: RoadMap) -> tuple[LaneDrop, ...]:
    """Every place of the map where two lanes of one direction become one."""
    found: dict[frozenset[str], LaneDrop] = {}
    for lane in road_map.lanes:
        if lane.kind not in THROUGH_LANES or lane.kind is LaneKind.RAMP or lane.approach:
            continue
        beside = _beside_its_end(road_map, lane)
        if beside and _drops(road_map, lane, beside):
            end = _end(lane)
            direction_rad = lane.place_of(end.x, end.y).direction_rad
            found.setdefault(
                frozenset({lane.id, beside.id}),
                LaneDrop((lane, beside), end.x, end.y, direction_rad),
            )
    return tuple(found.values())


def _beside_its_end(road_map: RoadMap, lane: Lane) -> Lane | None:
    near = lane.centre_line.interpolate(max(0.0, lane.centre_line.length - 1.0))
    for to_left in (True, False):
        beside = road_map.beside(lane, near.x, near.y, to_left=to_left)
        if beside and beside.kind is not LaneKind.RAMP:
            return beside
    return None


def _drops(road_map: RoadMap, lane: Lane, beside: Lane) -> bool:
    after, after_beside = _followers(road_map, lane), _followers(road_map, beside)
    if after:
        return len(after) == 1 and after == after_beside
    end = _end(lane)
    goes_on_m = beside.centre_line.length - beside.place_of(end.x, end.y).along_m
    return bool(after_beside) or goes_on_m >= GOES_ON_M


def _followers(road_map: RoadMap, lane: Lane) -> frozenset[str]:
    end = _end(lane)
    direction_rad = lane.place_of(end.x, end.y).direction_rad
    return frozenset(
        other.id
        for other in road_map.lanes
        if other.id != lane.id
        and _start(other).distance(end) <= FOLLOWS_M
        and abs(wrapped_rad(_first_direction(other) - direction_rad)) <= SAME_DIRECTION_RAD
    )


def _first_direction(lane: Lane) -> float:
    start = _start(lane)
    return lane.place_of(start.x, start.y).direction_rad


def _start(lane: Lane) -> Point:
    line: LineString = lane.centre_line
    return line.interpolate(0.0)


def _end(lane: Lane) -> Point:
    line: LineString = lane.centre_line
    return line.interpolate(line.length)

"""The site's lanes as a road for simulators (ASAM OpenDRIVE 1.7).

Each lane of the road map is a road of one lane along its own centre line: the map's geometry,
no more. Which lane leads into which is not told, because nothing measured needs it.
"""

import math
from collections.abc import Iterator
from itertools import pairwise
from xml.etree.ElementTree import Element

from accident_service.adapters.evidence_bundle.xml_file import add, written
from accident_service.liability.road_map import Lane, LaneKind, LineKind, RoadMap

LANE_TYPES = {
    LaneKind.DRIVE: "driving",
    LaneKind.CONNECTOR: "driving",
    LaneKind.BUS: "bus",
    LaneKind.RAMP: "onRamp",
    LaneKind.BICYCLE: "biking",
    LaneKind.PARKING: "parking",
}
MARKS = {
    LineKind.DASHED_WHITE: ("broken", "white"),
    LineKind.SOLID_WHITE: ("solid", "white"),
    LineKind.DASHED_YELLOW: ("broken", "yellow"),
    LineKind.SOLID_YELLOW: ("solid", "yellow"),
    LineKind.DOUBLE_YELLOW: ("solid solid", "yellow"),
    LineKind.KERB: ("curb", "standard"),
    LineKind.FENCE: ("edge", "standard"),
    LineKind.NONE: ("none", "standard"),
    LineKind.UNKNOWN: ("none", "standard"),
}
KMH_PER_MPS = 3.6
SHORTEST_M = 0.001  # a shorter piece is a doubled point
Piece = tuple[float, float, float, float, float]  # along, x, y (m), heading (rad), length (m)


def road_file(name: str, road_map: RoadMap) -> bytes | None:
    """The file, or None where the map has no lane: OpenDRIVE knows no road without one."""
    drawn = [(lane, list(_pieces(lane))) for lane in road_map.lanes]
    lanes = [(lane, pieces) for lane, pieces in drawn if pieces]
    if not lanes:
        return None
    root = Element("OpenDRIVE")
    add(root, "header", revMajor=1, revMinor=7, name=name, version="1.0")
    for number, (lane, pieces) in enumerate(lanes, 1):
        _road(root, number, lane, pieces)
    return written(root)


def _road(root: Element, number: int, lane: Lane, pieces: list[Piece]) -> None:
    length_m = sum(piece[-1] for piece in pieces)
    road = add(root, "road", name=lane.id, length=length_m, id=number, junction="-1", rule="RHT")
    town = add(road, "type", s=0.0, type="town")
    if lane.speed_limit_mps is not None:
        add(town, "speed", max=round(lane.speed_limit_mps * KMH_PER_MPS, 3), unit="km/h")
    view = add(road, "planView")
    for along_m, x_m, y_m, heading_rad, piece_m in pieces:
        geometry = add(view, "geometry", s=along_m, x=x_m, y=y_m, hdg=heading_rad, length=piece_m)
        add(geometry, "line")
    lanes = add(road, "lanes")
    add(lanes, "laneOffset", s=0.0, a=lane.width_m / 2, b=0.0, c=0.0, d=0.0)
    section = add(lanes, "laneSection", s=0.0)
    middle = add(add(section, "center"), "lane", id=0, type="none", level="false")
    _mark(middle, lane.left_line)
    outer = add(add(section, "right"), "lane", id=-1, type=LANE_TYPES[lane.kind], level="false")
    add(outer, "width", sOffset=0.0, a=lane.width_m, b=0.0, c=0.0, d=0.0)
    _mark(outer, lane.right_line)


def _mark(lane: Element, line: LineKind) -> None:
    kind, colour = MARKS[line]
    add(lane, "roadMark", sOffset=0.0, type=kind, color=colour)


def _pieces(lane: Lane) -> Iterator[Piece]:
    along_m = 0.0
    for (from_x, from_y, *_), (to_x, to_y, *_) in pairwise(lane.centre_line.coords):
        length_m = math.hypot(to_x - from_x, to_y - from_y)
        if length_m >= SHORTEST_M:
            heading_rad = math.atan2(to_y - from_y, to_x - from_x)
            yield (along_m, from_x, from_y, heading_rad, length_m)
            along_m += length_m

"""Lanes, stop lines, areas and places out of plain fields, as scene files write them."""

import math
from collections.abc import Callable

from shapely import LineString, Polygon
from shapely.geometry.base import BaseGeometry

from accident_service.adapters.fields import Fields
from accident_service.liability.road_map import (
    ConflictArea,
    Lane,
    LaneKind,
    LineKind,
    Movement,
    RoadClass,
    RoadMap,
    Sign,
    StopControl,
    StopLine,
)
from accident_service.liability.road_place import PlaceKind, RoadPlace

KMH_PER_MPS = 3.6
FASTEST_LIMIT_KMH = 120.0
WIDEST_LANE_M = 20.0

# What a lane's arrow letters stand for; whole words are accepted too.
ARROWS = {"l": Movement.LEFT, "s": Movement.STRAIGHT, "r": Movement.RIGHT, "u": Movement.U_TURN}
OTHER_NAMES = {"guard_rail": LineKind.FENCE, "curbstone": LineKind.KERB}


def read_road_map(fields: Fields) -> RoadMap:
    """The road map of a scene's `site` table.

    Raises:
        InvalidSite: A field is missing or cannot be used; the message names it.
    """
    lanes = tuple(_lane(lane) for lane in fields.each("lanes"))
    _refuse_twins(fields, lanes)
    return RoadMap(
        lanes=lanes,
        stop_lines=tuple(_stop_line(line) for line in fields.each("stop_lines")),
        conflict_areas=tuple(_conflict_area(area) for area in fields.each("conflict_areas")),
        signs=tuple(_sign(sign) for sign in fields.each("signs")),
        places=tuple(_place(place) for place in fields.each("places")),
        speed_limit_mps=speed_limit_mps(fields, "speed_limit_kmh"),
        road_class=road_class(fields),
    )


def road_class(fields: Fields) -> RoadClass:
    """What kind of road it is; a street where nothing is said."""
    return fields.one_of("road_class", RoadClass) if fields.has("road_class") else RoadClass.STREET


def speed_limit_mps(fields: Fields, name: str) -> float | None:
    """A limit given in km/h, in m/s; None where none is given."""
    if not fields.has(name):
        return None
    return fields.number(name, low=5, high=FASTEST_LIMIT_KMH) / KMH_PER_MPS


def line_kind(fields: Fields, name: str) -> LineKind:
    """The kind of a lane's line; UNKNOWN where none is given."""
    if not fields.has(name):
        return LineKind.UNKNOWN
    text = fields.text(name)
    if text in OTHER_NAMES:
        return OTHER_NAMES[text]
    return fields.one_of(name, LineKind)


def movements(fields: Fields, name: str) -> frozenset[Movement]:
    """The movements a lane's arrow allows, from a word ("left") or letters ("sl")."""
    if not fields.has(name):
        return frozenset()
    text = fields.text(name)
    if text in list(Movement):
        return frozenset({Movement(text)})
    if not set(text) <= set(ARROWS):
        words = ", ".join(Movement)
        raise fields.refuse(name, f"one of {words}, or letters of l, s, r, u such as 'sl'")
    return frozenset(ARROWS[letter] for letter in text)


def polygon(fields: Fields, name: str) -> Polygon:
    """A surface that does not cross itself."""
    shape = Polygon(fields.points_m(name, least=3))
    if shape.is_valid and shape.area > 0:
        return shape
    # Offset borders of sharp bends often loop at the inner edge; an area of zero width
    # mends that without moving the outline.
    mended: BaseGeometry = shape.buffer(0)
    if isinstance(mended, Polygon) and mended.area > 0:
        return mended
    raise fields.refuse(name, "the corners of one surface, in order, not crossing itself")


def _lane(fields: Fields) -> Lane:
    return Lane(
        id=fields.text("id"),
        kind=fields.one_of("kind", LaneKind),
        centre_line=_line(fields, "centre_line"),
        polygon=polygon(fields, "polygon"),
        width_m=fields.number("width", low=0.5, high=WIDEST_LANE_M),
        left_line=line_kind(fields, "left_line"),
        right_line=line_kind(fields, "right_line"),
        approach=_optional(fields, "approach"),
        movements=movements(fields, "movement"),
        has_priority=fields.truth("has_priority"),
        speed_limit_mps=speed_limit_mps(fields, "speed_limit_kmh"),
    )


def _stop_line(fields: Fields) -> StopLine:
    return StopLine(
        id=fields.text("id"),
        approach=fields.text("approach"),
        line=_line(fields, "line"),
        control=fields.one_of("controlled", StopControl),
    )


def _conflict_area(fields: Fields) -> ConflictArea:
    return ConflictArea(id=fields.text("id"), polygon=polygon(fields, "polygon"))


def _place(fields: Fields) -> RoadPlace:
    downhill = (
        math.radians(fields.number("downhill_deg", low=-360, high=360))
        if fields.has("downhill_deg")
        else None
    )
    return RoadPlace(
        id=fields.text("id"),
        kind=fields.one_of("kind", PlaceKind),
        polygon=polygon(fields, "polygon"),
        downhill_rad=downhill,
    )


def _sign(fields: Fields) -> Sign:
    return Sign(
        kind=fields.text("kind"),
        approach=_optional(fields, "approach"),
        x_m=fields.number("x"),
        y_m=fields.number("y"),
        value=fields.number("value") if fields.has("value") else None,
    )


def _line(fields: Fields, name: str) -> LineString:
    line = LineString(fields.points_m(name, least=2))
    if line.length == 0:
        raise fields.refuse(name, "a line of at least two different points")
    return line


def _optional(fields: Fields, name: str) -> str | None:
    reader: Callable[[str], str] = fields.text
    return reader(name) if fields.has(name) else None


def _refuse_twins(fields: Fields, lanes: tuple[Lane, ...]) -> None:
    seen: set[str] = set()
    for lane in lanes:
        if lane.id in seen:
            raise fields.refuse("lanes", f"every id once, and '{lane.id}' stands twice")
        seen.add(lane.id)

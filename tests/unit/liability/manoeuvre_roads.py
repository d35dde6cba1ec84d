"""A road with bays, a cycle lane and signs, for turning round, pulling out and parking.

`road`: like `straight_road` two lanes eastwards (y = 0 and 3.5) and one westwards (y = 7), with
`middle` painted between the directions; a row of bays along the south edge (y = -2.95), and
a junction's stop line only where one is asked for.
"""

from dataclasses import replace

from shapely import LineString, box

from accident_service.liability.road_map import (
    ConflictArea,
    LaneKind,
    LineKind,
    RoadMap,
    Sign,
)
from accident_service.liability.road_place import PlaceKind, RoadPlace
from tests.unit.liability.roads import Point, lane, straight_road

BAY_Y_M, BAY_WIDTH_M = -2.95, 2.4


def road(
    *,
    middle: LineKind = LineKind.DASHED_YELLOW,
    beside: LaneKind = LaneKind.PARKING,
    signs: tuple[Sign, ...] = (),
    junction_at_m: float | None = None,
    place: RoadPlace | None = None,
) -> RoadMap:
    """The road; `beside` is what runs along its south edge."""
    plain = straight_road()
    lanes = tuple(
        replace(one, left_line=middle) if one.left_line is LineKind.DOUBLE_YELLOW else one
        for one in plain.lanes
    )
    centre_line = LineString([(-60.0, BAY_Y_M), (60.0, BAY_Y_M)])
    edge = replace(
        lane("beside", (-60.0, BAY_Y_M), (60.0, BAY_Y_M)),
        kind=beside,
        centre_line=centre_line,
        polygon=centre_line.buffer(BAY_WIDTH_M / 2, cap_style="flat"),
        width_m=BAY_WIDTH_M,
    )
    areas: tuple[ConflictArea, ...] = ()
    if junction_at_m is not None:
        near, far = junction_at_m, junction_at_m + 20.0
        areas = (ConflictArea(id="junction", polygon=box(near, -10.0, far, 10.0)),)
    return replace(
        plain,
        lanes=(*lanes, edge),
        signs=signs,
        conflict_areas=areas,
        places=(place,) if place else (),
    )


def place(kind: PlaceKind, from_x_m: float, to_x_m: float) -> RoadPlace:
    """A crosswalk, a bridge, ... across the whole road between two x."""
    return RoadPlace(id=kind, kind=kind, polygon=box(from_x_m, -5.0, to_x_m, 9.0))


def sign(kind: str, at_m: Point = (0.0, 10.0), approach: str | None = None) -> Sign:
    """A sign beside the road."""
    return Sign(kind=kind, approach=approach, x_m=at_m[0], y_m=at_m[1])

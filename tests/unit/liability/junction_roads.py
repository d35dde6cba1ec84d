"""A roundabout and a crossing with priority, for the tests of what happens at junctions.

`roundabout`: a ring about (0, 0), its lane 6 m wide round a radius of 13 m, driven to the left;
four arms meet it, each with a give-way line at its edge. The arm W comes from the west.

`priority_crossing`: as `roads.junction`, but W and E have no lines, and S and N must give way.
"""

import math
from dataclasses import replace

from shapely import LineString, Polygon

from accident_service.liability.road_map import (
    ConflictArea,
    Lane,
    LaneKind,
    LineKind,
    RoadMap,
    StopControl,
    StopLine,
)
from tests.unit.liability import roads
from tests.unit.liability.roads import Point, turned

RING_M = 13.0
RING_WIDTH_M = 6.0
OUTER_M = RING_M + RING_WIDTH_M / 2


def round_the_middle(radius_m: float, from_rad: float, to_rad: float) -> list[Point]:
    """Points of an arc about (0, 0), a hundred to a full turn."""
    steps = max(2, round(abs(to_rad - from_rad) / (2 * math.pi) * 100))
    angles = [from_rad + (to_rad - from_rad) * k / steps for k in range(steps + 1)]
    return [(radius_m * math.cos(angle), radius_m * math.sin(angle)) for angle in angles]


def ring_lanes(pieces: int = 1) -> tuple[Lane, ...]:
    """The circulating lane, drawn as so many lanes that follow one another."""
    lanes = []
    for k in range(pieces):
        ends = (2 * math.pi * k / pieces, 2 * math.pi * (k + 1) / pieces)
        inner = round_the_middle(RING_M - RING_WIDTH_M / 2, *ends)
        outer = round_the_middle(OUTER_M, *ends)
        surface = Polygon([*inner, *reversed(outer)])
        if pieces == 1:
            surface = Polygon(outer, [inner])
        lanes.append(
            Lane(
                id=f"ring-{k}",
                kind=LaneKind.DRIVE if pieces == 1 else LaneKind.CONNECTOR,
                centre_line=LineString(round_the_middle(RING_M, *ends)),
                polygon=surface,
                width_m=RING_WIDTH_M,
                left_line=LineKind.KERB,
                right_line=LineKind.NONE,
            )
        )
    return tuple(lanes)


def roundabout(*, pieces: int = 1) -> RoadMap:
    """The ring with four arms and their give-way lines."""
    lanes = list(ring_lanes(pieces))
    stops = []
    for quarter, name in enumerate("WSEN"):

        def at(x_m: float, y_m: float, quarter: int = quarter) -> Point:
            return turned((x_m, y_m), quarter)

        lanes += [
            roads.lane(f"{name}-in", at(-80.0, -1.75), at(-17.0, -1.75), approach=name),
            roads.lane(f"{name}-out", at(17.0, -1.75), at(80.0, -1.75)),
        ]
        stops.append(
            StopLine(
                id=f"{name}-give-way",
                approach=name,
                line=LineString([at(-17.0, -3.5), at(-17.0, 0.0)]),
                control=StopControl.GIVE_WAY,
            )
        )
    return RoadMap(
        lanes=tuple(lanes),
        stop_lines=tuple(stops),
        conflict_areas=(
            ConflictArea(id="ring", polygon=Polygon(round_the_middle(OUTER_M, 0, 2 * math.pi))),
        ),
        speed_limit_mps=roads.LIMIT_MPS,
    )


def priority_crossing() -> RoadMap:
    """W and E drive through; S and N must give way."""
    road = roads.junction(control=StopControl.GIVE_WAY)
    lanes = tuple(
        replace(lane, approach=None) if lane.approach in ("W", "E") else lane for lane in road.lanes
    )
    held = tuple(stop for stop in road.stop_lines if stop.approach in ("S", "N"))
    return replace(road, lanes=lanes, stop_lines=held)

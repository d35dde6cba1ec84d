"""The road map's lanes become lines beside their centre, on the side they are named for."""

import numpy as np
import pytest
from shapely import LineString, Polygon

from accident_service.adapters.road_drawing import drawn_road
from accident_service.liability.road_map import (
    Lane,
    LaneKind,
    LineKind,
    RoadMap,
    StopControl,
    StopLine,
)


def lane(kind: LaneKind) -> Lane:
    """Ten metres along +x: left is where y is positive."""
    return Lane(
        id="E1",
        kind=kind,
        centre_line=LineString([(0, 0), (5, 0), (10, 0)]),
        polygon=Polygon([(0, -2), (10, -2), (10, 2), (0, 2)]),
        width_m=4.0,
        left_line=LineKind.DOUBLE_YELLOW,
        right_line=LineKind.SOLID_WHITE,
    )


def test_each_line_is_on_its_own_side() -> None:
    road = drawn_road(RoadMap(lanes=(lane(LaneKind.DRIVE),)))

    heights = {line.kind: line.points.xy_m[:, 1] for line in road.lines}
    assert heights["double_yellow"] == pytest.approx(np.full(3, 2.0))
    assert heights["solid_white"] == pytest.approx(np.full(3, -2.0))
    assert len(road.surfaces) == 1


def test_a_path_through_a_junction_is_surface_only() -> None:
    road = drawn_road(RoadMap(lanes=(lane(LaneKind.CONNECTOR),)))

    assert road.lines == ()
    assert len(road.surfaces) == 1


def test_a_stop_line_is_drawn_where_it_is() -> None:
    stop = StopLine(
        id="s1", approach="E", line=LineString([(9, -2), (9, 0)]), control=StopControl.SIGNAL
    )

    (line,) = drawn_road(RoadMap(lanes=(), stop_lines=(stop,))).lines

    assert line.kind == "stop"
    assert line.points.xy_m.tolist() == [[9.0, -2.0], [9.0, 0.0]]

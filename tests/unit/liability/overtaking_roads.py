"""Roads for overtaking, queues, merging and meeting; all run east, x from -120 to 120.

`two_way_road`: one lane eastwards at y = 0, one westwards at y = 3.5, a dashed yellow line
between them.
"""

from dataclasses import replace

from shapely import LineString, box

from accident_service.liability.road_map import Lane, LaneKind, LineKind, RoadMap
from accident_service.liability.road_place import PlaceKind, RoadPlace
from tests.unit.liability.roads import LIMIT_MPS, lane

EAST_M, WEST_M = 120.0, -120.0


def two_way_road(*, between: LineKind = LineKind.DASHED_YELLOW) -> RoadMap:
    """One lane each way."""
    return RoadMap(
        lanes=(
            lane("east", (WEST_M, 0.0), (EAST_M, 0.0), lines=(between, LineKind.KERB)),
            lane("west", (EAST_M, 3.5), (WEST_M, 3.5), lines=(between, LineKind.KERB)),
        ),
        speed_limit_mps=LIMIT_MPS,
    )


def unmarked_road(*, places: tuple[RoadPlace, ...] = ()) -> RoadMap:
    """One lane each way and no line between them."""
    return replace(two_way_road(between=LineKind.NONE), places=places)


def slope(*, downhill_rad: float, from_x_m: float = -40.0, to_x_m: float = 40.0) -> RoadPlace:
    """A steep stretch of that road."""
    return RoadPlace(
        id="slope",
        kind=PlaceKind.SLOPE,
        polygon=box(from_x_m, -3.0, to_x_m, 7.0),
        downhill_rad=downhill_rad,
    )


def lane_drop_road(*, ends_x_m: float = 0.0) -> RoadMap:
    """Two lanes eastwards; the near one, y = 0, ends at `ends_x_m`, the far one goes on."""
    dashed = LineKind.DASHED_WHITE
    return RoadMap(
        lanes=(
            lane("ending", (WEST_M, 0.0), (ends_x_m, 0.0), lines=(dashed, LineKind.KERB)),
            lane("on", (WEST_M, 3.5), (EAST_M, 3.5), lines=(LineKind.DOUBLE_YELLOW, dashed)),
        ),
        speed_limit_mps=LIMIT_MPS,
    )


def wide_road() -> RoadMap:
    """One lane each way, each wide enough for two cars side by side: 7 m, middles 8 m apart."""
    return RoadMap(
        lanes=(wide("east", WEST_M, EAST_M, 0.0), wide("west", EAST_M, WEST_M, 8.0)),
        speed_limit_mps=LIMIT_MPS,
    )


def wide(name: str, from_x_m: float, to_x_m: float, y_m: float) -> Lane:
    """A straight lane 7 m wide."""
    line = LineString([(from_x_m, y_m), (to_x_m, y_m)])
    return Lane(
        id=name,
        kind=LaneKind.DRIVE,
        centre_line=line,
        polygon=line.buffer(3.5, cap_style="flat"),
        width_m=7.0,
        left_line=LineKind.DASHED_YELLOW,
        right_line=LineKind.KERB,
    )

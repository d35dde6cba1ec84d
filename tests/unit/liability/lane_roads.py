"""Roads with lanes of their own: a bus lane, an on-ramp, one lane each way."""

from dataclasses import replace

from accident_service.liability.road_map import LaneKind, LineKind, RoadClass, RoadMap
from tests.unit.liability import roads

DASHED, KERB, YELLOW = LineKind.DASHED_WHITE, LineKind.KERB, LineKind.DASHED_YELLOW


def of_kind(kind: LaneKind, *, road_class: RoadClass = RoadClass.STREET) -> RoadMap:
    """`straight_road` whose near lane (y = 0) is of this kind."""
    road = roads.straight_road()
    near, *others = road.lanes
    return replace(road, lanes=(replace(near, kind=kind), *others), road_class=road_class)


def three_lanes() -> RoadMap:
    """Eastwards at y = -3.5 (right), 0 (middle) and 3.5 (left), between kerbs."""
    return RoadMap(
        lanes=(
            roads.lane("left", (-120.0, 3.5), (120.0, 3.5), lines=(KERB, DASHED)),
            roads.lane("middle", (-120.0, 0.0), (120.0, 0.0), lines=(DASHED, DASHED)),
            roads.lane("right", (-120.0, -3.5), (120.0, -3.5), lines=(DASHED, KERB)),
        ),
        speed_limit_mps=roads.LIMIT_MPS,
    )


def one_each_way(between: LineKind = YELLOW) -> RoadMap:
    """Eastwards at y = 0, westwards at y = 3.5, the centre line at y = 1.75."""
    return RoadMap(
        lanes=(
            roads.lane("east", (-120.0, 0.0), (120.0, 0.0), lines=(between, KERB)),
            roads.lane("west", (120.0, 3.5), (-120.0, 3.5), lines=(between, KERB)),
        ),
        speed_limit_mps=roads.LIMIT_MPS,
    )

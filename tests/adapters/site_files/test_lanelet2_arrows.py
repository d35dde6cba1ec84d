from dataclasses import replace

from shapely import LineString

from accident_service.adapters.site_files.lanelet2_arrows import arrow_of
from accident_service.liability.road_map import Lane, LaneKind, Movement
from tests.unit.liability import roads
from tests.unit.liability.roads import Point

LEFT, STRAIGHT, RIGHT = Movement.LEFT, Movement.STRAIGHT, Movement.RIGHT


def piece(name: str, start: Point, end: Point, *, connector: bool = False) -> Lane:
    lane = roads.lane(name, start, end)
    return replace(lane, kind=LaneKind.CONNECTOR) if connector else lane


IN = replace(piece("in", (-60.0, 0.0), (-10.0, 0.0)), approach="W")
GAP = piece("gap", (-10.0, 0.0), (-7.0, 0.0))
LEFT_WAY = replace(
    piece("left way", (-7.0, 0.0), (3.0, 9.0), connector=True),
    centre_line=LineString([(-7.0, 0.0), (0.0, 2.0), (3.0, 9.0)]),
)
STRAIGHT_WAY = piece("straight way", (-7.0, 0.0), (7.0, 0.0), connector=True)
NORTH = piece("north", (3.0, 9.0), (3.0, 60.0))
EAST = piece("east", (7.0, 0.0), (60.0, 0.0))
JUNCTION = [IN, GAP, LEFT_WAY, STRAIGHT_WAY, NORTH, EAST]


def test_a_lane_shows_where_the_ways_from_it_leave_the_junction() -> None:
    assert arrow_of(IN, JUNCTION) == {LEFT, STRAIGHT}


def test_a_piece_between_line_and_junction_makes_no_difference() -> None:
    marked = [IN, replace(GAP, kind=LaneKind.CONNECTOR), LEFT_WAY, NORTH]

    # By the piece alone the lane would seem to lead straight on.
    assert arrow_of(IN, marked) == {LEFT}


def test_a_way_that_ends_in_the_junction_counts_by_its_end() -> None:
    assert arrow_of(IN, [IN, GAP, LEFT_WAY]) == {LEFT}


def test_a_tagged_arrow_is_taken_as_it_is() -> None:
    tagged = replace(IN, movements=frozenset({RIGHT}))

    assert arrow_of(tagged, [tagged, *JUNCTION[1:]]) == {RIGHT}


def test_a_lane_that_leads_nowhere_shows_nothing() -> None:
    assert arrow_of(IN, [IN]) == frozenset()
    assert arrow_of(IN, [IN, piece("back", (-10.0, 0.5), (-60.0, 0.5))]) == frozenset()


def test_lanes_without_a_stop_line_show_only_the_connectors_right_after_them() -> None:
    assert arrow_of(GAP, JUNCTION) == {LEFT, STRAIGHT}
    assert arrow_of(replace(IN, approach=None), JUNCTION) == frozenset()

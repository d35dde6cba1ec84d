from accident_service.liability.changes import LineMarked, LineSide
from accident_service.liability.marked_lines import with_lines
from accident_service.liability.road_map import Lane, LineKind, RoadMap
from tests.unit.liability import roads


def lane(road_map: RoadMap, name: str) -> Lane:
    return next(one for one in road_map.lanes if one.id == name)


def test_one_line_belongs_to_the_lanes_on_both_sides_of_it() -> None:
    mark = LineMarked(lane="near", side=LineSide.LEFT, line=LineKind.SOLID_WHITE)
    road_map = with_lines(roads.straight_road(), [mark])

    assert lane(road_map, "near").left_line is LineKind.SOLID_WHITE
    assert lane(road_map, "far").right_line is LineKind.SOLID_WHITE
    assert lane(road_map, "far").left_line is LineKind.DOUBLE_YELLOW


def test_the_line_between_the_directions_is_the_left_line_of_both() -> None:
    mark = LineMarked(lane="far", side=LineSide.LEFT, line=LineKind.DASHED_YELLOW)
    before = roads.straight_road()
    road_map = with_lines(before, [mark])
    changed = [one.id for one in road_map.lanes if one != lane(before, one.id)]

    assert len(changed) == 2
    assert all(lane(road_map, name).left_line is LineKind.DASHED_YELLOW for name in changed)


def test_the_edge_of_the_road_is_of_one_lane_alone() -> None:
    mark = LineMarked(lane="near", side=LineSide.RIGHT, line=LineKind.SOLID_WHITE)
    before = roads.straight_road()
    road_map = with_lines(before, [mark])

    assert [one.id for one in road_map.lanes if one != lane(before, one.id)] == ["near"]

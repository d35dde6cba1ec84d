import math
from dataclasses import replace

import pytest
from shapely import box

from accident_service.liability.road_map import LineKind
from accident_service.liability.road_place import PlaceKind, RoadPlace
from tests.unit.liability.roads import junction, straight_road


def test_a_point_is_placed_along_and_to_the_left_of_a_lane() -> None:
    near, _, oncoming = straight_road().lanes

    place = near.place_of(10.0, 0.6)
    assert place.along_m == pytest.approx(130.0)
    assert place.left_m == pytest.approx(0.6)
    assert place.beyond_m == 0.0
    # Driven westwards, what lies further north is to the right.
    assert oncoming.place_of(10.0, 7.6).left_m == pytest.approx(-0.6)


def test_a_point_past_the_end_is_placed_as_if_the_lane_went_on() -> None:
    near = straight_road().lanes[0]

    place = near.place_of(125.0, -0.4)

    assert place.beyond_m == pytest.approx(5.0)
    assert place.left_m == pytest.approx(-0.4)


def test_lanes_are_found_by_place_and_by_the_way_one_drives() -> None:
    road = straight_road()

    assert [lane.id for lane in road.lanes_along(0.0, 7.0, math.pi)] == ["oncoming"]
    assert road.lanes_along(0.0, 7.0, 0.0) == ()
    assert [lane.id for lane in road.lanes_at(0.0, 7.0)] == ["oncoming"]
    assert road.lanes_at(0.0, 40.0) == ()


def test_in_a_junction_crossing_paths_are_told_apart_by_direction() -> None:
    road = junction()

    east, north = (road.lanes_along(1.75, -1.75, angle) for angle in (0.0, math.pi / 2))
    assert [lane.id for lane in east] == ["W-straight"]
    assert [lane.id for lane in north] == ["S-straight"]
    assert len(road.lanes_at(1.75, -1.75)) == 2


def test_only_a_lane_of_the_same_direction_is_beside() -> None:
    road = straight_road()
    near, far, oncoming = road.lanes

    assert road.beside(near, 0.0, 0.3, to_left=True) == far
    assert road.beside(near, 0.0, 0.3, to_left=False) is None
    assert road.beside(far, 0.0, 3.0, to_left=False) == near
    assert road.beside(far, 0.0, 3.0, to_left=True) is None  # that one comes towards us
    assert road.beside(oncoming, 0.0, 7.0, to_left=True) is None


def test_conflict_areas_hold_what_lies_inside() -> None:
    area = junction().conflict_area_at(3.0, -2.0)

    assert area is not None
    assert area.id == "inside"
    assert junction().conflict_area_at(30.0, -2.0) is None


@pytest.mark.parametrize(
    ("kind", "forbidden"),
    [
        (LineKind.SOLID_WHITE, True),
        (LineKind.DOUBLE_YELLOW, True),
        (LineKind.DASHED_WHITE, False),
        (LineKind.KERB, False),
        (LineKind.UNKNOWN, False),
    ],
)
def test_only_painted_solid_lines_may_not_be_crossed(kind: LineKind, *, forbidden: bool) -> None:
    assert kind.may_not_be_crossed is forbidden


def test_places_are_found_where_they_are() -> None:
    zebra = RoadPlace(id="zebra", kind=PlaceKind.CROSSWALK, polygon=box(10.0, -2.0, 14.0, 2.0))
    road = replace(straight_road(), places=(zebra,))

    assert road.places_at(12.0, 0.0) == (zebra,)
    assert road.places_at(16.0, 0.0) == ()

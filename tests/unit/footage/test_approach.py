"""Which lane metres lead to a place, on roads whose answer is plain."""

import pytest
from shapely import LineString, box

from accident_service.footage.approach import leading_to, share_seen_of
from accident_service.footage.blind_spots import LaneLine


def lane(name: str, *points: tuple[float, float]) -> LaneLine:
    return LaneLine(id=name, centre_line=LineString(points))


EAST = lane("east", (0.0, 0.0), (100.0, 0.0))


def test_the_last_metres_before_the_place_and_none_behind_it() -> None:
    found = leading_to([EAST], (60.0, 1.0), doubt_m=1.0)
    assert found.bounds == pytest.approx((30.0, 0.0, 60.0, 0.0))


def test_a_lane_that_ends_where_this_one_begins_is_followed_on() -> None:
    before = lane("before", (0.0, -80.0), (0.0, -1.0))
    aside = lane("aside", (0.0, 40.0), (0.0, 80.0))
    found = leading_to([EAST, before, aside], (10.0, 0.0), doubt_m=1.0)
    assert found.length == pytest.approx(30.0)
    assert found.bounds[1] == pytest.approx(-21.0)


def test_lanes_driven_the_other_way_come_from_the_other_side() -> None:
    west = lane("west", (100.0, 3.5), (0.0, 3.5))
    found = leading_to([EAST, west], (50.0, 1.0), doubt_m=1.0)
    assert found.bounds == pytest.approx((20.0, 0.0, 80.0, 3.5))


def test_a_place_beside_every_lane_has_no_approach() -> None:
    found = leading_to([EAST], (50.0, 40.0), doubt_m=2.0)
    assert share_seen_of(found, box(0, 0, 1, 1)) is None


def test_a_ring_is_followed_once() -> None:
    ring = lane("ring", (0.0, 0.0), (5.0, 5.0), (0.0, 10.0), (0.0, 0.5))
    found = leading_to([ring], (0.0, 5.0), doubt_m=1.0)
    assert 0 < found.length <= ring.centre_line.length


def test_the_share_in_view_is_of_its_length() -> None:
    assert share_seen_of(EAST.centre_line, box(0, -1, 25, 1)) == pytest.approx(0.25)

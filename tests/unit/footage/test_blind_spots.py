"""Blind metres and the best place for one more camera, on roads whose answer is plain."""

import pytest
from shapely import LineString, box

from accident_service.footage.blind_spots import (
    LaneLine,
    PlacedAccident,
    best_new_cameras,
    road_coverage,
)

ROAD = LaneLine(id="east", centre_line=LineString([(0.0, 0.0), (300.0, 0.0)]))
MIDDLE = box(100.0, -10.0, 200.0, 10.0)


def accident(x_m: float, *, unseen: bool = True) -> PlacedAccident:
    return PlacedAccident(x_m=x_m, y_m=1.0, sigma_m=1.0, unseen=unseen)


def test_metres_outside_every_field_are_blind() -> None:
    found = road_coverage([ROAD], [MIDDLE, box(190, -5, 220, 5)], [MIDDLE], [])
    assert found.lane_m == pytest.approx(300.0)
    assert found.seen_m == pytest.approx(120.0)
    assert found.share_sharp == pytest.approx(1 / 3)
    assert [one.length_m for one in found.stretches] == pytest.approx([100.0, 80.0])


def test_blind_stretches_with_accidents_come_first() -> None:
    found = road_coverage([ROAD], [MIDDLE], [], [accident(250.0), accident(150.0)])
    first, second = found.stretches
    assert first.line.bounds[0] == pytest.approx(200.0)
    assert (first.unseen_accidents, second.accidents) == (1, 0)


def test_gaps_of_a_metre_are_the_polygons_roughness() -> None:
    fields = [box(0, -5, 150, 5), box(151, -5, 300, 5)]
    assert road_coverage([ROAD], fields, [], []).stretches == ()


def test_one_more_camera_goes_where_nobody_could_be_asked() -> None:
    accidents = [accident(20.0), accident(280.0), accident(285.0), accident(60.0, unseen=False)]
    stretches = road_coverage([ROAD], [MIDDLE], [], accidents).stretches
    best, following, *_ = best_new_cameras(stretches, accidents, reach_m=40.0)
    assert best.unseen_accidents == 2
    assert abs(best.x_m - 282) <= 40
    assert following.unseen_accidents == 1
    assert following.newly_seen_m <= 80.0 + 1e-6


def test_the_next_camera_counts_only_what_the_one_before_does_not_see() -> None:
    stretches = road_coverage([ROAD], [], [], []).stretches
    found = best_new_cameras(stretches, [], reach_m=50.0, most=9)
    assert sum(one.newly_seen_m for one in found) == pytest.approx(300.0, abs=5.0)
    assert found[0].newly_seen_m == pytest.approx(100.0, abs=1.0)


def test_a_road_all_seen_needs_no_camera() -> None:
    assert best_new_cameras((), [accident(1.0)]) == ()
    assert road_coverage([], [], [], []).share_seen == 0.0

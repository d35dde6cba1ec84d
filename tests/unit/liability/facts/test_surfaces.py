import math

import pytest
from shapely import box

from accident_service.liability.facts.surfaces import (
    beside_road,
    carriageway,
    depth_in,
    kinds_at,
    outline,
    reach_into,
)
from accident_service.liability.road_map import LaneKind, RoadMap
from tests.unit.liability import roads
from tests.unit.liability.drives import A, rear_end
from tests.unit.liability.manoeuvre_drives import parked
from tests.unit.liability.manoeuvre_roads import road

SQUARE = box(-10.0, -10.0, 10.0, 10.0)


def test_the_carriageway_is_the_lanes_without_bays() -> None:
    surface = carriageway(road())

    # Three lanes of 3.5 m over 240 m, the bays left out.
    assert surface.area == pytest.approx(3 * 3.5 * 240, rel=0.01)


def test_the_inside_of_a_junction_is_carriageway() -> None:
    assert carriageway(roads.junction()).contains(box(-9.0, -9.0, 9.0, 9.0))


def test_a_gap_between_two_lanes_is_no_way_in() -> None:
    apart = RoadMap(
        lanes=(
            roads.lane("south", (-50.0, 0.0), (50.0, 0.0)),
            roads.lane("north", (50.0, 8.0), (-50.0, 8.0)),
        )
    )

    assert carriageway(apart).contains(box(-40.0, 1.0, 40.0, 7.0))


def test_how_deep_a_centre_is_inside_or_how_far_outside() -> None:
    pose = rear_end().observed().pose_at(A, 6.0)  # at (20, 0), sigma 0.05 m
    depth = depth_in(SQUARE, pose)

    assert depth.value == pytest.approx(-10.0)
    assert depth.sigma == pytest.approx(0.05)


def test_the_corner_furthest_in_counts() -> None:
    seen = rear_end().observed()
    pose, size = seen.pose_at(A, 6.0), seen.dimensions(A)

    assert reach_into(box(-10.0, -10.0, 18.0, 10.0), pose, size).value == pytest.approx(0.25)


def test_the_outline_is_the_vehicles_size() -> None:
    seen = rear_end().observed()

    assert outline(seen.pose_at(A, 6.0), seen.dimensions(A)).area == pytest.approx(4.5 * 1.8)


def test_what_the_lanes_under_a_vehicle_are_for() -> None:
    seen = parked().observed()

    assert kinds_at(seen, seen.pose_at(A, 6.0)) == {LaneKind.PARKING}


def test_beside_the_road_is_where_a_lane_runs_alongside() -> None:
    seen = parked(y_m=-6.0).observed()
    far = parked(y_m=-40.0).observed()

    assert beside_road(seen, seen.pose_at(A, 6.0))
    assert not beside_road(far, far.pose_at(A, 6.0))
    assert math.isfinite(depth_in(SQUARE, far.pose_at(A, 6.0)).value)

from dataclasses import replace

import pytest

from accident_service.liability.facts.lane_drops import lane_drops
from accident_service.liability.road_map import LaneKind, LineKind, RoadMap
from tests.unit.liability.overtaking_roads import lane_drop_road, two_way_road, wide_road
from tests.unit.liability.roads import junction, lane, straight_road


def test_a_lane_that_ends_beside_one_that_goes_on_drops() -> None:
    (drop,) = lane_drops(lane_drop_road(ends_x_m=12.0))

    assert [one.id for one in drop.lanes] == ["ending", "on"]
    assert (drop.x_m, drop.y_m) == pytest.approx((12.0, 0.0))
    assert drop.direction_rad == pytest.approx(0.0)


def test_two_lanes_that_lead_into_one_drop_once() -> None:
    dashed, kerb = LineKind.DASHED_WHITE, LineKind.KERB
    road = RoadMap(
        lanes=(
            lane("right", (-80.0, 0.0), (0.0, 0.0), lines=(dashed, kerb)),
            lane("left", (-80.0, 3.5), (0.0, 3.5), lines=(kerb, dashed)),
            lane("one", (1.0, 1.75), (80.0, 1.75)),
        )
    )

    (drop,) = lane_drops(road)
    assert {one.id for one in drop.lanes} == {"left", "right"}


@pytest.mark.parametrize("road", [straight_road(), junction(), two_way_road(), wide_road()])
def test_lanes_that_end_with_the_map_or_at_a_junction_do_not_drop(road: RoadMap) -> None:
    assert lane_drops(road) == ()


def test_a_lane_that_goes_on_under_another_name_does_not_drop() -> None:
    road = lane_drop_road()
    onwards = lane("onwards", (0.5, 0.0), (110.0, 0.0))

    assert lane_drops(replace(road, lanes=(*road.lanes, onwards))) == ()


def test_a_ramp_gives_way_and_does_not_alternate() -> None:
    ending, on = lane_drop_road().lanes
    ramp = replace(ending, kind=LaneKind.RAMP)

    assert lane_drops(RoadMap(lanes=(ramp, on))) == ()

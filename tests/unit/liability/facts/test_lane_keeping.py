import math

import pytest

from accident_service.liability.facts.lane_keeping import (
    LaneMoment,
    Side,
    lane_moments,
    passing_pts_s,
)
from accident_service.liability.road_map import LineKind
from accident_service.quantities.uncertainty import Interval
from tests.unit.liability import roads
from tests.unit.liability.drives import LENGTH_M, A, B, cut_in, left_turn, rear_end


def last(moments: list[LaneMoment]) -> LaneMoment:
    return moments[-1]


def test_the_edges_are_measured_from_the_lines_of_the_lane_one_came_from() -> None:
    moment = last(lane_moments(cut_in().observed(), B))
    turned_rad = math.atan2(1.75 / 1.5, 12.5)
    breadth_m = (LENGTH_M * math.sin(turned_rad) + 1.8 * math.cos(turned_rad)) / 2

    assert moment.lane.id == "near"
    # Its middle is on the line at contact, so it reaches over by half its breadth.
    assert moment.over(Side.LEFT).value == pytest.approx(breadth_m, abs=0.05)
    assert moment.wholly_over(Side.LEFT).value == pytest.approx(-breadth_m, abs=0.05)
    assert moment.over(Side.RIGHT).value < 0
    assert moment.line(Side.LEFT) is LineKind.DASHED_WHITE


def test_who_keeps_to_its_lane_is_short_of_both_lines() -> None:
    for moment in lane_moments(cut_in().observed(), A):
        assert moment.over(Side.LEFT).interval.high < 0
        assert moment.over(Side.RIGHT).interval.high < 0


def test_inside_a_junction_there_are_no_lines() -> None:
    moments = lane_moments(left_turn().observed(), B)

    assert all(moment.lane.id == "W-in" for moment in moments)
    assert last(moments).pose.x_m <= -9.5


def test_at_the_mouth_of_a_lane_a_vehicle_is_not_beside_its_line() -> None:
    moments = lane_moments(left_turn().observed(), B)

    assert moments[0].clear_of_ends
    assert not last(moments).clear_of_ends


def test_the_moments_end_with_the_contact() -> None:
    moments = lane_moments(rear_end().observed(), A)

    assert last(moments).pose.pts_s == pytest.approx(7.0)
    assert moments[0].pose.pts_s == pytest.approx(3.96)
    assert roads.straight_road().lanes[0].id == last(moments).lane.id


def test_a_line_is_passed_between_perhaps_and_surely() -> None:
    reaches = [(0.0, -0.5), (0.1, -0.1), (0.2, 0.1), (0.3, 0.3)]

    passed = passing_pts_s([(pts_s, Interval(m - 0.2, m + 0.2)) for pts_s, m in reaches])

    assert passed == Interval(0.0, 0.3)
    assert passing_pts_s([(0.0, Interval(-0.2, 0.2))]) is None

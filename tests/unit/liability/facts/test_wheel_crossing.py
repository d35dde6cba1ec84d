from dataclasses import replace

from accident_service.liability.fact import FactKind, Truth
from accident_service.liability.facts.wheel_crossing import detect
from accident_service.liability.road_map import LineKind, RoadMap
from tests.unit.liability import roads
from tests.unit.liability.drives import (
    A,
    Accident,
    B,
    cut_in,
    left_turn,
    moving_over,
    rear_end,
    track,
)
from tests.unit.liability.facts.told import fact, truth
from tests.unit.liability.lane_drives import after_cut_in


def test_the_first_wheel_is_named_with_its_line_and_its_moment() -> None:
    accident = replace(cut_in(), road_map=roads.straight_road(between=LineKind.SOLID_WHITE))

    told = fact(detect, accident, FactKind.WHEEL_OVER_LINE, B)

    assert told.truth is Truth.TRUE
    assert "front left wheel over a solid white line" in told.sentence_en
    assert "左前轮" in told.sentence_zh
    assert told.at_pts_s is not None
    # It moves over 1.75 m in 1.5 s; the tyre passes the line when 0.77 m are gone.
    assert told.at_pts_s.low <= 5.5 + 1.5 * 0.77 / 1.75 <= told.at_pts_s.high


def test_half_over_not_all_wheels_have_passed_and_once_in_the_lane_all_have() -> None:
    assert truth(detect, cut_in(), FactKind.ALL_WHEELS_OVER_LINE, B) is Truth.FALSE
    whole = fact(detect, after_cut_in(follower_mps=14.0), FactKind.ALL_WHEELS_OVER_LINE, B)
    assert whole.truth is Truth.TRUE
    assert whole.at_pts_s is not None
    assert whole.at_pts_s.high <= 6.3


def test_where_no_wheel_passed_or_no_line_is_painted_it_is_excluded() -> None:
    for accident, party in ((cut_in(), A), (rear_end(), B), (left_turn(), B)):
        for kind in (FactKind.WHEEL_OVER_LINE, FactKind.ALL_WHEELS_OVER_LINE):
            assert truth(detect, accident, kind, party) is Truth.FALSE


def test_a_wheel_on_the_line_give_or_take_is_not_told() -> None:
    accident = cut_in()
    motion = moving_over(0.8, x_m=12.0, speed_mps=12.5, over_s=2.9)
    found = replace(accident.found, trajectories=(accident.found.trajectories[0], track(B, motion)))

    on_it = replace(accident, found=found)

    assert truth(detect, on_it, FactKind.WHEEL_OVER_LINE, B) is Truth.UNKNOWN


def test_off_the_map_it_is_not_known() -> None:
    accident = Accident(found=rear_end().found, road_map=RoadMap(lanes=()))

    assert truth(detect, accident, FactKind.WHEEL_OVER_LINE, A) is Truth.UNKNOWN
    assert truth(detect, accident, FactKind.ALL_WHEELS_OVER_LINE, A) is Truth.UNKNOWN

from dataclasses import replace

from accident_service.liability.lane_words import NAMELESS, lane_words
from accident_service.liability.phrasing import Text
from accident_service.liability.road_map import LaneKind
from tests.unit.liability.lane_roads import one_each_way, three_lanes
from tests.unit.liability.roads import junction


def test_a_lane_is_counted_from_the_left_of_its_direction() -> None:
    road = three_lanes()

    told = [lane_words(road, lane).zh for lane in road.lanes]

    assert told == ["左起第1条", "左起第2条", "左起第3条"]


def test_the_only_lane_of_an_approach_is_named_by_the_approach() -> None:
    road = junction()
    lane = next(one for one in road.lanes if one.approach == "W")

    assert lane_words(road, lane) == Text("W进口", "approach W")


def test_approach_and_place_stand_together() -> None:
    road = three_lanes()
    middle = replace(road.lanes[1], approach="E")

    assert lane_words(road, middle) == Text("E进口左起第2条", "lane 2 from the left, approach E")


def test_what_the_map_cannot_tell_is_left_out() -> None:
    road = one_each_way()
    path = replace(three_lanes().lanes[1], kind=LaneKind.CONNECTOR)

    assert lane_words(road, road.lanes[0]) == NAMELESS
    assert lane_words(three_lanes(), path) == NAMELESS

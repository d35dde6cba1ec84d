from dataclasses import replace

import pytest

from accident_service.liability.fact import FactKind, Truth
from accident_service.liability.facts.following import detect
from accident_service.liability.road_map import RoadMap
from tests.unit.liability import roads
from tests.unit.liability.drives import A, Accident, B, cut_in, rear_end, standing, track
from tests.unit.liability.facts.told import truth, value


def test_the_vehicle_struck_in_the_queue_had_been_ahead_in_the_same_lane() -> None:
    accident = rear_end()

    assert truth(detect, accident, FactKind.SAME_LANE, B) is Truth.TRUE
    assert truth(detect, accident, FactKind.SAME_HEADING, B) is Truth.TRUE
    assert truth(detect, accident, FactKind.AHEAD_IN_PATH, A) is Truth.TRUE
    assert truth(detect, accident, FactKind.AHEAD_IN_PATH, B) is Truth.FALSE


def test_who_cuts_in_had_not_been_in_the_path() -> None:
    accident = cut_in()

    assert truth(detect, accident, FactKind.AHEAD_IN_PATH, B) is Truth.FALSE
    assert value(detect, accident, FactKind.AHEAD_IN_PATH, B).high == pytest.approx(3.5, abs=0.2)
    assert truth(detect, accident, FactKind.SAME_LANE, B) is not Truth.TRUE


def test_a_leader_seen_only_lately_may_have_cut_in() -> None:
    accident = rear_end()
    late = track(A, standing(20.0, 0.0), from_s=5.0)
    found = replace(accident.found, trajectories=(late, accident.found.trajectories[1]))

    assert truth(detect, replace(accident, found=found), FactKind.AHEAD_IN_PATH, A) is Truth.UNKNOWN


def test_a_vehicle_half_over_the_end_of_its_lane_is_still_in_it() -> None:
    accident = rear_end()
    short = roads.lane("short", (-120.0, 0.0), (18.0, 0.0))

    ended = replace(accident, road_map=replace(accident.road_map, lanes=(short,)))

    assert truth(detect, ended, FactKind.SAME_LANE, B) is Truth.TRUE


def test_off_every_lane_nothing_is_said_of_lanes() -> None:
    accident = Accident(found=rear_end().found, road_map=RoadMap(lanes=()))

    assert truth(detect, accident, FactKind.SAME_LANE, B) is Truth.UNKNOWN


def test_on_the_line_between_two_lanes_it_cannot_be_told() -> None:
    accident = rear_end(leader=standing(20.0, 1.75))

    assert truth(detect, accident, FactKind.SAME_LANE, B) is Truth.UNKNOWN

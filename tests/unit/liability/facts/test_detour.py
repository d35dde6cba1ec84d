from dataclasses import replace

import pytest

from accident_service.liability.fact import FactKind, Truth
from accident_service.liability.facts.detour import detect
from accident_service.liability.road_map import LaneKind
from tests.unit.liability.drives import A, B, C, straight, track
from tests.unit.liability.facts.told import fact, truth
from tests.unit.liability.lane_drives import head_on


@pytest.mark.parametrize("x_m", [8.0, 20.0, -6.0])
def test_a_vehicle_that_stood_in_ones_lane_is_what_one_drives_round(x_m: float) -> None:
    told = fact(detect, head_on(2.0, obstacles_x_m=(x_m,)), FactKind.DETOURING, B)

    assert told.truth is Truth.TRUE
    assert "C0 stood" in told.sentence_en


def test_who_comes_the_other_way_drives_round_nothing() -> None:
    accident = head_on(2.0, obstacles_x_m=(8.0,))

    assert truth(detect, accident, FactKind.DETOURING, A) is Truth.FALSE


@pytest.mark.parametrize("places_m", [(), (60.0,), (-40.0,), (8.0, 15.0)])
def test_nothing_far_off_and_no_queue_is_an_obstacle(places_m: tuple[float, ...]) -> None:
    accident = head_on(2.0, obstacles_x_m=places_m)

    assert truth(detect, accident, FactKind.DETOURING, B) is Truth.FALSE


def test_who_waits_at_its_stop_line_or_in_a_bay_is_no_obstacle() -> None:
    accident = head_on(2.0, obstacles_x_m=(15.0,))
    east, west = accident.road_map.lanes
    at_a_stop_line = replace(
        east,
        approach="W",
        centre_line=type(east.centre_line)([(-120.0, 0.0), (20.0, 0.0)]),
    )
    for lane in (at_a_stop_line, replace(east, kind=LaneKind.PARKING)):
        there = replace(accident, road_map=replace(accident.road_map, lanes=(lane, west)))
        assert truth(detect, there, FactKind.DETOURING, B) is Truth.FALSE


def test_who_moves_on_ahead_is_no_obstacle() -> None:
    accident = head_on(2.0)
    moving = track(C, straight(15.0, 0.0, 0.0, 2.0))
    found = replace(accident.found, trajectories=(*accident.found.trajectories, moving))

    assert truth(detect, replace(accident, found=found), FactKind.DETOURING, B) is Truth.FALSE


def test_round_an_obstacle_the_line_is_no_reproach_and_an_officer_decides() -> None:
    proposal = head_on(2.0, obstacles_x_m=(8.0,)).proposed()

    assert proposal.abstained
    assert "mixed-M13" in {reason.code for reason in proposal.reasons}

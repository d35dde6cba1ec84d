from dataclasses import replace

import numpy as np
import pytest

from accident_service.liability.fact import FactKind, Truth
from accident_service.liability.facts.lane_change import detect
from accident_service.liability.road_map import LaneKind, RoadMap
from tests.unit.liability.drives import (
    A,
    Accident,
    B,
    cut_in,
    left_turn,
    moving_over,
    rear_end,
    straight,
    track,
)
from tests.unit.liability.facts.told import fact, truth, value


def moved_over_by(
    y_m: float, *, over_s: float = 1.5, from_s: float = 0.0, sigma_scale: float = 1.0
) -> Accident:
    accident = cut_in(sigma_scale=sigma_scale)
    motion = moving_over(y_m, x_m=12.0, speed_mps=12.5, over_s=over_s)
    changer = track(B, motion, from_s=from_s, sigma_scale=sigma_scale)
    keeper = accident.found.trajectories[0]
    return replace(accident, found=replace(accident.found, trajectories=(keeper, changer)))


def test_half_over_the_line_is_changing_into_the_others_lane() -> None:
    accident = cut_in()

    assert truth(detect, accident, FactKind.CHANGING_LANE, B) is Truth.TRUE
    assert truth(detect, accident, FactKind.CHANGED_LANE, B) is Truth.FALSE
    assert truth(detect, accident, FactKind.INTO_LANE_OF, B) is Truth.TRUE
    assert truth(detect, accident, FactKind.CHANGING_LANE, A) is Truth.FALSE
    assert truth(detect, accident, FactKind.INTO_LANE_OF, A) is not Truth.TRUE


@pytest.mark.parametrize(
    ("y_m", "changing", "changed"),
    [
        (0.3, Truth.FALSE, Truth.FALSE),
        (1.0, Truth.UNKNOWN, Truth.FALSE),  # an edge on the line, give or take
        (1.75, Truth.TRUE, Truth.FALSE),
        (2.83, Truth.UNKNOWN, Truth.UNKNOWN),  # the trailing edge on the line
        (3.9, Truth.FALSE, Truth.TRUE),
    ],
)
def test_a_change_begins_with_the_first_edge_and_ends_with_the_last(
    y_m: float, changing: Truth, changed: Truth
) -> None:
    accident = moved_over_by(y_m, over_s=2.9)

    assert truth(detect, accident, FactKind.CHANGING_LANE, B) is changing
    assert truth(detect, accident, FactKind.CHANGED_LANE, B) is changed


def test_the_instant_the_first_edge_passed_the_line_is_given_as_an_interval() -> None:
    began = fact(detect, cut_in(), FactKind.CHANGING_LANE, B).at_pts_s

    assert began is not None
    # The leading corner passes y = 1.75 when the middle is at 0.65: 0.55 s into the move.
    assert began.low - 0.1 <= 6.05 <= began.high + 0.1
    assert began.high - began.low < 0.3


def test_who_straddles_the_line_when_first_seen_has_no_lane_to_change_from() -> None:
    accident = moved_over_by(1.75, from_s=6.4)

    assert truth(detect, accident, FactKind.CHANGING_LANE, B) is Truth.UNKNOWN


def test_who_stood_all_the_while_changed_no_lane_wherever_exactly_it_stood() -> None:
    accident = rear_end()
    standing, *others = accident.found.trajectories
    doubtful = replace(standing, xy_sigma_m=np.full_like(standing.xy_sigma_m, 1.0))
    seen = replace(accident, found=replace(accident.found, trajectories=(doubtful, *others)))

    assert truth(detect, seen, FactKind.CHANGING_LANE, standing.id) is Truth.FALSE
    assert truth(detect, seen, FactKind.CHANGED_LANE, standing.id) is Truth.FALSE


def test_much_doubt_in_position_leaves_it_open() -> None:
    accident = moved_over_by(1.75, sigma_scale=20.0)

    assert truth(detect, accident, FactKind.CHANGING_LANE, B) is Truth.UNKNOWN
    assert truth(detect, accident, FactKind.CHANGING_LANE, A) is Truth.UNKNOWN


def test_the_number_is_how_far_it_reached_over() -> None:
    over = value(detect, cut_in(), FactKind.CHANGING_LANE, B)

    assert 0.8 < over.low < over.high < 1.6


def test_without_a_lane_of_the_same_direction_beside_it_nothing_is_changed_into() -> None:
    for party in (A, B):
        assert truth(detect, left_turn(), FactKind.CHANGING_LANE, party) is Truth.FALSE


def test_off_the_map_it_is_not_known() -> None:
    accident = Accident(found=rear_end().found, road_map=RoadMap(lanes=()))

    assert truth(detect, accident, FactKind.CHANGING_LANE, A) is Truth.UNKNOWN


def test_moving_away_from_the_other_is_not_into_its_lane() -> None:
    accident = cut_in()
    elsewhere = track(A, straight(10.0, -0.5, 0.0, 12.0))
    found = replace(accident.found, trajectories=(elsewhere, accident.found.trajectories[1]))

    assert truth(detect, replace(accident, found=found), FactKind.INTO_LANE_OF, B) is Truth.FALSE


def test_who_may_be_pulling_out_of_a_bay_is_not_cleared_of_changing_lanes() -> None:
    accident = cut_in()
    bays = tuple(
        replace(lane, kind=LaneKind.PARKING) if lane.id == "near" else lane
        for lane in accident.road_map.lanes
    )
    beside_bays = replace(accident, road_map=replace(accident.road_map, lanes=bays))

    assert truth(detect, beside_bays, FactKind.CHANGING_LANE, B) is Truth.UNKNOWN


def test_who_stands_across_its_lane_is_not_cleared_of_changing_lanes() -> None:
    accident = cut_in()
    across = track(A, straight(10.0, 3.5, 1.5, 1.0))
    found = replace(accident.found, trajectories=(across, accident.found.trajectories[1]))

    assert truth(detect, replace(accident, found=found), FactKind.CHANGING_LANE, A) is Truth.UNKNOWN

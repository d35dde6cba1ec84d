import pytest

from accident_service.liability.fact import Truth
from accident_service.liability.facts.lane_keeping import Side
from accident_service.liability.facts.lane_shift import Shift, lane_shift
from tests.unit.liability.drives import (
    CONTACT_S,
    A,
    Accident,
    B,
    contact,
    cut_in,
    left_turn,
    reconstruction,
    standing,
    straight,
    track,
)
from tests.unit.liability.lane_drives import between, slow_change
from tests.unit.liability.lane_roads import three_lanes


def shift_of(accident: Accident) -> Shift:
    shift = lane_shift(accident.observed(), B)
    assert shift is not None
    return shift


def test_it_is_told_which_way_and_into_which_lane() -> None:
    shift = shift_of(cut_in())

    assert shift.side is Side.LEFT
    assert shift.next_lane.id == "far"
    assert shift.moved_over is Truth.TRUE
    assert shift.complete is Truth.FALSE
    assert shift.crossing is Truth.TRUE


def test_both_instants_of_a_change_that_ended_before_the_contact_are_told() -> None:
    # 3.5 m within 2 s at an angle of 9.9 degrees: half its breadth is 1.27 m, so the first
    # corner passes y = 1.75 when the middle has gone 0.48 m, the last when it has gone 3.02 m.
    over = (CONTACT_S - 2.5, CONTACT_S - 0.5)
    accident = Accident(
        found=reconstruction(
            track(A, straight(5.0, 3.5, 0.0, 12.0)),
            track(B, between(0.0, 3.5, x_m=12.0, speed_mps=10.0, span_s=over)),
            collisions=(contact((9.6, 3.5), (12, 6)),),
        ),
        road_map=three_lanes(),
    )

    shift = shift_of(accident)

    assert shift.complete is Truth.TRUE
    assert shift.crossing_pts_s is not None
    assert shift.completed_pts_s is not None
    first_s, last_s = over[0] + 0.48 / 1.75, over[0] + 3.02 / 1.75
    assert shift.crossing_pts_s.low <= first_s <= shift.crossing_pts_s.high
    assert shift.completed_pts_s.low <= last_s <= shift.completed_pts_s.high
    assert shift.completed_pts_s.high - shift.completed_pts_s.low < 0.35


@pytest.mark.parametrize("seconds", [1.5, 4.0, 6.5])
def test_however_slowly_it_moves_over_the_lane_it_came_from_is_its_own(seconds: float) -> None:
    assert shift_of(slow_change(seconds)).moved_over is Truth.TRUE


def test_who_straddles_the_line_all_the_while_has_no_lane_of_its_own() -> None:
    accident = cut_in()
    astride = Accident(
        found=reconstruction(
            accident.found.trajectories[0],
            track(B, straight(12.0, 1.75, 0.0, 12.5)),
            collisions=accident.found.collisions,
        ),
        road_map=accident.road_map,
    )

    assert shift_of(astride).moved_over is Truth.UNKNOWN


def test_who_stood_moved_nowhere_and_who_is_in_a_junction_has_no_lines() -> None:
    accident = cut_in()
    stood = Accident(
        found=reconstruction(
            accident.found.trajectories[0],
            track(B, standing(12.0, 1.75)),
            collisions=accident.found.collisions,
        ),
        road_map=accident.road_map,
    )

    assert shift_of(stood).moved_over is Truth.FALSE
    assert lane_shift(left_turn().observed(), B) is None

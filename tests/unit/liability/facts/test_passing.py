from dataclasses import replace

import pytest

from accident_service.liability.fact import Truth
from accident_service.liability.facts.passing import moments_beside, pass_of, passes_of
from tests.unit.liability.drives import (
    LENGTH_M,
    A,
    Accident,
    B,
    C,
    contact,
    cut_in,
    rear_end,
    reconstruction,
    standing,
    straight,
    track,
)
from tests.unit.liability.overtaking_drives import (
    overtaken_turning_left,
    overtaken_turning_round,
    overtaking_with_oncoming,
    passing_on_the_right,
    pulling_out,
)
from tests.unit.liability.overtaking_roads import two_way_road


def test_who_came_from_behind_and_is_beside_has_drawn_level() -> None:
    passed = pass_of(passing_on_the_right().observed(), B, A)

    assert passed is not None
    assert passed.drawn_level is Truth.TRUE
    # B's front is 4 m/s faster and 4.5 - 1.0 = 3.5 m past A's rear at the contact at 7 s.
    assert passed.level_pts_s is not None
    assert passed.level_pts_s.low - 0.11 <= 7.0 - 3.5 / 4.0 <= passed.level_pts_s.high + 0.11
    assert passed.last.reach_m.low < LENGTH_M - 1.0 - 0.05 * 4.0 < passed.last.reach_m.high
    assert passed.last.left_m.value == pytest.approx(-1.85, abs=0.01)


def test_it_left_the_others_file_before_it_drew_level() -> None:
    passed = pass_of(overtaken_turning_left().observed(), B, A)

    assert passed is not None
    assert passed.out_pts_s is not None
    assert passed.level_pts_s is not None
    # Half of the way over, 1.7 m, is done one second after 3.0 s.
    assert passed.out_pts_s.low <= 4.1
    assert passed.out_pts_s.high >= 3.9
    assert passed.out_pts_s.high < passed.level_pts_s.low


def test_who_runs_into_the_rear_is_not_beside() -> None:
    passed = pass_of(rear_end().observed(), B, A)

    assert passed is not None
    assert passed.level is Truth.FALSE
    assert passed.level_pts_s is None


def test_who_is_out_to_pass_and_meets_the_side_of_one_turned_across_overtakes() -> None:
    passed = pass_of(overtaken_turning_round().observed(), B, A)

    assert passed is not None
    assert passed.level_pts_s is None
    assert passed.drawn_level is Truth.TRUE


def test_who_never_left_the_file_runs_into_one_turned_across() -> None:
    accident = overtaken_turning_round()
    turner = accident.found.trajectories[0]
    behind = track(B, straight(-0.5, 0.0, 0.0, 5.0))
    found = replace(accident.found, trajectories=(turner, behind))
    passed = pass_of(replace(accident, found=found).observed(), B, A)

    assert passed is not None
    assert passed.drawn_level is Truth.FALSE


def test_who_was_never_behind_passes_nobody() -> None:
    seen = cut_in().observed()

    assert pass_of(seen, B, A) is None
    assert pass_of(seen, A, B) is None


def test_going_round_one_that_stands_is_not_overtaking() -> None:
    round_it = Accident(
        found=reconstruction(
            track(A, standing(1.0, 0.0)),
            track(B, pulling_out(0.0, speed_mps=7.0, y_m=1.85, out_s=4.0)),
            collisions=(contact((0.5, 0.93), (9, 3)),),
        ),
        road_map=two_way_road(),
    )
    passed = pass_of(round_it.observed(), B, A)

    assert passed is not None
    assert passed.level is Truth.TRUE
    assert passed.drawn_level is Truth.FALSE


def test_a_third_vehicle_is_passed_too_if_it_is_near() -> None:
    seen = overtaking_with_oncoming().observed()

    assert [passed.passed for passed in passes_of(seen, B)] == [C]
    assert passes_of(seen, A) == ()
    far = Accident(
        found=reconstruction(
            track(A, straight(2.25, 3.5, 3.14, 10.0)),
            track(B, straight(-2.25, 0.0, 0.0, 12.0)),
            track(C, straight(70.0, 0.0, 0.0, 6.0)),
            collisions=(contact((0.0, 1.8), (12, 12)),),
        ),
        road_map=two_way_road(),
    )
    assert passes_of(far.observed(), B) == ()


def test_moments_end_at_the_last_one_before_the_contact() -> None:
    seen = rear_end().observed()
    moments = moments_beside(seen, B, A)

    assert moments[-1].mine.pts_s == pytest.approx(seen.before_pts_s, abs=0.05)
    assert moments[-1].reach_m.high < 0.0
    assert moments[0].mine.pts_s == pytest.approx(0.0)

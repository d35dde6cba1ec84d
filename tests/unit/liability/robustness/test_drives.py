import math

import numpy as np
import pytest

from accident_service.liability.robustness.drives import (
    braked_from,
    drive_of,
    gaps_m,
    held_at,
    no_faster_than,
    still_nearing,
)
from tests.unit.liability.drives import A, B, standing, straight, track

UNTIL_S = 6.8


def test_two_that_met_still_meet_when_nothing_is_changed() -> None:
    leader = drive_of(track(A, standing(20.0, 0.0)), UNTIL_S)
    follower = drive_of(track(B, straight(15.5, 0.0, 0.0, 8.0)), UNTIL_S)

    assert np.min(gaps_m((leader,), follower)) < 0.0


def test_braking_in_time_leaves_the_way_that_braking_takes() -> None:
    leader = drive_of(track(A, standing(20.0, 0.0)), UNTIL_S)
    follower = drive_of(track(B, straight(15.5, 0.0, 0.0, 8.0)), UNTIL_S)

    braked = follower.driven(braked_from(5.0, 5.0))

    # At 5 s its front is 16 m behind the leader's rear; 8 m/s takes 8^2 / (2 x 5) = 6.4 m.
    assert np.min(gaps_m((leader,), braked)) == pytest.approx(16.0 - 6.4, abs=0.05)


def test_who_is_held_at_a_line_stays_there() -> None:
    drive = drive_of(track(B, straight(0.0, 0.0, math.pi / 2, 10.0)), UNTIL_S)

    held = drive.driven(held_at(12.0))

    assert held.gone_at(np.array([0.5, 3.0, 9.0])) == pytest.approx([5.0, 12.0, 12.0])


def test_the_limit_slows_only_what_was_faster() -> None:
    drive = drive_of(track(B, straight(0.0, 0.0, 0.0, 10.0)), UNTIL_S)

    assert drive.driven(no_faster_than(5.0)).gone_at(np.array([4.0]))[0] == pytest.approx(20.0)
    assert drive.driven(no_faster_than(20.0)).gone_at(np.array([4.0]))[0] == pytest.approx(40.0)


def test_going_backwards_the_way_goes_on_backwards() -> None:
    drive = drive_of(track(B, straight(0.0, 0.0, 0.0, -2.0)), UNTIL_S)

    (later,) = drive.outlines(drive.gone_at(np.array([8.0]))).xy_m

    assert later == pytest.approx([-2.0, 0.0], abs=0.05)


def test_who_merely_comes_later_is_still_nearing() -> None:
    leader = drive_of(track(A, standing(60.0, 0.0)), UNTIL_S)
    follower = drive_of(track(B, straight(0.0, 0.0, 0.0, 5.0)), UNTIL_S)

    assert still_nearing(gaps_m((follower,), leader)[0])
    assert not still_nearing(gaps_m((follower.driven(held_at(20.0)),), leader)[0])

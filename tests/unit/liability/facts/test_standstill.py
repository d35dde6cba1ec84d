from dataclasses import replace

import pytest

from accident_service.liability.fact import Truth
from accident_service.liability.facts.standstill import speeds_before, standing_since, stood
from tests.unit.liability.drives import A, B, Motion, State, rear_end, standing, track


def braking_to_rest(rest_s: float) -> Motion:
    def state(pts_s: float) -> State:
        left_s = max(rest_s - pts_s, 0.0)
        return (20.0 - left_s**2, 0.0, 0.0, 2.0 * left_s)

    return state


@pytest.mark.parametrize(
    ("rest_s", "expected"), [(2.0, Truth.TRUE), (3.5, Truth.TRUE), (5.5, Truth.FALSE)]
)
def test_who_stood_for_three_seconds_stood(rest_s: float, expected: Truth) -> None:
    assert stood(rear_end(leader=braking_to_rest(rest_s)).observed(), A) is expected


def test_since_when_it_stood_is_an_interval() -> None:
    since = standing_since(rear_end(leader=braking_to_rest(3.0)).observed(), A)

    # At 2 m/s2 it is slower than 0.3 m/s from 2.85 s on, and for certain above until 2.80 s.
    assert since.low == pytest.approx(2.80, abs=0.05)
    assert since.high == pytest.approx(2.88, abs=0.05)


def test_who_stood_when_first_seen_stood_since_then_at_the_latest() -> None:
    since = standing_since(rear_end().observed(), A)

    assert (since.low, since.high) == (0.0, 0.0)


def test_who_drove_stood_at_no_time() -> None:
    seen = rear_end().observed()
    since = standing_since(seen, B)

    assert since.low == pytest.approx(seen.before_pts_s, abs=0.3)
    assert since.high == pytest.approx(seen.before_pts_s, abs=0.3)


def test_a_short_sight_leaves_it_open() -> None:
    accident = rear_end()
    leader = track(A, standing(20.0, 0.0), from_s=5.5)
    found = replace(accident.found, trajectories=(leader, accident.found.trajectories[1]))
    seen = replace(accident, found=found).observed()

    assert stood(seen, A) is Truth.UNKNOWN
    assert speeds_before(seen, A)

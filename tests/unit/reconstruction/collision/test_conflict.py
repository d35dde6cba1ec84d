"""TTC and PET of courses for which both can be said by hand."""

import math

import numpy as np
import pytest

from accident_service.reconstruction.collision.conflict import (
    conflicts_of,
    post_encroachment_s,
    time_to_collision_s,
)
from accident_service.reconstruction.ground.trajectory import GroundTrajectory
from tests.scenes.courses import (
    EXACT,
    LENGTH_M,
    WIDTH_M,
    Course,
    Measuring,
    driven,
    measured,
    standstill,
    still,
)


def seen(course: Course, how: Measuring = EXACT, seed: int = 0) -> GroundTrajectory:
    return measured(course, np.random.default_rng(seed), how)


def crossing(ahead_s: float) -> tuple[Course, Course]:
    """Both at 10 m/s; the first leaves the square `ahead_s` before the second reaches it."""
    one = driven("a", (-20.0, 0.0), (0.0, 10.0), still, still)
    # The first's rear leaves the second's way at (LENGTH + WIDTH) / 2 beyond the middle.
    later_m = 10.0 * ahead_s + (LENGTH_M + WIDTH_M)
    other = driven("b", (0.0, -20.0 - later_m), (math.pi / 2, 10.0), still, still)
    return one, other


def test_closing_on_a_standing_car_takes_the_gap_over_the_speed() -> None:
    pair = (
        seen(driven("a", (-25.0, 0.0), (0.0, 5.0), still, still)),
        seen(standstill("b", (0.0, 0.5))),
    )
    pts_s = np.array([1.8, 2.0, 3.0])
    gap_m = 25.0 - 5.0 * pts_s - LENGTH_M
    assert time_to_collision_s(pair, pts_s) == pytest.approx(gap_m / 5.0, abs=0.01)


def test_beside_one_another_there_is_no_time_to_collision() -> None:
    pair = (
        seen(driven("a", (-25.0, 0.0), (0.0, 8.0), still, still)),
        seen(driven("b", (-20.0, WIDTH_M + 0.3), (0.0, 5.0), still, still)),
    )
    assert np.isinf(time_to_collision_s(pair, np.array([2.0, 3.0]))).all()


@pytest.mark.parametrize("ahead_s", [0.3, 1.0])
def test_one_that_crosses_behind_is_later_by_the_encroachment(ahead_s: float) -> None:
    one, other = crossing(ahead_s)
    assert post_encroachment_s((seen(one), seen(other))) == pytest.approx(ahead_s, abs=0.06)


def test_ways_that_never_cross_have_no_encroachment() -> None:
    one = driven("a", (-20.0, 0.0), (0.0, 10.0), still, still)
    other = driven("b", (-20.0, 3.5), (0.0, 9.0), still, still)
    assert math.isinf(post_encroachment_s((seen(one), seen(other))))


def test_the_interval_holds_the_true_encroachment_under_errors_of_place() -> None:
    held = []
    for seed in range(20):
        one, other = crossing(0.6)
        how = Measuring(place_sigma_m=0.2)
        found = conflicts_of([seen(one, how, seed), seen(other, how, seed + 100)])
        held += [c.pet_interval_s.low <= 0.6 <= c.pet_interval_s.high for c in found]
    assert len(held) == 20
    assert np.mean(held) >= 0.85


def test_a_conflict_tells_its_sharpest_moment() -> None:
    one = driven("a", (-25.0, 0.0), (0.0, 5.0), still, still)
    (conflict,) = conflicts_of([seen(one), seen(standstill("b", (0.0, 0.5)))])
    low_s, high_s = conflict.ttc_interval_s[conflict.least_ttc]
    assert conflict.ttc_s.min() == 0.0
    assert low_s <= 0.0 <= high_s
    assert conflict.pet_s == 0.0

"""Who came near whom, and when a touch is possible at all."""

import numpy as np
import pytest

from accident_service.reconstruction.collision.encounter import encounter_of
from tests.scenes.courses import Measuring, driven, measured, standstill, still
from tests.scenes.crashes import CRASHES, TOUCH_S

CLEAN = Measuring(place_sigma_m=0.05, heading_sigma_rad=0.005, size_sigma_m=0.02)


def test_far_apart_is_no_encounter() -> None:
    rng = np.random.default_rng(0)
    far = [measured(standstill(n, (x, 0.0)), rng, CLEAN) for n, x in (("a", 0.0), ("b", 30.0))]
    assert encounter_of(far[0], far[1]) is None


def test_a_pass_is_measured_where_it_happens() -> None:
    rng = np.random.default_rng(1)
    passing = measured(driven("a", (-20.0, 2.6), (0.0, 10.0), still, still), rng, CLEAN)
    parked = measured(standstill("b", (0.0, 0.0)), rng, CLEAN)
    encounter = encounter_of(passing, parked)
    assert encounter is not None
    assert encounter.between.gap_m[encounter.closest] == pytest.approx(0.8, abs=0.3)
    assert len(encounter.possible_s) == 0


def test_a_touch_is_possible_around_the_touch_and_not_before_the_approach() -> None:
    rng = np.random.default_rng(2)
    one, other = (measured(course, rng, CLEAN) for course in CRASHES["rear-end"].courses())
    encounter = encounter_of(one, other)
    assert encounter is not None
    assert np.min(np.abs(encounter.possible_s - TOUCH_S)) < 0.05
    assert encounter.possible_s.min() > TOUCH_S - 0.3


def test_a_standing_queue_never_touches() -> None:
    rng = np.random.default_rng(3)
    how = Measuring(place_sigma_m=0.4)
    queue = [measured(standstill(n, (x, 0.0)), rng, how) for n, x in (("a", 0.0), ("b", 5.5))]
    encounter = encounter_of(queue[0], queue[1])
    assert encounter is not None
    assert len(encounter.possible_s) == 0


def test_tracks_that_begin_inside_one_another_never_touch() -> None:
    rng = np.random.default_rng(4)
    driving = measured(driven("a", (-1.0, 0.5), (0.0, 6.0), still, still), rng, CLEAN)
    inside = measured(standstill("b", (driving.xy_m[0, 0] + 1.0, 0.0)), rng, CLEAN)
    encounter = encounter_of(driving, inside)
    assert encounter is not None
    assert encounter.between.gap_m[0] < -0.5
    assert len(encounter.possible_s) == 0

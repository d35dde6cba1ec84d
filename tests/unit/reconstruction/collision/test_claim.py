"""A claim needs the outlines and the momentum both."""

import numpy as np
import pytest

from accident_service.reconstruction.collision.claim import LEAST_LOG_ODDS, Claim, best_claim
from accident_service.reconstruction.collision.encounter import encounter_of
from tests.scenes.courses import Course, Measuring, measured, mirrored, stopping_short
from tests.scenes.crashes import CRASHES, TOUCH_S


def claim_of(courses: tuple[Course, Course], seed: int) -> Claim | None:
    rng = np.random.default_rng(seed)
    one, other = (measured(course, rng, Measuring()) for course in courses)
    encounter = encounter_of(one, other)
    return None if encounter is None else best_claim(encounter)


@pytest.mark.parametrize("name", ["rear-end", "corner"])
def test_an_impact_is_claimed_with_evidence_to_spare(name: str) -> None:
    claim = claim_of(CRASHES[name].courses(), 1)
    assert claim is not None
    assert claim.log_odds > 1.5 * LEAST_LOG_ODDS
    assert claim.pts_interval_s.low <= TOUCH_S <= claim.pts_interval_s.high


def test_the_same_steps_of_vehicles_apart_are_no_contact() -> None:
    # Both lose their speed in one instant, three metres short of one another.
    one, other = CRASHES["head-on"].courses()
    apart = Course(
        other.name,
        other.pts_s,
        other.xy_m + np.array([3.0, 0.0]),
        other.heading_rad,
        other.speed_mps,
    )
    assert claim_of((one, apart), 1) is None


def test_two_that_brake_hard_towards_one_another_are_no_contact() -> None:
    one = stopping_short("a", 0.4, 8.0, 8.0)
    for seed in range(4):
        assert claim_of((one, mirrored("b", one, 0.4)), seed) is None

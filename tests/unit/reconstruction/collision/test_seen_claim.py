"""Contacts claimed by steps, where smoothing has hidden the blow."""

import numpy as np
import pytest

from accident_service.reconstruction.collision.claim import Claim, best_claim
from accident_service.reconstruction.collision.encounter import Encounter, encounter_of
from accident_service.reconstruction.collision.seen_claim import best_seen_claim
from accident_service.reconstruction.ground.seen_motion import SeenMotion
from tests.scenes.courses import Course, Measuring, measured, mirrored, stopping_short
from tests.scenes.crashes import CRASHES, TOUCH_S
from tests.scenes.encounters import random_encounter
from tests.scenes.meetings import KINDS
from tests.scenes.seen_steps import Seeing, seen_steps, some_seeing

# Smoothed so much that trajectories say nothing of milliseconds.
HOW = Measuring(smoothing_s=0.6, drift_m=0.1)


def met(
    courses: tuple[Course, Course], seed: int, seeing: Seeing | None = None
) -> tuple[Encounter, tuple[SeenMotion, ...]]:
    rng = np.random.default_rng(seed)
    one, other = (measured(course, rng, HOW) for course in courses)
    encounter = encounter_of(one, other)
    assert encounter is not None
    pairs = zip(courses, (one, other), strict=True)
    return encounter, tuple(seen_steps(*pair, rng, seeing or some_seeing(rng)) for pair in pairs)


def claim_of(
    courses: tuple[Course, Course], seed: int, seeing: Seeing | None = None
) -> Claim | None:
    encounter, motions = met(courses, seed, seeing)
    return best_seen_claim(encounter, (motions[0], motions[1]))


def test_a_blow_that_smoothing_hides_is_claimed_and_timed() -> None:
    courses = CRASHES["rear-end, both moving"].courses()
    for seed in range(3):
        assert best_claim(met(courses, seed, Seeing())[0]) is None
        claim = claim_of(courses, seed, Seeing())
        assert claim is not None
        assert claim.pts_interval_s.low <= TOUCH_S <= claim.pts_interval_s.high
        assert abs(claim.pts_s - TOUCH_S) <= HOW.frame_s


def test_two_that_brake_hard_towards_one_another_are_no_contact() -> None:
    one = stopping_short("a", 0.3, 8.0, 8.0)
    for seed in range(3):
        assert claim_of((one, mirrored("b", one, 0.3)), seed) is None


@pytest.mark.parametrize("kind", KINDS)
def test_a_meeting_that_misses_is_no_contact(kind: str) -> None:
    for seed in range(2):
        rng = np.random.default_rng([20260401, seed])
        assert claim_of(random_encounter(kind, rng, 0.3).courses, seed) is None

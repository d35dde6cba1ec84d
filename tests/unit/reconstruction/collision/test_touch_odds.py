"""A blow is believed for what it says of both; never for what one does alone."""

import math
from dataclasses import replace

import numpy as np
import pytest

from accident_service.reconstruction.collision.claim import LEAST_LOG_ODDS
from accident_service.reconstruction.collision.touch import touch_of
from accident_service.reconstruction.collision.touch_odds import (
    log_odds_of_touch,
    most_log_odds,
)
from tests.scenes.crashes import CRASHES
from tests.scenes.struck import HALF_M, fits_of

# The side-swipe steps by 0.46 m/s, which one driver may do by himself.
HARD = [name for name in CRASHES if name != "side-swipe"]


def odds(name: str, shares: tuple[float, float]) -> float:
    fits = fits_of(CRASHES[name], shares)
    return log_odds_of_touch(fits, touch_of(fits, (HALF_M, HALF_M)))


@pytest.mark.parametrize("name", HARD)
def test_a_blow_that_both_show_is_believed(name: str) -> None:
    assert odds(name, (1.0, 1.0)) > LEAST_LOG_ODDS


def test_weak_steps_that_fit_together_speak_for_a_blow() -> None:
    assert odds("side-swipe", (1.0, 1.0)) > 2.0


@pytest.mark.parametrize("name", CRASHES)
@pytest.mark.parametrize("shares", [(1.0, 0.0), (0.0, 1.0), (-1.0, -1.0), (1.0, -1.0)])
def test_what_does_not_fit_together_is_not(name: str, shares: tuple[float, float]) -> None:
    assert odds(name, shares) < LEAST_LOG_ODDS


@pytest.mark.parametrize("name", HARD)
def test_no_step_at_all_speaks_against_a_blow(name: str) -> None:
    assert odds(name, (0.0, 0.0)) < 0.0


@pytest.mark.parametrize("name", CRASHES)
@pytest.mark.parametrize("shares", [(1.0, 1.0), (0.5, 0.7), (1.0, 0.0)])
def test_the_odds_never_pass_their_bound(name: str, shares: tuple[float, float]) -> None:
    assert odds(name, shares) <= most_log_odds(fits_of(CRASHES[name], shares))


def test_two_that_part_were_not_struck() -> None:
    fits = fits_of(CRASHES["rear-end"], (1.0, 1.0))
    backwards = fits[0].xy.copy()
    backwards[1] = [-3.0, 0.0]
    touch = touch_of(fits, (HALF_M, HALF_M))
    parting = (replace(fits[0], xy=backwards), fits[1])
    assert log_odds_of_touch(parting, touch) == -math.inf
    assert np.isfinite(most_log_odds(parting))

"""A rate is worth what vouches for it; where clocks disagree, the doubt reaches both."""

import pytest

from accident_service.quantities.uncertainty import COVERAGE_FACTOR, Estimate
from accident_service.reconstruction.timing.rate import (
    UNCONFIRMED_SIGMA,
    CodedRate,
    RateStanding,
    judged,
)


def camera(rate_hz: float) -> CodedRate:
    return CodedRate(rate_hz, recoded=False)


def test_a_stream_coded_anew_confirms_nothing_but_may_contradict() -> None:
    anew = CodedRate(25.0, recoded=True)

    assert judged(0.04, anew, None).standing is RateStanding.UNCONFIRMED
    assert judged(0.02, anew, None).standing is RateStanding.DISPUTED


@pytest.mark.parametrize("pace", [0.5, 2.0])
def test_an_unconfirmed_pace_is_doubted_by_a_factor_of_two_either_way(pace: float) -> None:
    sigma = judged(0.04, None, None).sigma
    shown_kmh = 40.0 * pace

    assert abs(shown_kmh - 40.0) <= COVERAGE_FACTOR * sigma * shown_kmh


def test_nothing_beside_the_container_leaves_the_pace_in_doubt() -> None:
    finding = judged(0.04, None, None)

    assert finding.standing is RateStanding.UNCONFIRMED
    assert finding.sigma == UNCONFIRMED_SIGMA


def test_the_encoders_own_statement_may_agree() -> None:
    assert judged(0.04, camera(25.0), None).standing is RateStanding.CODED_STREAM
    assert judged(0.03337, camera(29.97), None).standing is RateStanding.CODED_STREAM


@pytest.mark.parametrize(("shown_hz", "coded_hz"), [(50.0, 25.0), (12.5, 25.0), (30.0, 25.0)])
def test_a_contradicted_rate_is_doubted_as_far_as_the_other_clock(
    shown_hz: float, coded_hz: float
) -> None:
    """A car at 40 km/h shows `shown / coded` of its speed; the interval must hold 40."""
    finding = judged(1 / shown_hz, camera(coded_hz), None)
    shown_kmh = 40.0 * shown_hz / coded_hz

    assert finding.standing is RateStanding.DISPUTED
    assert abs(shown_kmh - 40.0) <= COVERAGE_FACTOR * finding.sigma * shown_kmh + 1e-9


def test_a_burnt_in_clock_overrules_what_the_stream_says() -> None:
    finding = judged(0.08, camera(25.0), Estimate(1.001, 0.003))

    assert finding.standing is RateStanding.BURNT_IN_CLOCK
    assert finding.sigma == 0.003


def test_a_burnt_in_clock_that_runs_at_half_pace_makes_the_rate_disputed() -> None:
    finding = judged(0.04, camera(25.0), Estimate(0.5, 0.01))

    assert finding.standing is RateStanding.DISPUTED
    assert finding.true_s_per_clip_s == 0.5
    assert COVERAGE_FACTOR * finding.sigma == pytest.approx(1.0)  # the speed may be twice as high

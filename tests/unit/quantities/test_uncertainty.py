import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accident_service.quantities.uncertainty import Estimate, Interval

finite = st.floats(-1e6, 1e6)
sigmas = st.floats(0, 1e3)


def test_the_interval_of_an_estimate_is_two_sigmas_wide_on_each_side() -> None:
    assert Estimate(10.0, 0.5).interval == Interval(9.0, 11.0)


@given(finite, sigmas)
def test_an_interval_is_never_certain_about_its_own_ends(value: float, sigma: float) -> None:
    interval = Estimate(value, sigma).interval
    assert not interval.certainly_below(interval.high)
    assert not interval.certainly_above(interval.low)


@given(finite, sigmas, st.floats(-100, 100))
def test_shifting_moves_both_ends_alike(value: float, sigma: float, by: float) -> None:
    interval = Estimate(value, sigma).interval
    assert interval.shifted(by) == Interval(interval.low + by, interval.high + by)


def test_certainty_needs_the_whole_interval() -> None:
    interval = Interval(0.4, 1.1)
    assert interval.certainly_above(0.3)
    assert interval.certainly_below(1.2)
    assert not interval.certainly_above(0.5)
    assert not interval.certainly_below(1.0)


@pytest.mark.parametrize("nonsense", [math.nan, math.inf])
def test_a_value_that_is_no_number_is_refused(nonsense: float) -> None:
    with pytest.raises(ValueError, match="not an estimate"):
        Estimate(nonsense, 0.1)
    with pytest.raises(ValueError, match="not an estimate"):
        Estimate(1.0, nonsense)


def test_an_interval_the_wrong_way_round_is_refused() -> None:
    with pytest.raises(ValueError, match="not an interval"):
        Interval(1.0, 0.0)

"""Few cases say little: shares, trends and rates with the intervals of the textbooks."""

import pytest
from scipy.stats import binom, binomtest, chi2
from scipy.stats import poisson as poisson_law

from accident_service.casefile.counted import Change, Rate, Share, Trend


@pytest.mark.parametrize(("count", "of"), [(0, 5), (1, 3), (7, 20), (20, 20), (480, 1000)])
def test_the_interval_of_a_share_is_wilsons(count: int, of: int) -> None:
    told = binomtest(count, of).proportion_ci(0.95, method="wilson")
    assert Share(count, of).interval == pytest.approx((told.low, told.high), abs=1e-12)


def test_of_nothing_there_is_no_share() -> None:
    assert Share(0, 0).value is None
    assert Share(0, 0).interval is None


@pytest.mark.parametrize(("now", "before"), [(3, 1), (1, 3), (12, 2), (40, 38), (90, 50)])
def test_the_interval_of_a_trend_is_that_of_the_exact_conditional_test(
    now: int, before: int
) -> None:
    told = binomtest(now, now + before).proportion_ci(0.95, method="exact")
    low, high = Trend(now, before).interval
    assert low == pytest.approx(told.low / (1 - told.low))
    assert high == pytest.approx(told.high / (1 - told.high))


def test_three_after_one_is_no_rise() -> None:
    assert Trend(3, 1).change is Change.NONE
    assert Trend(0, 3).change is Change.NONE


def test_twelve_after_two_is_a_rise_and_the_other_way_round_a_fall() -> None:
    assert Trend(12, 2).change is Change.RISE
    assert Trend(2, 12).change is Change.FALL
    assert Trend(12, 0).change is Change.RISE
    assert Trend(12, 0).ratio is None
    assert Trend(0, 0).interval == (0.0, None)


@pytest.mark.parametrize("total", [4, 10, 25])
def test_where_nothing_changed_a_change_is_called_at_most_one_time_in_twenty(total: int) -> None:
    wrong = sum(
        binom.pmf(now, total, 0.5)
        for now in range(total + 1)
        if Trend(now, total - now).change is not Change.NONE
    )
    assert wrong <= 0.05


@pytest.mark.parametrize("count", [0, 1, 4, 30])
def test_the_interval_of_a_rate_is_garwoods(count: int) -> None:
    rate = Rate(count, 2e6)
    low, high = rate.interval
    assert low == pytest.approx(chi2.ppf(0.025, 2 * count) / 4 if count else 0.0)
    assert high == pytest.approx(chi2.ppf(0.975, 2 * count + 2) / 4)
    assert rate.per_million == count / 2
    assert poisson_law.cdf(count, high * 2) == pytest.approx(0.025)

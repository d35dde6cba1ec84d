"""How numbers look to people."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from accident_service.quantities.uncertainty import Estimate, Interval
from accident_service.web import figures
from tests.fakes.casework import FakeWorld
from tests.fakes.measured import facts
from tests.web.visit import app_on


@pytest.fixture
def app() -> Flask:
    return app_on(FakeWorld())


def test_speeds_are_told_in_kilometres_an_hour_with_both_ends() -> None:
    assert figures.kmh(Interval(10.0, 12.5)) == "36.0 – 45.0 km/h"
    assert figures.kmh(Interval(10.0, 10.0)) == "36.0 km/h"


def test_nobody_is_said_to_drive_at_less_than_nothing(app: Flask) -> None:
    with app.test_request_context(headers={"Accept-Language": "en"}):
        assert figures.kmh_or_rest(Interval(-0.1, 0.1)) == "0, at most 0.4 km/h"
        assert figures.kmh_or_rest(Interval(-3.0, 0.5)) == "−10.8 – 1.8 km/h"
        assert figures.kmh_or_rest(Interval(1.0, 2.0)) == "3.6 – 7.2 km/h"


def test_a_negative_zero_is_no_number_to_show() -> None:
    assert figures.interval(Interval(-0.001, 0.001)) == "0.00"
    assert figures.interval(Interval(-0.5, 0.5), 1) == "−0.5 – 0.5"


def test_doubt_is_told_at_two_sigmas() -> None:
    assert figures.give_or_take(Estimate(1.4, 0.2), 1) == "1.4 ± 0.4"


def test_a_clock_reading_is_told_with_its_doubt() -> None:
    assert figures.time_of_day(Estimate(44_836.98, 0.0116)) == "12:27:16.98 ± 0.02 s"
    assert figures.time_of_day(Estimate(86_399.996, 0.01)).startswith("00:00:00.00")


def test_almost_all_is_not_all() -> None:
    assert figures.percent(0.9999) == "99 %"
    assert figures.percent(1.0) == "100 %"


@pytest.mark.parametrize(
    ("minutes", "told"), [(0, "0 min"), (59, "59 min"), (61, "1 h"), (60 * 49, "2 days")]
)
def test_waiting_is_told_in_the_largest_unit(app: Flask, minutes: int, told: str) -> None:
    with app.test_request_context(headers={"Accept-Language": "en"}):
        assert figures.waited(timedelta(minutes=minutes)) == told


@pytest.mark.parametrize(
    ("key", "zh", "en"),
    [
        (
            "SPR-20.2",
            "《道路交通事故处理程序规定》第20条第2款",
            "Order 146, article 20, paragraph 2",
        ),
        ("SPR-13(4)", "《道路交通事故处理程序规定》第13条第（4）项", "Order 146, article 13 (4)"),
        ("RTSL-43", "《道路交通安全法》第43条", "Road Traffic Safety Law, article 43"),
        ("local-7", "local-7", "local-7"),
    ],
)
def test_articles_are_named_as_people_cite_them(app: Flask, key: str, zh: str, en: str) -> None:
    for language, name in (("zh", zh), ("en", en)):
        with app.test_request_context(headers={"Accept-Language": language}):
            assert figures.article(key) == name


def test_moments_are_told_in_beijing_time(app: Flask) -> None:
    at = datetime(2026, 3, 1, 20, 5, 9, tzinfo=UTC)
    with app.test_request_context(headers={"Accept-Language": "zh"}):
        assert figures.moment(at) == "2026年3月2日 04:05"
        assert figures.moment_exact(at) == "2026-03-02 04:05:09"


def test_speeds_in_facts_are_told_as_speeds(app: Flask) -> None:
    fact = facts().all[1]

    with app.test_request_context(headers={"Accept-Language": "en"}):
        assert figures.measured(fact) == "0, at most 0.4 km/h"
    assert figures.measured(replace(fact, value=Interval(0.5, 1.0), unit="m")) == "0.50 – 1.00 m"
    assert figures.measured(replace(fact, value=None)) == ""

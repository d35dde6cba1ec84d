from datetime import UTC, date, datetime, timedelta

import chinese_calendar
import pytest

from accident_service.casefile.working_days import WorkingCalendar, beijing_date
from accident_service.errors import BeyondCalendar, InvalidSettings

CALENDAR = WorkingCalendar.built_in()
FIRST, LAST = date(2024, 1, 1), date(2027, 12, 31)
ALL_DAYS = [FIRST + timedelta(days=count) for count in range((LAST - FIRST).days + 1)]
LIMITS = (1, 2, 3, 5, 10)
ROOM = timedelta(days=40)  # ten working days and two long holidays: further the data does not go

ONE_YEAR = """
["2026"]
source = "a notice"
provisional = false
holidays = [{ zh = "节", en = "A feast", off = [2026-05-01, 2026-05-03], working = [2026-05-09] }]
"""


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_every_day_of_a_year_with_a_notice_agrees_with_an_independent_calendar(year: int) -> None:
    days = [day for day in ALL_DAYS if day.year == year]
    assert [CALENDAR.is_working_day(day) for day in days] == [
        chinese_calendar.is_workday(day) for day in days
    ]
    assert not CALENDAR.years[year].provisional


def test_without_a_notice_the_thirteen_days_of_the_regulation_are_off() -> None:
    known = CALENDAR.years[2027]
    assert known.provisional
    assert len(known.off) == 13
    assert not known.made_up


def test_counting_agrees_with_a_count_by_hand_on_every_day() -> None:
    """The oracle shares nothing with the code under test but the question of one day."""
    for start in ALL_DAYS:
        if start > LAST - ROOM:
            continue
        ahead = [start + timedelta(days=count) for count in range(1, ROOM.days + 1)]
        worked = [day for day in ahead if CALENDAR.is_working_day(day)]
        for limit in LIMITS:
            assert CALENDAR.after_working_days(start, limit) == worked[limit - 1]


@pytest.mark.parametrize("limit", LIMITS)
def test_a_later_start_never_ends_earlier(limit: int) -> None:
    ends = [CALENDAR.after_working_days(day, limit) for day in ALL_DAYS if day <= LAST - ROOM]
    assert ends == sorted(ends)
    assert all(CALENDAR.is_working_day(end) for end in ends)


@pytest.mark.parametrize("limit", LIMITS)
def test_counting_back_gives_the_limit_again(limit: int) -> None:
    for start in ALL_DAYS:
        if start <= LAST - ROOM:
            end = CALENDAR.after_working_days(start, limit)
            assert CALENDAR.working_days_between(start, end) == limit


@pytest.mark.parametrize("limit", [30, 60])
def test_calendar_days_are_counted_as_they_are_and_roll_only_at_their_end(limit: int) -> None:
    ends = []
    for start in ALL_DAYS:
        straight = start + timedelta(days=limit)
        if straight > LAST - ROOM:
            continue
        end = CALENDAR.after_calendar_days(start, limit)
        passed_over = [straight + timedelta(days=one) for one in range((end - straight).days)]
        assert CALENDAR.is_working_day(end)
        assert not any(CALENDAR.is_working_day(day) for day in passed_over)
        ends.append(end)
    assert ends == sorted(ends)


def test_a_make_up_sunday_is_worked_and_a_monday_off_is_not() -> None:
    assert CALENDAR.is_working_day(date(2026, 1, 4))
    assert not CALENDAR.is_working_day(date(2026, 2, 23))


@pytest.mark.parametrize("day", [date(2023, 12, 29), date(2028, 1, 3)])
def test_a_day_beyond_the_data_is_refused_and_the_year_named(day: date) -> None:
    with pytest.raises(BeyondCalendar, match=str(day.year)):
        CALENDAR.is_working_day(day)


def test_a_count_that_leaves_the_data_is_refused() -> None:
    with pytest.raises(BeyondCalendar, match="2028"):
        CALENDAR.after_working_days(date(2027, 12, 30), 3)
    with pytest.raises(BeyondCalendar, match="2023"):
        CALENDAR.after_calendar_days(date(2023, 12, 20), 30)


def test_a_span_is_provisional_where_a_notice_may_still_change_it() -> None:
    assert not CALENDAR.is_provisional(date(2026, 2, 1), date(2026, 12, 24))
    assert CALENDAR.is_provisional(date(2026, 12, 28), date(2027, 1, 4))
    assert CALENDAR.is_provisional(date(2026, 12, 28), date(2026, 12, 31))
    assert CALENDAR.is_provisional(date(2027, 12, 27), date(2027, 12, 30))
    assert not CALENDAR.is_provisional(date(2025, 12, 30), date(2026, 1, 5))


def test_the_notice_of_a_year_may_speak_of_the_week_before_it() -> None:
    text = ONE_YEAR + (
        '["2027"]\nsource = "a notice"\nprovisional = false\nholidays = [{ zh = "元旦",'
        ' en = "New Year", off = [2026-12-31, 2027-01-01], working = [2026-12-27] }]\n'
    )
    calendar = WorkingCalendar.from_toml(text)
    assert not calendar.is_working_day(date(2026, 12, 31))
    assert calendar.is_working_day(date(2026, 12, 27))


def test_the_day_is_the_one_on_the_wall_in_beijing() -> None:
    assert beijing_date(datetime(2026, 3, 2, 15, 59, 59, tzinfo=UTC)) == date(2026, 3, 2)
    assert beijing_date(datetime(2026, 3, 2, 16, 0, tzinfo=UTC)) == date(2026, 3, 3)
    with pytest.raises(ValueError, match="time zone"):
        beijing_date(datetime(2026, 3, 2, 16, 0))  # noqa: DTZ001 - the naive one is refused


@pytest.mark.parametrize(
    ("good", "bad", "named"),
    [
        ("2026-05-09", "2026-05-08", "no weekend day"),
        ("2026-05-09", "2026-05-02", "both off and"),
        ("2026-05-09", "2027-05-08", "stands in the table"),
        ("2026-05-03", "2026-04-30", "ends"),
        ('source = "a notice"', 'source = ""', "source"),
        ("provisional = false", "provisional = 0", "provisional"),
        ('"2026"', '"next"', "next"),
        ("off =", "of =", "off"),
        ("[{ zh", "[{ zh zh", "line"),
    ],
)
def test_data_that_cannot_be_right_is_refused(good: str, bad: str, named: str) -> None:
    with pytest.raises(InvalidSettings, match=named):
        WorkingCalendar.from_toml(ONE_YEAR.replace(good, bad))


def test_limits_of_no_day_are_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        CALENDAR.after_working_days(FIRST, 0)
    with pytest.raises(ValueError, match="at least one"):
        CALENDAR.after_calendar_days(FIRST, 0)

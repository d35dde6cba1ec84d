"""Which days are working days in China, and where a time limit ends.

Order 146 counts its limits of one to ten days in working days (SPR-112(5)) and longer ones in
calendar days. Both leave out the day on which they start, and end on the next working day when
their last day is none (ADM-35, applied through SPR-113).
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import Any, Self
from zoneinfo import ZoneInfo

from accident_service.errors import BeyondCalendar, InvalidSettings

BEIJING = ZoneInfo("Asia/Shanghai")
SATURDAY = 5
ONE_DAY = timedelta(days=1)
# The notice of a year may speak of the last week before it (2019's did: 29 and 31 December).
REACH_OF_NEW_YEAR = timedelta(days=7)


def beijing_date(moment_at: datetime) -> date:
    """The day on which something happened, by the clock on the wall in China.

    Raises:
        ValueError: The moment has no time zone.
    """
    if moment_at.utcoffset() is None:
        raise ValueError(f"{moment_at} has no time zone; its day cannot be told")
    return moment_at.astimezone(BEIJING).date()


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarYear:
    """One year's days off and make-up working days, and who says so.

    `provisional` while the State Council's notice for the year is not known: then only the
    days of the regulation itself are off, and working days near them may yet change.
    """

    year: int
    source: str
    provisional: bool
    off: frozenset[date]
    made_up: frozenset[date]


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """The years whose working days are known; any other day is refused, never guessed."""

    years: Mapping[int, CalendarYear]
    off: frozenset[date]
    made_up: frozenset[date]

    @classmethod
    def of(cls, *years: CalendarYear) -> Self:
        """The calendar of these years.

        Raises:
            ValueError: One year works on a day another has off.
        """
        off = frozenset(day for one in years for day in one.off)
        made_up = frozenset(day for one in years for day in one.made_up)
        for day in sorted(off & made_up):
            raise ValueError(f"{day} is both off and a make-up working day")
        return cls({one.year: one for one in years}, off, made_up)

    @classmethod
    def from_toml(cls, text: str) -> Self:
        """Read the years; each has `source`, `provisional` and `holidays`.

        Raises:
            InvalidSettings: It cannot be read, or a day stands in the wrong year, is both off
                and worked, or is a make-up day that would be worked anyway.
        """
        try:
            return cls.of(*(_year(int(year), table) for year, table in tomllib.loads(text).items()))
        except (ValueError, KeyError, TypeError, AttributeError) as odd:
            raise InvalidSettings(f"public holidays: {odd}") from odd

    @classmethod
    @cache
    def built_in(cls) -> Self:
        """The years this version comes with."""
        package = files("accident_service.casefile")
        return cls.from_toml(package.joinpath("public_holidays.toml").read_text("utf-8"))

    def is_working_day(self, day: date) -> bool:
        """Is this a working day?

        Raises:
            BeyondCalendar: The year's days are not known.
        """
        self._refuse_unknown(day)
        return day in self.made_up or (day not in self.off and day.weekday() < SATURDAY)

    def is_provisional(self, first: date, last: date) -> bool:
        """May a notice still change which days between these two are worked?

        The last week of December also waits for the notice of the year it leads into: that
        has taken 31 December off, and made the Saturday before it a working day.
        """
        years = range(first.year, (last + REACH_OF_NEW_YEAR).year + 1)
        known = [self.years.get(year) for year in years]
        return any(one is None or one.provisional for one in known)

    def after_working_days(self, start: date, count: int) -> date:
        """The last of `count` working days after `start`, which itself is not counted.

        Raises:
            BeyondCalendar: The count leaves the years that are known.
        """
        if count < 1:
            raise ValueError(f"a limit is of at least one working day, not {count}")
        counted = (day for day in self._days_after(start) if self.is_working_day(day))
        last = next(counted)
        for _ in range(count - 1):
            last = next(counted)
        return last

    def after_calendar_days(self, start: date, count: int) -> date:
        """The `count`-th day after `start`, or the next working day when that is none.

        Raises:
            BeyondCalendar: The count leaves the years that are known.
        """
        if count < 1:
            raise ValueError(f"a limit is of at least one day, not {count}")
        self._refuse_unknown(start)
        return self.on_or_after(start + count * ONE_DAY)

    def on_or_after(self, day: date) -> date:
        """This day, or the first working day after it.

        Raises:
            BeyondCalendar: It leaves the years that are known.
        """
        return next(one for one in self._days_after(day - ONE_DAY) if self.is_working_day(one))

    def working_days_between(self, start: date, end: date) -> int:
        """How many working days follow `start`, up to and with `end`; 0 when `end` is not after.

        Raises:
            BeyondCalendar: A year in between is not known.
        """
        days = range(1, (end - start).days + 1)
        return sum(self.is_working_day(start + count * ONE_DAY) for count in days)

    def _days_after(self, day: date) -> Iterator[date]:
        while True:
            day += ONE_DAY
            self._refuse_unknown(day)  # where the calendar ends
            yield day

    def _refuse_unknown(self, day: date) -> None:
        if day.year not in self.years:
            span = f"{min(self.years)} to {max(self.years)} are" if self.years else "no year is"
            raise BeyondCalendar(
                f"the working days of {day.year} are not known, {span}; enter that year's public"
                " holidays"
            )


def _year(year: int, table: dict[str, Any]) -> CalendarYear:
    off = frozenset(day for one in table["holidays"] for day in _span(*one["off"]))
    made_up = frozenset(day for one in table["holidays"] for day in one.get("working", ()))
    for day in sorted(off | made_up):
        if not date(year, 1, 1) - REACH_OF_NEW_YEAR <= day <= date(year, 12, 31):
            raise ValueError(f"{day} stands in the table of {year}")
    for day in sorted(made_up):
        if day.weekday() < SATURDAY:
            raise ValueError(f"{day} is no weekend day; it needs no making up")
    if not isinstance(table["provisional"], bool) or not table["source"]:
        raise ValueError(f"{year} needs a `source`, and `provisional` as true or false")
    return CalendarYear(
        year=year,
        source=str(table["source"]),
        provisional=table["provisional"],
        off=off,
        made_up=made_up,
    )


def _span(first: date, last: date) -> Iterator[date]:
    if last < first:
        raise ValueError(f"a holiday ends ({last}) before it starts ({first})")
    for count in range((last - first).days + 1):
        yield first + count * ONE_DAY

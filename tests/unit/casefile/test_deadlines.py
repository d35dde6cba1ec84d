import tomllib
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from typing_extensions import override

from accident_service.casefile.deadlines import Deadline, DeadlineState, due
from accident_service.casefile.time_limits import LimitKind, TimeLimits, Unit
from accident_service.casefile.working_days import BEIJING, WorkingCalendar
from accident_service.errors import BeyondCalendar

TABLE = Path(__file__).resolve().parents[2] / "case_tables" / "time_limits.toml"
CALENDAR = WorkingCalendar.built_in()
LIMITS = TimeLimits.built_in()
DUE_ON = date(2026, 3, 5)
DEADLINE = Deadline(
    kind=LimitKind.APPLY_FOR_REVIEW,
    article="SPR-71",
    starts_on=date(2026, 3, 2),
    due_on=DUE_ON,
    provisional=False,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One limit in one situation of the table."""

    situation: str
    kind: LimitKind
    since_at: datetime
    due_on: date
    provisional: bool

    @override
    def __str__(self) -> str:
        return f"{self.situation}: {self.kind}"


def rows() -> list[Row]:
    return [
        Row(
            situation=one["name"],
            kind=LimitKind(kind),
            since_at=one["since"],
            due_on=due_on,
            provisional=one["provisional"],
        )
        for one in tomllib.loads(TABLE.read_text(encoding="utf-8"))["situation"]
        for kind, due_on in one["due"].items()
    ]


@pytest.mark.parametrize("row", rows(), ids=str)
def test_the_table_of_the_officers(row: Row) -> None:
    deadline = due(LIMITS[row.kind], row.since_at, CALENDAR)
    assert deadline == Deadline(
        kind=row.kind,
        article=LIMITS[row.kind].article,
        starts_on=row.since_at.date(),
        due_on=row.due_on,
        provisional=row.provisional,
    )


def test_every_situation_of_the_table_speaks_of_every_limit() -> None:
    told = [(row.situation, row.kind) for row in rows()]
    situations = {situation for situation, _ in told}
    assert set(told) == {(situation, kind) for situation in situations for kind in LimitKind}


@pytest.mark.parametrize("kind", LimitKind)
def test_on_every_day_of_four_years_a_limit_ends_on_a_day_it_may_end_on(kind: LimitKind) -> None:
    limit, ends = LIMITS[kind], []
    day_at = datetime(2024, 1, 1, 9, tzinfo=BEIJING)
    while day_at.date() <= date(2027, 9, 30):
        deadline = due(limit, day_at, CALENDAR)
        assert deadline.starts_on == day_at.date()
        assert limit.unit is Unit.AT_ONCE or CALENDAR.is_working_day(deadline.due_on)
        assert deadline.due_on >= day_at.date() + timedelta(days=limit.days)
        assert deadline.provisional == (deadline.due_on >= date(2026, 12, 25))
        ends.append(deadline.due_on)
        day_at += timedelta(days=1)
    assert ends == sorted(ends)


def at(day: int, hour: int) -> datetime:
    return datetime(2026, 3, day, hour, tzinfo=UTC)


@pytest.mark.parametrize(
    ("now_at", "state"),
    [
        (at(4, 15), DeadlineState.OPEN),
        (at(4, 16), DeadlineState.DUE_TODAY),  # midnight in Beijing
        (at(5, 15), DeadlineState.DUE_TODAY),
        (at(5, 16), DeadlineState.OVERDUE),
    ],
)
def test_what_is_not_done_is_open_until_its_last_day_has_passed_in_beijing(
    now_at: datetime, state: DeadlineState
) -> None:
    assert DEADLINE.state_at(now_at) is state


def test_what_is_done_stays_as_it_was_done() -> None:
    much_later_at = at(30, 0)
    assert DEADLINE.state_at(much_later_at, met_at=at(5, 15)) is DeadlineState.MET
    assert DEADLINE.state_at(much_later_at, met_at=at(5, 16)) is DeadlineState.MET_LATE


def test_a_limit_that_leaves_the_known_years_is_refused() -> None:
    since_at = datetime(2027, 12, 20, 9, tzinfo=BEIJING)
    with pytest.raises(BeyondCalendar, match="2028"):
        due(LIMITS[LimitKind.REVIEW_CONCLUSION], since_at, CALENDAR)


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        due(LIMITS[LimitKind.MEDIATION], at(5, 1).replace(tzinfo=None), CALENDAR)

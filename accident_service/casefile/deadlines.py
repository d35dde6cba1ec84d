"""Until when something must be done, and how that stands at a given moment."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from accident_service.casefile.time_limits import LimitKind, TimeLimit, Unit
from accident_service.casefile.working_days import WorkingCalendar, beijing_date


class DeadlineState(StrEnum):
    """How a deadline stands."""

    OPEN = "open"
    DUE_TODAY = "due-today"
    OVERDUE = "overdue"
    MET = "met"
    MET_LATE = "met-late"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """The last day of one limit, by the calendar on the wall in Beijing.

    `starts_on` is the day of the event, which is not counted (ADM-35). `provisional`: the
    public holidays of a year it touches are not announced yet, so that `due_on` may move.
    """

    kind: LimitKind
    article: str
    starts_on: date
    due_on: date
    provisional: bool

    def state_at(self, now_at: datetime, *, met_at: datetime | None = None) -> DeadlineState:
        """How it stands; `met_at` is when the thing was done, None while it is not."""
        if met_at is not None:
            in_time = beijing_date(met_at) <= self.due_on
            return DeadlineState.MET if in_time else DeadlineState.MET_LATE
        today = beijing_date(now_at)
        if today == self.due_on:
            return DeadlineState.DUE_TODAY
        return DeadlineState.OPEN if today < self.due_on else DeadlineState.OVERDUE


def due(limit: TimeLimit, since_at: datetime, calendar: WorkingCalendar) -> Deadline:
    """When this limit ends, counted from an event at `since_at`.

    The day of the event is not counted, and a last day that is no working day gives way to
    the next that is (ADM-35 through SPR-113). What must be done at once is due on the day.

    Raises:
        BeyondCalendar: The public holidays of a year it reaches are not entered.
        ValueError: `since_at` has no time zone.
    """
    starts_on = beijing_date(since_at)
    due_on = _last_day(limit, starts_on, calendar)
    return Deadline(
        kind=limit.kind,
        article=limit.article,
        starts_on=starts_on,
        due_on=due_on,
        provisional=calendar.is_provisional(starts_on, due_on),
    )


def _last_day(limit: TimeLimit, starts_on: date, calendar: WorkingCalendar) -> date:
    if limit.unit is Unit.AT_ONCE:
        return starts_on
    if limit.unit is Unit.WORKING_DAY:
        return calendar.after_working_days(starts_on, limit.days)
    return calendar.after_calendar_days(starts_on, limit.days)

"""Which time limits run in a case, from what happened in it and when.

The case's own records tell what happened (`casefile.happenings`); nothing here knows how they are
kept. A limit starts anew with each event it starts from: a second request for recusal has a
limit of its own. For a party only what happened to that party counts, or to all.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from accident_service.casefile.deadlines import Deadline, DeadlineState, due
from accident_service.casefile.time_limits import (
    Event,
    LimitKind,
    TimeLimit,
    TimeLimits,
    Whose,
)
from accident_service.casefile.working_days import WorkingCalendar, beijing_date
from accident_service.errors import BeyondCalendar
from accident_service.reports.party import PartyLetter


@dataclass(frozen=True, slots=True)
class Happening:
    """One event of a case.

    `party` where it happened to, or was done by, one of them; `about` where several of a kind
    may run beside each other: then it names which, such as the officer of a recusal.
    """

    event: Event
    happened_at: datetime
    party: PartyLetter | None = None
    about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningLimit:
    """One limit as it runs, or ran, in a case."""

    limit: TimeLimit
    deadline: Deadline
    since_at: datetime
    party: PartyLetter | None
    met_at: datetime | None

    def state_at(self, now_at: datetime) -> DeadlineState:
        """How it stands."""
        return self.deadline.state_at(now_at, met_at=self.met_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitsOfCase:
    """The limits of a case, soonest due first.

    `uncounted` are those whose end lies in a year without public holidays: they run, and
    nobody can say until when.
    """

    counted: tuple[RunningLimit, ...]
    uncounted: tuple[LimitKind, ...] = ()

    @property
    def open(self) -> tuple[RunningLimit, ...]:
        """Those not met yet."""
        return tuple(one for one in self.counted if one.met_at is None)

    def of(self, party: PartyLetter) -> tuple[RunningLimit, ...]:
        """What this party may still do or has done."""
        return tuple(
            one for one in self.counted if one.limit.whose is Whose.PARTY and one.party is party
        )

    def of_police(self) -> tuple[RunningLimit, ...]:
        """What the police have to do or have done."""
        return tuple(one for one in self.counted if one.limit.whose is Whose.POLICE)


@dataclass(frozen=True, slots=True)
class Timetable:
    """The law's limits on the calendar of this country."""

    limits: TimeLimits
    calendar: WorkingCalendar

    def of(self, happenings: Iterable[Happening]) -> LimitsOfCase:
        """Every limit that what happened has started, met ones too, but none that fell away."""
        told = sorted(happenings, key=lambda one: one.happened_at)
        counted, uncounted = [], []
        for limit in self.limits.rows.values():
            for start in _starts(limit, told):
                after = [one for one in told if _concerns(one, start)]
                if any(one.event in limit.undone_by for one in after):
                    continue
                met_at = _kept_at(limit, start, after)
                if met_at is None and any(one.event in limit.ended_by for one in after):
                    continue
                try:
                    counted.append(self._running(limit, start, met_at))
                except BeyondCalendar:
                    uncounted.append(limit.kind)
        counted.sort(key=lambda one: (one.deadline.due_on, one.limit.kind, one.party or ""))
        return LimitsOfCase(counted=tuple(counted), uncounted=tuple(uncounted))

    def working_days_left(self, now_at: datetime, due_on: date) -> int:
        """Working days from today, which is not counted, up to a day; negative once it passed."""
        today = beijing_date(now_at)
        if due_on >= today:
            return self.calendar.working_days_between(today, due_on)
        return -self.calendar.working_days_between(due_on, today)

    def _running(self, limit: TimeLimit, start: Happening, met_at: datetime | None) -> RunningLimit:
        return RunningLimit(
            limit=limit,
            deadline=due(limit, start.happened_at, self.calendar),
            since_at=start.happened_at,
            party=start.party if limit.whose is Whose.PARTY else None,
            met_at=met_at,
        )


def _starts(limit: TimeLimit, told: list[Happening]) -> list[Happening]:
    """The events it runs from: every one for the police, for a party only the newest."""
    barred_at = min((one.happened_at for one in told if one.event in limit.barred_by), default=None)
    starts = [
        one
        for one in told
        if one.event in limit.since and (barred_at is None or one.happened_at < barred_at)
    ]
    if limit.whose is Whose.POLICE:
        return starts
    return list({one.party: one for one in starts}.values())


def _concerns(later: Happening, start: Happening) -> bool:
    same_party = later.party is None or start.party is None or later.party is start.party
    same_matter = not later.about or not start.about or later.about == start.about
    return later.happened_at >= start.happened_at and same_party and same_matter


def _kept_at(limit: TimeLimit, start: Happening, after: list[Happening]) -> datetime | None:
    """When the limit was kept: at the first event that does, or the last of one per party."""
    keeping = [one for one in after if one.event in limit.met_by]
    if not keeping:
        return None
    first_of = {one.party: one.happened_at for one in reversed(keeping)}
    if None in first_of or start.party is not None or limit.whose is Whose.PARTY:
        return min(first_of.values())
    return max(first_of.values()) if set(PartyLetter) <= set(first_of) else None

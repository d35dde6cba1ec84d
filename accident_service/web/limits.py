"""Until when something is due, as pages say it: the day, and in words how that stands."""

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext, ngettext

from accident_service.casefile import happenings
from accident_service.casefile.case import Case
from accident_service.casefile.certificate import AccidentCertificate
from accident_service.casefile.deadlines import Deadline, DeadlineState
from accident_service.casefile.rights import Rights, rights_until
from accident_service.casefile.time_limits import LimitKind, Whose
from accident_service.casefile.time_limits_of import LimitsOfCase, RunningLimit
from accident_service.casework.ports import UnitOfWork
from accident_service.errors import BeyondCalendar
from accident_service.reports.party import PartyLetter
from accident_service.web.language import spoken
from accident_service.web.service import casework

SETTLED = frozenset({DeadlineState.MET, DeadlineState.MET_LATE})


@dataclass(frozen=True, slots=True, kw_only=True)
class DueLine:
    """One limit as a page shows it; `state` chooses the look, `words` say the same."""

    what: str
    article: str
    party: PartyLetter | None
    due_on: date
    state: DeadlineState
    words: str
    provisional: bool

    @property
    def settled(self) -> bool:
        """Has it been done, in time or late?"""
        return self.state in SETTLED


def limits_in(work: UnitOfWork, case: Case) -> LimitsOfCase:
    """Every limit the records of this case have started."""
    told = [*happenings.of_case(case), *happenings.of_proceedings(work.proceedings.load(case.id))]
    if case.determination is not None:
        found = work.determinations.of_case(case.id)
        told += happenings.of_determination(found[0]) if found else ()
    if case.certificate is not None:
        certificate = work.papers.paper(case.certificate).content
        if isinstance(certificate, AccidentCertificate):
            told += happenings.of_certificate(certificate)
    return casework().timetable.of(told)


def lines_of(limits: tuple[RunningLimit, ...]) -> tuple[DueLine, ...]:
    """What is open first, soonest due on top; then what is done."""
    lines = [_line(one) for one in limits]
    return tuple(sorted(lines, key=lambda one: one.settled))


def next_due(limits: LimitsOfCase, *, first: LimitKind | None = None) -> DueLine | None:
    """What the police have to do next in a case, if anything.

    Args:
        first: The limit of the work at hand; while it is open it is told before any sooner one.
    """
    waiting = [one for one in limits.of_police() if one.met_at is None]
    waiting.sort(key=lambda one: one.limit.kind is not first)
    return _line(waiting[0]) if waiting else None


def due_line(kind: LimitKind, due_on: date) -> DueLine:
    """A limit of the police that runs, by its kind and last day alone, as lists keep it."""
    limit = casework().timetable.limits[kind]
    deadline = Deadline(
        kind=kind, article=limit.article, starts_on=due_on, due_on=due_on, provisional=False
    )
    state = deadline.state_at(casework().clock.now())
    today = state is DeadlineState.DUE_TODAY
    return DueLine(
        what=spoken(limit.zh, limit.en),
        article=limit.article,
        party=None,
        due_on=due_on,
        state=state,
        words=str(gettext("due today")) if today else _days_in_words(state, due_on),
        provisional=False,
    )


def rights_of(
    limits: LimitsOfCase, letter: PartyLetter, *, certificate: bool = False
) -> Rights | None:
    """The notice of rights with this party's own last days; None before service on it.

    Without a last day for review the accident has been reviewed (SPR-71: once).
    """
    theirs = {one.limit.kind: one.deadline for one in limits.of(letter)}
    review = theirs.get(LimitKind.APPLY_FOR_REVIEW)
    mediation = theirs.get(LimitKind.REQUEST_MEDIATION)
    if mediation is None:
        return None
    return rights_until(review, mediation, certificate=certificate)


def _line(running: RunningLimit) -> DueLine:
    state = running.state_at(casework().clock.now())
    return DueLine(
        what=spoken(running.limit.zh, running.limit.en),
        article=running.limit.article,
        party=running.party,
        due_on=running.deadline.due_on,
        state=state,
        words=_in_words(state, running),
        provisional=running.deadline.provisional,
    )


def _in_words(state: DeadlineState, running: RunningLimit) -> str:
    if state is DeadlineState.MET:
        return str(gettext("done in time"))
    if state is DeadlineState.MET_LATE:
        return str(gettext("done late"))
    if state is DeadlineState.DUE_TODAY:
        return str(gettext("due today"))
    if state is DeadlineState.OVERDUE and running.limit.whose is Whose.PARTY:
        return str(gettext("the time for it is over"))  # a right not used is no duty missed
    return _days_in_words(state, running.deadline.due_on)


def _days_in_words(state: DeadlineState, due_on: date) -> str:
    try:
        left = casework().timetable.working_days_left(casework().clock.now(), due_on)
    except BeyondCalendar:  # today lies beyond the known years; the day itself still stands
        left = 0
    if state is DeadlineState.OVERDUE:
        if left == 0:
            return str(gettext("overdue"))
        return str(
            ngettext("overdue by %(num)d working day", "overdue by %(num)d working days", -left)
        )
    return str(ngettext("%(num)d working day left", "%(num)d working days left", left))

"""A run of destruction: proposed by one person, approved by another, carried out case by case.

Until it is approved nothing happens, and either of the two may end it. What must be kept after
all when its turn comes stays, and the run says so.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from accident_service.casefile.decision import Officer
from accident_service.casefile.stage import Stage
from accident_service.casefile.tombstone import (
    SHORTEST_REASON,
    DestructionApproval,
    approval,
)
from accident_service.errors import InvalidDecision, NotPermitted, StepOutOfOrder
from accident_service.quantities.identifiers import CaseId, OfficerId

MOST_CASES = 200  # as many as a person may be expected to look through before signing [design]


class RunState(StrEnum):
    """How far a run is."""

    PROPOSED = "proposed"  # waits for a second person
    ENDED = "ended"  # taken back, or not approved
    APPROVED = "approved"  # being carried out
    DONE = "done"


class Fate(StrEnum):
    """What became of a case of a run."""

    DESTROYED = "destroyed"
    KEPT = "kept"  # it could not be destroyed; `why` says why


@dataclass(frozen=True, slots=True, kw_only=True)
class RunCase:
    """One case of a run, and its fate once its turn has come."""

    case: CaseId
    tracking_code: str
    ended_as: Stage
    closed_on: date
    kept_until: date
    item_count: int
    fate: Fate | None = None
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunEnd:
    """Who ended a run before anything was destroyed."""

    officer: OfficerId
    name: str
    words: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionRun:
    """One run; its cases never change, only what became of them."""

    id: str
    proposed_by: OfficerId
    proposer: str  # name and police number
    proposed_at: datetime
    reason: str
    cases: tuple[RunCase, ...]
    approval: DestructionApproval | None = None
    end: RunEnd | None = None
    done_at: datetime | None = None

    @property
    def state(self) -> RunState:
        """How far it is."""
        if self.end is not None:
            return RunState.ENDED
        if self.approval is None:
            return RunState.PROPOSED
        return RunState.APPROVED if self.done_at is None else RunState.DONE

    @property
    def following(self) -> tuple[RunCase, ...]:
        """The cases whose turn is still to come."""
        return tuple(one for one in self.cases if one.fate is None)

    def count(self, fate: Fate) -> int:
        """How many of its cases have come to this."""
        return sum(one.fate is fate for one in self.cases)


def proposed_run(
    run_id: str, cases: tuple[RunCase, ...], reason: str, *, by: Officer, at: datetime
) -> RetentionRun:
    """A run that waits for a second person.

    Raises:
        InvalidDecision: No case, too many, or too short a reason.
    """
    if not 1 <= len(cases) <= MOST_CASES:
        raise InvalidDecision(f"a run has 1 to {MOST_CASES} cases")
    if len(reason.strip()) < SHORTEST_REASON:
        raise InvalidDecision(f"give a reason of at least {SHORTEST_REASON} characters")
    return RetentionRun(
        id=run_id,
        proposed_by=by.id,
        proposer=f"{by.name} {by.police_no}",
        proposed_at=at,
        reason=reason.strip(),
        cases=cases,
    )


def approved_run(run: RetentionRun, *, by: Officer, at: datetime) -> RetentionRun:
    """The run on its way.

    Raises:
        StepOutOfOrder: It is approved or ended already.
        NotPermitted: `by` has proposed it themselves.
    """
    _demand_open(run)
    if by.id == run.proposed_by:
        raise NotPermitted("a second person approves what one has proposed")
    signed = replace(approval(by, run.reason, at), proposed_by=run.proposer)
    return replace(run, approval=signed)


def ended_run(run: RetentionRun, words: str, *, by: Officer, at: datetime) -> RetentionRun:
    """The run, taken back by its proposer or not approved by another.

    Raises:
        StepOutOfOrder: It is approved or ended already.
    """
    _demand_open(run)
    return replace(run, end=RunEnd(officer=by.id, name=by.name, words=words.strip(), at=at))


def with_fate(run: RetentionRun, case: CaseId, fate: Fate, why: str, at: datetime) -> RetentionRun:
    """The run with what became of one case; done once all cases have had their turn."""
    cases = tuple(
        replace(one, fate=fate, why=why) if one.case == case else one for one in run.cases
    )
    after = replace(run, cases=cases)
    return after if after.following else replace(after, done_at=at)


def _demand_open(run: RetentionRun) -> None:
    if run.state is not RunState.PROPOSED:
        raise StepOutOfOrder(f"run {run.id} is {run.state}; it waits for nobody")

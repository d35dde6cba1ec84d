"""What every worker step has in common: take the lease, work, save and finish together.

The work itself runs outside any transaction, for minutes perhaps. It answers with a
change, which is applied in the closing transaction to whatever the case has become by
then; so a second driver who joins meanwhile is never overwritten.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Protocol

from accident_service.casefile.audit import AuditAct
from accident_service.casefile.case import Case
from accident_service.casefile.stage import AWAITING_OFFICER, Stage
from accident_service.casework.ports import (
    Clock,
    Lease,
    Ledger,
    ProgressSink,
    Step,
    UnitOfWork,
)
from accident_service.errors import EvidenceInsufficient, OutsideWorldFailed
from accident_service.quantities.identifiers import AttemptId

CaseChange = Callable[[UnitOfWork, Case], Case]

# The pauses before another try when the outside world failed. [design]
PAUSES_S = (10, 60, 300, 1800)


class StepWork(Protocol):
    """The work of one step on one case, without the bookkeeping."""

    def __call__(self, case: Case, on_progress: ProgressSink) -> CaseChange:
        """What the step changes about the case.

        Args:
            on_progress: To be told how far the work has come; it renews the lease, and
                raises `AttemptSuperseded` when the lease was lost.

        Raises:
            EvidenceInsufficient: The case goes to an officer with this reason.
            OutsideWorldFailed: Worth another try later.
        """
        ...


class Ending(StrEnum):
    """How one try at a step ended."""

    DONE = "done"
    NOT_NEEDED = "not-needed"  # taken or settled before, or the case has moved on
    HANDED_OVER = "handed-over"  # the evidence cannot bear it: an officer's
    TRIED_AGAIN = "tried-again"  # the outside world failed; another try waits
    GIVEN_UP = "given-up"  # it failed as often as is sensible: an officer's


@dataclass(frozen=True, slots=True)
class StepEnd:
    """How a try ended, and the code of why."""

    ending: Ending
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerStep:
    """One step as a worker runs it: from stage to stage, safe to run twice."""

    step: Step
    starts_at: Stage
    then: Step | None
    work: StepWork
    ledger: Ledger
    clock: Clock
    an_officer_can_take_over: bool = True
    also_at: frozenset[Stage] = frozenset()  # further stages it may start from

    def __call__(self, attempt: AttemptId) -> StepEnd:
        """Carry the step out unless it is done, or another attempt holds it.

        Raises:
            AttemptSuperseded: Another attempt was given the step meanwhile; nothing was saved.
        """
        begun = self._begin(attempt)
        if begun is None:
            return StepEnd(Ending.NOT_NEEDED)
        case, lease = begun
        try:
            self._save(lease, self.work(case, self._renewal_of(lease)))
        except EvidenceInsufficient as gap:
            self._save(lease, _hand_over(gap), ("gap", gap.code))
            return StepEnd(Ending.HANDED_OVER, gap.code)
        except OutsideWorldFailed as failure:  # in the work, or while its change was made
            return StepEnd(self._try_later(lease, failure), failure.code)
        return StepEnd(Ending.DONE)

    def _begin(self, attempt: AttemptId) -> tuple[Case, Lease] | None:
        with self.ledger.transaction() as unit:
            lease = unit.steps.begin(attempt)
            if lease is None:
                return None
            case = unit.cases.load(lease.case)
            if not self._may_start(case):  # done before; only the bookkeeping was left
                unit.steps.finish(lease)
                return None
            self._record(unit, lease, "begin-step")
        return case, lease

    def _may_start(self, case: Case) -> bool:
        return case.stage is self.starts_at or case.stage in self.also_at

    def _renewal_of(self, lease: Lease) -> ProgressSink:
        def renew(share_done: float) -> None:
            with self.ledger.transaction() as unit:
                unit.steps.extend(lease, share_done)

        return renew

    def _save(self, lease: Lease, change: CaseChange, *detail: tuple[str, str]) -> None:
        with self.ledger.transaction() as unit:
            unit.steps.finish(lease)
            case = unit.cases.load(lease.case)
            if not self._may_start(case):  # the parties settled it, or want an officer
                self._record(unit, lease, "finish-step", ("stage", case.stage))
                return
            moved = change(unit, case)
            unit.cases.save(moved)
            if self.then is not None and moved.stage not in AWAITING_OFFICER:
                unit.steps.request(lease.case, self.then)
            self._record(unit, lease, "finish-step", ("stage", moved.stage), *detail)

    def _try_later(self, lease: Lease, failure: OutsideWorldFailed) -> Ending:
        if lease.number > len(PAUSES_S) and self.an_officer_can_take_over:
            return self._give_up(lease, failure)
        pause_s = PAUSES_S[min(lease.number, len(PAUSES_S)) - 1]
        retry_at = self.clock.now() + timedelta(seconds=pause_s)
        with self.ledger.transaction() as unit:
            unit.steps.fail(lease, f"{failure.code}: {failure}", retry_at=retry_at)
            self._record(unit, lease, "fail-step", ("failure", failure.code))
        return Ending.TRIED_AGAIN

    def _give_up(self, lease: Lease, failure: OutsideWorldFailed) -> Ending:
        why = f"{failure.code}: {self.step} failed {lease.number} times, last: {failure}"
        with self.ledger.transaction() as unit:
            case = unit.cases.load(lease.case)
            if not self._may_start(case):  # settled, or begun anew, while it was tried
                unit.steps.finish(lease)
                self._record(unit, lease, "finish-step", ("stage", case.stage))
                return Ending.NOT_NEEDED
            unit.steps.fail(lease, why, retry_at=None)
            self._record(unit, lease, "give-step-up", ("failure", failure.code))
        return Ending.GIVEN_UP

    def _record(self, unit: UnitOfWork, lease: Lease, verb: str, *more: tuple[str, str]) -> None:
        unit.audit.append(
            AuditAct(
                at=self.clock.now(),
                actor=f"worker:{self.step}",
                verb=verb,
                case=lease.case,
                detail=(("attempt", lease.attempt), ("number", str(lease.number)), *more),
            )
        )


def _hand_over(gap: EvidenceInsufficient) -> CaseChange:
    return lambda _unit, current: current.handed_to_officer(gap)

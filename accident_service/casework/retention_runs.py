"""Destroying what need not be kept, by four eyes: proposed, approved by a second person, done.

Approved runs are carried out behind the doors, case by case, so that an interruption leaves
off between two cases and goes on with the next.
"""

import secrets
from dataclasses import dataclass

from accident_service.casefile.decision import Officer
from accident_service.casefile.retention_run import (
    Fate,
    RetentionRun,
    RunCase,
    RunState,
    approved_run,
    ended_run,
    proposed_run,
    with_fate,
)
from accident_service.casefile.roles import Role
from accident_service.casework.destroy_case import ClosedCase, DestroyCase
from accident_service.casework.door_ports import OfficerAccounts
from accident_service.casework.ports import UnitOfWork
from accident_service.casework.second_factor_ports import SecondFactors
from accident_service.casework.sign_decision import demand_code
from accident_service.casework.staff_acts import record
from accident_service.errors import Conflict, NotFound, NotPermitted

OPEN = (RunState.PROPOSED, RunState.APPROVED)
PROPOSES = frozenset({Role.ADMINISTRATOR})
APPROVES = frozenset({Role.ADMINISTRATOR, Role.HEAD})
MOST_OPEN_RUNS = 20
BATCH = 20  # cases a turn
ACTOR = "worker:retention"


@dataclass(frozen=True, slots=True)
class RetentionRuns:
    """Propose, approve, end and carry out; each act on record."""

    destroy: DestroyCase
    officers: OfficerAccounts
    second_factors: SecondFactors

    def due(self) -> tuple[ClosedCase, ...]:
        """Cases that need not be kept any longer and are in no run under way."""
        with self.destroy.ledger.reading() as work:
            taken = _in_open_runs(work)
        return tuple(one for one in self.destroy.due() if one.case.tracking_code not in taken)

    def propose(self, tracking_codes: frozenset[str], reason: str, *, by: Officer) -> RetentionRun:
        """A run of these cases, which waits for a second person.

        Raises:
            NotPermitted: `by` is no administrator.
            InvalidDecision: No case, more than `retention_run.MOST_CASES`, or too short a reason.
            Conflict: One of them must be kept, or is in another run.
        """
        self._demand(by, PROPOSES)
        due = {one.case.tracking_code: one for one in self.due()}
        if not tracking_codes <= set(due):
            raise Conflict("a case of this run must be kept, or is in another run")
        chosen = tuple(row_of(one) for code, one in due.items() if code in tracking_codes)
        at = self.destroy.clock.now()
        run = proposed_run(f"run-{secrets.token_hex(6)}", chosen, reason, by=by, at=at)
        with self.destroy.ledger.transaction() as work:
            if _in_open_runs(work) & tracking_codes:
                raise Conflict("a case of this run is in another run")
            work.retention_runs.keep(run)
            self._record(work, by, "propose-destruction", run)
        return run

    def approve(self, run_id: str, *, by: Officer, code: str) -> RetentionRun:
        """The run on its way; sent twice it is approved once.

        Raises:
            NotPermitted: `by` neither administers nor leads, or has proposed it.
            StepOutOfOrder: It is ended, or another person has approved it.
            WrongCode: The code is not right, or was used before.
            NotFound: There is no such run.
        """
        self._demand(by, APPROVES)
        at = self.destroy.clock.now()
        with self.destroy.ledger.reading() as work:
            run = work.retention_runs.run(run_id)
        if run.approval is not None and run.approval.officer == by.id:
            return run
        approved_run(run, by=by, at=at)
        demand_code(self.second_factors, by, code)
        with self.destroy.ledger.transaction() as work:
            run = approved_run(work.retention_runs.run(run_id), by=by, at=at)
            work.retention_runs.keep(run)
            self._record(work, by, "approve-destruction", run)
        return run

    def end(self, run_id: str, words: str, *, by: Officer) -> RetentionRun:
        """The run taken back by who proposed it, or not approved by another.

        Raises:
            NotPermitted: `by` neither administers nor leads.
            StepOutOfOrder: It is approved or ended already.
            NotFound: There is no such run.
        """
        self._demand(by, APPROVES)
        with self.destroy.ledger.transaction() as work:
            before = work.retention_runs.run(run_id)
            run = ended_run(before, words, by=by, at=self.destroy.clock.now())
            work.retention_runs.keep(run)
            self._record(work, by, "end-destruction", run)
        return run

    def turn(self) -> int:
        """Carry out the next cases of the oldest approved run; how many had their turn.

        Raises:
            OutsideWorldFailed: Ledger or blob store did not answer; the next turn goes on.
        """
        with self.destroy.ledger.reading() as work:
            approved = work.retention_runs.runs(RunState.APPROVED, limit=MOST_OPEN_RUNS)
        if not approved:
            return 0
        run = approved[-1]
        following = run.following[:BATCH]
        for one in following:
            fate, why = self._carry_out(run, one)
            self._note(run.id, one, fate, why)
        return len(following)

    def _carry_out(self, run: RetentionRun, one: RunCase) -> tuple[Fate, str]:
        if run.approval is None:
            raise NotPermitted(f"run {run.id} is not approved")
        try:
            self.destroy.approved(one.tracking_code, run.approval)
        except NotFound:  # an earlier turn was cut off between case, bytes and run
            self.destroy.sweep()
            return Fate.DESTROYED, ""
        except Conflict as kept:
            return Fate.KEPT, str(kept)
        return Fate.DESTROYED, ""

    def _note(self, run_id: str, one: RunCase, fate: Fate, why: str) -> None:
        with self.destroy.ledger.transaction() as work:
            before = work.retention_runs.run(run_id)
            if before.done_at is not None:
                return
            after = with_fate(before, one.case, fate, why, self.destroy.clock.now())
            work.retention_runs.keep(after)
            if after.done_at is not None:
                detail = {fate.value: str(after.count(fate)) for fate in Fate}
                record(work, after.done_at, ACTOR, "finish-destruction", run=run_id, **detail)

    def _demand(self, by: Officer, roles: frozenset[Role]) -> None:
        if not roles & self.officers.standing(by.id).roles:
            raise NotPermitted(f"{by.id} has no part in destroying cases")

    def _record(self, work: UnitOfWork, by: Officer, verb: str, run: RetentionRun) -> None:
        codes = " ".join(one.tracking_code for one in run.cases)
        at = self.destroy.clock.now()
        record(work, at, f"officer:{by.id}", verb, run=run.id, cases=codes)


def row_of(one: ClosedCase) -> RunCase:
    """The case as a run lists it."""
    return RunCase(
        case=one.case.id,
        tracking_code=one.case.tracking_code,
        ended_as=one.case.stage,
        closed_on=one.closed_on,
        kept_until=one.kept_until,
        item_count=len(one.items),
    )


def _in_open_runs(work: UnitOfWork) -> frozenset[str]:
    runs = work.retention_runs.runs(*OPEN, limit=MOST_OPEN_RUNS)
    return frozenset(one.tracking_code for run in runs for one in run.cases)

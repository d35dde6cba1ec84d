"""The `StepLedger` of `FakeLedger`: the same fencing as in SQL, in plain Python."""

from datetime import datetime, timedelta

from accident_service.casefile.stage import ALLOWED_MOVES, Stage
from accident_service.casework.ports import CaseStore, Clock, Lease, Step, StepProgress
from accident_service.errors import AttemptSuperseded, StepGivenUp
from accident_service.quantities.identifiers import AttemptId, CaseId
from tests.fakes.ledger_tables import Attempt, Tables


class FakeStepLedger:
    """Attempts in a list, in the order they were asked for."""

    def __init__(self, tables: Tables, cases: CaseStore, clock: Clock, lease_s: float) -> None:
        self._attempts = tables.attempts
        self._usual_s = tables.usual_s
        self._cases = cases
        self._clock = clock
        self._lease = timedelta(seconds=lease_s)

    def request(self, case_id: CaseId, step: Step) -> None:
        """Ask for a step, unless it waits or runs."""
        if not any(one.is_open for one in self._tried(case_id, step)):
            self._add(case_id, step, self._clock.now())

    def begin(self, attempt: AttemptId) -> Lease | None:
        """Take the lease of a waiting attempt."""
        waiting = [one for one in self._attempts if one.id == attempt and one.state == "waiting"]
        if not waiting:
            return None
        (begun,) = waiting
        begun.state = "running"
        begun.lease_expires_at = self._clock.now() + self._lease
        return Lease(begun.id, begun.case, begun.step, begun.number, begun.lease_expires_at)

    def finish(self, lease: Lease) -> None:
        """Mark the step done."""
        held = self._held(lease)
        held.state, held.share_done = "done", 1.0
        held.done_at = self._clock.now()

    def fail(self, lease: Lease, reason: str, *, retry_at: datetime | None) -> None:
        """Note the failure; ask again, or hand the case to an officer."""
        held = self._held(lease)
        held.state, held.failure = "failed", reason
        if retry_at is not None:
            self._add(lease.case, lease.step, retry_at)
            return
        case = self._cases.load(lease.case)
        if Stage.NEEDS_OFFICER in ALLOWED_MOVES[case.stage]:
            self._cases.save(case.handed_to_officer(StepGivenUp(reason)))

    def extend(self, lease: Lease, share_done: float) -> Lease:
        """Renew the lease."""
        held = self._held(lease)
        held.share_done = min(max(share_done, 0.0), 1.0)
        held.lease_expires_at = self._clock.now() + self._lease
        return Lease(held.id, held.case, held.step, held.number, held.lease_expires_at)

    def progress(self, case_id: CaseId) -> tuple[StepProgress, ...]:
        """The newest attempt of every step asked for."""
        tried = [(step, self._tried(case_id, step)) for step in Step]
        return tuple(_progress_of(step, attempts) for step, attempts in tried if attempts)

    def usual_s(self, step: Step) -> float | None:
        """What the test says it usually takes."""
        return self._usual_s.get(step)

    def supersede(self, attempt: AttemptId) -> None:
        """What the reconciler does to an expired attempt: another one takes its step."""
        (lost,) = [one for one in self._attempts if one.id == attempt]
        lost.state, lost.failure = "superseded", "lease-expired"
        self._add(lost.case, lost.step, self._clock.now())

    def _add(self, case_id: CaseId, step: Step, not_before: datetime) -> None:
        number = 1 + max((one.number for one in self._tried(case_id, step)), default=0)
        self._attempts.append(
            Attempt(
                id=AttemptId(f"attempt-{case_id}-{step}-{number}"),
                case=case_id,
                step=step,
                number=number,
                not_before=not_before,
            )
        )

    def _tried(self, case_id: CaseId, step: Step) -> list[Attempt]:
        return [one for one in self._attempts if one.case == case_id and one.step is step]

    def _held(self, lease: Lease) -> Attempt:
        for one in self._attempts:
            if one.id == lease.attempt and one.state == "running" and one.number == lease.number:
                return one
        raise AttemptSuperseded(f"attempt {lease.number} at {lease.step} no longer holds it")


def _progress_of(step: Step, tried: list[Attempt]) -> StepProgress:
    newest = tried[-1]
    earlier = tried[-2].failure if len(tried) > 1 and newest.is_open else ""
    return StepProgress(
        step=step,
        state=newest.state,
        share_done=newest.share_done,
        attempts=newest.number,
        failure=newest.failure or earlier,
        done_at=newest.done_at,
    )

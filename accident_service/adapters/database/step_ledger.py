"""Which steps were asked for, tried and finished.

An attempt is waiting, running, done, failed or superseded. Only a waiting attempt can be
begun, and at most one attempt of a step is open (waiting or running): the database itself
refuses a second. Numbers are given when an attempt is made, rising for each case and step.
"""

from datetime import datetime, timedelta
from statistics import median
from uuid import uuid4

from sqlalchemy import Connection, insert, select, update

from accident_service.adapters.database.bells import add_bell, take_away_bell
from accident_service.adapters.database.case_tables import step_attempt
from accident_service.adapters.database.metadata import KeptRow
from accident_service.casefile.stage import ALLOWED_MOVES, Stage
from accident_service.casework.ports import CaseStore, Clock, Lease, Step, StepProgress
from accident_service.errors import AttemptSuperseded, StepGivenUp
from accident_service.journal import request_under_way
from accident_service.quantities.identifiers import AttemptId, CaseId

OPEN_STATES = ("waiting", "running")
LEASE_EXPIRED = "lease-expired"
# What "usually" rests on: this many of the last cases, and nothing below the smaller. [design]
CASES_TO_JUDGE_BY, FEWEST_TO_JUDGE_BY = 50, 5
LONGEST_FAILURE = 2000  # characters kept of a failure's message


class SqlStepLedger:
    """A `StepLedger` inside one transaction."""

    def __init__(
        self, connection: Connection, cases: CaseStore, clock: Clock, *, lease_s: float
    ) -> None:
        self._connection = connection
        self._cases = cases
        self._clock = clock
        self._lease = timedelta(seconds=lease_s)

    def request(self, case_id: CaseId, step: Step) -> None:
        """Ask for a step: one attempt row and one outbox row, in this transaction.

        Asking again while the step waits or runs changes nothing.
        """
        already_open = self._connection.execute(
            select(step_attempt.c.id).where(
                step_attempt.c.case_id == case_id,
                step_attempt.c.step == step,
                step_attempt.c.state.in_(OPEN_STATES),
            )
        ).first()
        if already_open is None:
            self.add_attempt(case_id, step, not_before=self._clock.now())

    def add_attempt(self, case_id: CaseId, step: Step, *, not_before: datetime) -> AttemptId:
        """Make the next attempt and the bell that announces it; none may be open."""
        attempt = AttemptId(f"attempt-{uuid4().hex}")
        newest = self._connection.execute(
            select(step_attempt.c.number, step_attempt.c.request)
            .where(step_attempt.c.case_id == case_id, step_attempt.c.step == step)
            .order_by(step_attempt.c.number.desc())
            .limit(1)
        ).first()
        asked_at = self._clock.now()
        self._connection.execute(
            insert(step_attempt).values(
                id=attempt,
                case_id=case_id,
                step=step,
                number=1 + (newest.number if newest else 0),
                state="waiting",
                created_at=asked_at,
                not_before=not_before,
                progress=0.0,
                failure="",
                # Another try goes on with what the first was asked for.
                request=request_under_way() or (newest.request if newest else ""),
            )
        )
        of = (self._cases.load(case_id), step)
        add_bell(self._connection, attempt, of, asked_at=asked_at, not_before=not_before)
        return attempt

    def begin(self, attempt: AttemptId) -> Lease | None:
        """Take the lease of a waiting attempt; None when it was taken or settled before."""
        begun_at = self._clock.now()
        row = self._connection.execute(
            update(step_attempt)
            .where(step_attempt.c.id == attempt, step_attempt.c.state == "waiting")
            .values(state="running", started_at=begun_at, lease_expires_at=begun_at + self._lease)
            .returning(step_attempt)
        ).first()
        if row is None:
            return None
        take_away_bell(self._connection, attempt)
        return lease_of(row)

    def finish(self, lease: Lease) -> None:
        """Mark the step done, in the transaction that saves its result.

        Raises:
            AttemptSuperseded: Another attempt has been given the step since.
        """
        self._settle(lease, state="done", finished_at=self._clock.now(), progress=1.0)

    def fail(self, lease: Lease, reason: str, *, retry_at: datetime | None) -> None:
        """Note the failure; ask again at `retry_at`, or hand the case to an officer when None.

        Raises:
            AttemptSuperseded: Another attempt has been given the step since.
        """
        self._settle(
            lease,
            state="failed",
            finished_at=self._clock.now(),
            failure=reason[:LONGEST_FAILURE],
        )
        if retry_at is not None:
            self.add_attempt(lease.case, lease.step, not_before=retry_at)
            return
        case = self._cases.load(lease.case)
        if Stage.NEEDS_OFFICER in ALLOWED_MOVES[case.stage]:
            self._cases.save(case.handed_to_officer(StepGivenUp(reason)))

    def extend(self, lease: Lease, share_done: float) -> Lease:
        """Renew the lease and note the progress.

        Raises:
            AttemptSuperseded: The lease was lost; stop working.
        """
        expires_at = self._clock.now() + self._lease
        self._settle(lease, lease_expires_at=expires_at, progress=min(max(share_done, 0.0), 1.0))
        return Lease(lease.attempt, lease.case, lease.step, lease.number, expires_at)

    def supersede(self, lease: Lease, *, state: str) -> None:
        """Take the step away from an attempt whose lease has expired by now.

        Args:
            state: "superseded" when another attempt follows, "failed" when none does.

        Raises:
            AttemptSuperseded: It finished, or renewed its lease, in the meantime.
        """
        taken_at = self._clock.now()
        row = self._connection.execute(
            update(step_attempt)
            .where(
                step_attempt.c.id == lease.attempt,
                step_attempt.c.state == "running",
                step_attempt.c.lease_expires_at < taken_at,
            )
            .values(state=state, finished_at=taken_at, failure=LEASE_EXPIRED)
        )
        if row.rowcount != 1:
            raise AttemptSuperseded(f"{lease.attempt} is alive or settled; it keeps its step")

    def progress(self, case_id: CaseId) -> tuple[StepProgress, ...]:
        """The newest attempt of every step asked for, in the order of the story.

        While another try waits or runs, `failure` says how the try before it ended.
        """
        rows = self._connection.execute(
            select(step_attempt)
            .where(step_attempt.c.case_id == case_id)
            .order_by(step_attempt.c.number)
        ).all()
        by_step = {step: [row for row in rows if row.step == step] for step in Step}
        return tuple(_progress_of(step, tried) for step, tried in by_step.items() if tried)

    def usual_s(self, step: Step) -> float | None:
        """Median seconds from asking for this step to its end; None while too few were done."""
        done = self._connection.execute(
            select(step_attempt.c.created_at, step_attempt.c.finished_at)
            .where(step_attempt.c.step == step, step_attempt.c.state == "done")
            .order_by(step_attempt.c.finished_at.desc())
            .limit(CASES_TO_JUDGE_BY)
        ).all()
        if len(done) < FEWEST_TO_JUDGE_BY:
            return None
        spans_s = [(row.finished_at - row.created_at).total_seconds() for row in done]
        return float(median(spans_s))

    def _settle(self, lease: Lease, **values: object) -> None:
        newer = step_attempt.alias("newer")
        row = self._connection.execute(
            update(step_attempt)
            .where(
                step_attempt.c.id == lease.attempt,
                step_attempt.c.state == "running",
                step_attempt.c.number == lease.number,
                ~select(newer.c.id)
                .where(
                    newer.c.case_id == lease.case,
                    newer.c.step == lease.step,
                    newer.c.number > lease.number,
                )
                .exists(),
            )
            .values(values)
        )
        if row.rowcount != 1:
            raise AttemptSuperseded(
                f"attempt {lease.number} at {lease.step} of case {lease.case} no longer holds it"
            )


def lease_of(row: KeptRow) -> Lease:
    """The lease written in a row of `step_attempt`."""
    return Lease(
        attempt=AttemptId(row.id),
        case=CaseId(row.case_id),
        step=Step(row.step),
        number=row.number,
        expires_at=row.lease_expires_at,
    )


def _progress_of(step: Step, tried: list[KeptRow]) -> StepProgress:
    newest = tried[-1]
    earlier = tried[-2].failure if len(tried) > 1 and newest.state in OPEN_STATES else ""
    return StepProgress(
        step=step,
        state=newest.state,
        share_done=newest.progress,
        attempts=newest.number,
        failure=newest.failure or earlier,
        done_at=newest.finished_at if newest.state == "done" else None,
    )

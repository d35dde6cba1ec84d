"""Attempts that died without a word: their step is taken away and asked for again.

A worker that is killed says nothing; its lease simply runs out. The reconciler finds such
attempts, and a new attempt with a higher number takes the step, so that a late result of
the old one is refused.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from accident_service.adapters.database.case_tables import step_attempt
from accident_service.adapters.database.clock_setback import any_ahead, bring_back
from accident_service.adapters.database.ledger import SqlLedger, SqlUnitOfWork
from accident_service.adapters.database.step_ledger import lease_of
from accident_service.casefile.audit import AuditAct
from accident_service.casefile.stage import ALLOWED_MOVES, Stage
from accident_service.casework.ports import Lease
from accident_service.errors import StepGivenUp

# A step no officer can take over is tried for ever, but not in a hot loop. [design]
PAUSE_BETWEEN_HOPELESS_TRIES_S = 60.0


@dataclass(frozen=True, slots=True)
class LostAttempts:
    """What the reconciler asks and does; each call is a transaction of its own.

    A step that failed or was killed `max_attempts` times goes to an officer: an input that
    kills its worker would otherwise be handed out for ever.
    """

    ledger: SqlLedger
    max_attempts: int = 5

    def expired(self, now_at: datetime) -> tuple[Lease, ...]:
        """Running attempts whose lease ran out before that moment, longest dead first."""
        query = (
            select(step_attempt)
            .where(step_attempt.c.state == "running", step_attempt.c.lease_expires_at < now_at)
            .order_by(step_attempt.c.lease_expires_at)
        )
        with self.ledger.engines.glance() as connection:
            return tuple(lease_of(row) for row in connection.execute(query).all())

    def bring_back_from_the_future(self, now_at: datetime) -> int:
        """Undo for the ledger what a clock that was set back has done to it; rows moved."""
        lease = timedelta(seconds=self.ledger.lease_s)
        with self.ledger.engines.glance() as connection:
            if not any_ahead(connection, now_at, lease):
                return 0
        with self.ledger.engines.transaction() as connection:
            return bring_back(connection, now_at, lease)

    def supersede_and_request_again(self, lost: Lease) -> bool:
        """Take the step from a lost attempt and ask for a new one.

        Returns:
            True when another attempt waits; False when the case went to an officer.

        Raises:
            AttemptSuperseded: The attempt settled or renewed its lease meanwhile; all is well.
        """
        with self.ledger.transaction() as unit:
            tried_enough = lost.number >= self.max_attempts
            given_up = tried_enough and self._handed_to_officer(unit, lost)
            unit.steps.supersede(lost, state="failed" if given_up else "superseded")
            if not given_up:
                pause_s = PAUSE_BETWEEN_HOPELESS_TRIES_S if tried_enough else 0.0
                unit.steps.add_attempt(
                    lost.case,
                    lost.step,
                    not_before=self.ledger.clock.now() + timedelta(seconds=pause_s),
                )
            self._record(unit, lost, "give-step-up" if given_up else "supersede-attempt")
        return not given_up

    def _handed_to_officer(self, unit: SqlUnitOfWork, lost: Lease) -> bool:
        case = unit.cases.load(lost.case)
        if Stage.NEEDS_OFFICER not in ALLOWED_MOVES[case.stage]:
            return False
        gap = StepGivenUp(f"{lost.step} was tried {lost.number} times; its worker died each time")
        unit.cases.save(case.handed_to_officer(gap))
        return True

    def _record(self, unit: SqlUnitOfWork, lost: Lease, verb: str) -> None:
        unit.audit.append(
            AuditAct(
                at=self.ledger.clock.now(),
                actor="reconciler",
                verb=verb,
                case=lost.case,
                detail=(
                    ("step", lost.step),
                    ("attempt", lost.attempt),
                    ("number", str(lost.number)),
                ),
            )
        )

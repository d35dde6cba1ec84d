"""The bells to ring: what the relay sends to the queue, and marks as sent.

The queue is only a doorbell. A bell may ring twice, or long after the step is done; a bell
that never rings is the only fault, so an entry stays due until it is marked, and one whose
attempt still waits can be made due again.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, select, update

from accident_service.adapters.database.case_tables import outbox, step_attempt
from accident_service.adapters.database.engine import Engines
from accident_service.casework.ports import Step
from accident_service.quantities.identifiers import AttemptId


@dataclass(frozen=True, slots=True)
class OutboxEntry:
    """One bell: the attempt it announces, and the step, which decides the queue."""

    id: int
    attempt: AttemptId
    step: Step


@dataclass(frozen=True, slots=True)
class Outbox:
    """Each call is a short transaction of its own, so that a crash loses at most a mark."""

    engines: Engines

    def due(self, now_at: datetime, limit: int) -> tuple[OutboxEntry, ...]:
        """Unsent bells of waiting attempts whose time has come, oldest first."""
        return self._entries(outbox.c.sent_at.is_(None), outbox.c.not_before <= now_at, limit=limit)

    def unanswered(self, sent_before_at: datetime, limit: int) -> tuple[OutboxEntry, ...]:
        """Bells sent before that moment whose attempt still waits.

        The queue is long, or it was wiped: nobody can tell, and ringing again is harmless.
        """
        return self._entries(outbox.c.sent_at < sent_before_at, limit=limit)

    def mark_sent(self, entry_id: int, sent_at: datetime) -> None:
        """The queue has accepted the bell."""
        self._set_sent_at(entry_id, sent_at)

    def ring_again(self, entry_id: int) -> None:
        """Make the bell due once more."""
        self._set_sent_at(entry_id, None)

    def _entries(self, *conditions: ColumnElement[bool], limit: int) -> tuple[OutboxEntry, ...]:
        query = (
            select(outbox.c.id, outbox.c.attempt_id, step_attempt.c.step)
            .join(step_attempt, step_attempt.c.id == outbox.c.attempt_id)
            .where(step_attempt.c.state == "waiting", *conditions)
            .order_by(outbox.c.id)
            .limit(limit)
        )
        with self.engines.glance() as connection:
            rows = connection.execute(query).all()
        return tuple(OutboxEntry(row.id, AttemptId(row.attempt_id), Step(row.step)) for row in rows)

    def _set_sent_at(self, entry_id: int, sent_at: datetime | None) -> None:
        with self.engines.transaction() as connection:
            connection.execute(
                update(outbox).where(outbox.c.id == entry_id).values(sent_at=sent_at)
            )

"""The bells to ring: what the relay sends to the queue, and marks as sent.

The queue is only a doorbell. A bell may ring twice, or long after the step is done; a bell
that never rings is the only fault, so an entry stays due until it is marked, and one whose
attempt still waits can be made due again. What waits here can still be overtaken, what was
rung cannot: so the order of ringing is decided here, and late.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select, update

from accident_service.adapters.database.bells import UNSORTED, sort_in
from accident_service.adapters.database.case_tables import outbox, step_attempt
from accident_service.adapters.database.engine import Engines
from accident_service.adapters.database.metadata import KeptRow
from accident_service.casework.haste import URGENT
from accident_service.casework.ports import Step
from accident_service.casework.queues import Queue
from accident_service.quantities.identifiers import AttemptId


@dataclass(frozen=True, slots=True)
class OutboxEntry:
    """One bell: the attempt it announces, its step, and whose workers are rung for."""

    id: int
    attempt: AttemptId
    step: Step
    queue: Queue


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What waits at one queue, rung for or not."""

    queue: Queue
    waiting: int
    oldest_at: datetime | None  # since when the one that waits longest could have begun
    urgent: int  # those among them in great haste


@dataclass(frozen=True, slots=True)
class Outbox:
    """Each call is a short transaction of its own, so that a crash loses at most a mark."""

    engines: Engines

    def due(self, queue: Queue, now_at: datetime, limit: int) -> tuple[OutboxEntry, ...]:
        """Unsent bells of the queue whose attempt waits and whose time has come, as they rank."""
        return self._entries(
            (outbox.c.queue == queue, outbox.c.sent_at.is_(None), outbox.c.not_before <= now_at),
            (outbox.c.rank_at, outbox.c.id),
            limit,
        )

    def unanswered(self, sent_before_at: datetime, limit: int) -> tuple[OutboxEntry, ...]:
        """Bells sent before that moment whose attempt still waits.

        The queue is long, or it was wiped: nobody can tell, and ringing again is harmless.
        """
        sorted_in = outbox.c.queue != UNSORTED
        return self._entries((outbox.c.sent_at < sent_before_at, sorted_in), (outbox.c.id,), limit)

    def mark_sent(self, attempt: AttemptId, sent_at: datetime) -> None:
        """The queue has accepted the bell; nothing is left to mark once it was answered."""
        self._set_sent_at(attempt, sent_at)

    def ring_again(self, attempt: AttemptId) -> None:
        """Make the bell due once more."""
        self._set_sent_at(attempt, None)

    def sort_in(self) -> int:
        """Give bells that the version before this one wrote their queue; how many there were."""
        unsorted = select(outbox.c.id).where(outbox.c.queue == UNSORTED).limit(1)
        with self.engines.glance() as connection:
            if connection.execute(unsorted).first() is None:
                return 0
        with self.engines.transaction() as connection:
            return sort_in(connection)

    def lines(self, now_at: datetime) -> tuple[Line, ...]:
        """Every queue with what waits at it now; pauses before another try are not waiting."""
        urgent = outbox.c.haste.in_(URGENT)
        query = (
            select(
                outbox.c.queue,
                func.count().label("waiting"),
                func.min(outbox.c.not_before).label("oldest_at"),
                func.count().filter(urgent).label("urgent"),
            )
            .join(step_attempt, step_attempt.c.id == outbox.c.attempt_id)
            .where(step_attempt.c.state == "waiting", outbox.c.not_before <= now_at)
            .group_by(outbox.c.queue)
        )
        with self.engines.glance() as connection:
            told = {row.queue: row for row in connection.execute(query)}
        return tuple(_line(queue, told.get(queue)) for queue in Queue)

    def _entries(
        self,
        conditions: Sequence[ColumnElement[bool]],
        order: Sequence[ColumnElement[object]],
        limit: int,
    ) -> tuple[OutboxEntry, ...]:
        query = (
            select(outbox.c.id, outbox.c.attempt_id, step_attempt.c.step, outbox.c.queue)
            .join(step_attempt, step_attempt.c.id == outbox.c.attempt_id)
            .where(step_attempt.c.state == "waiting", *conditions)
            .order_by(*order)
            .limit(limit)
        )
        with self.engines.glance() as connection:
            rows = connection.execute(query).all()
        return tuple(
            OutboxEntry(row.id, AttemptId(row.attempt_id), Step(row.step), Queue(row.queue))
            for row in rows
        )

    def _set_sent_at(self, attempt: AttemptId, sent_at: datetime | None) -> None:
        with self.engines.transaction() as connection:
            connection.execute(
                update(outbox).where(outbox.c.attempt_id == attempt).values(sent_at=sent_at)
            )


def _line(queue: Queue, row: KeptRow | None) -> Line:
    if row is None:
        return Line(queue=queue, waiting=0, oldest_at=None, urgent=0)
    return Line(queue=queue, waiting=row.waiting, oldest_at=row.oldest_at, urgent=row.urgent)

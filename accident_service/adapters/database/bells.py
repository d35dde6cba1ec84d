"""Writing the bell that announces an attempt: its queue, its haste and its place in line.

The place in line is a moment. What is in haste is put ahead of the moment it was asked for;
what comes from a place that has a line of its own already is put behind the last of that line.
"""

from collections.abc import Mapping
from datetime import UTC, datetime

from sqlalchemy import Connection, delete, func, insert, select, update

from accident_service.adapters.database.case_tables import outbox, step_attempt
from accident_service.casefile.case import Case
from accident_service.casework.haste import APART_AT_ONE_PLACE, HEAD_START, haste_of
from accident_service.casework.ports import Step
from accident_service.casework.queues import QUEUE_OF, Queue
from accident_service.quantities.identifiers import AttemptId

# The queue of a bell written by the version before this one, which knew of no queues.
UNSORTED = ""
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


def add_bell(
    connection: Connection,
    attempt: AttemptId,
    of: tuple[Case, Step],
    *,
    asked_at: datetime,
    not_before: datetime,
) -> None:
    """Announce an attempt at a step of a case, in this transaction."""
    case, step = of
    haste = haste_of(case, step)
    bell = {"queue": QUEUE_OF[step], "haste": haste, "site": case.site}
    connection.execute(
        insert(outbox).values(
            attempt_id=attempt,
            created_at=asked_at,
            not_before=not_before,
            rank_at=max(not_before - HEAD_START[haste], _behind_its_like(connection, bell)),
            **bell,
        )
    )


def take_away_bell(connection: Connection, attempt: AttemptId) -> None:
    """Nobody need be told of the attempt any more: it was begun, or given up."""
    connection.execute(delete(outbox).where(outbox.c.attempt_id == attempt))


def sort_in(connection: Connection) -> int:
    """Give bells of the version before this one their queue; how many there were."""
    sorted_in = 0
    for queue in Queue:
        steps = [step for step, its_queue in QUEUE_OF.items() if its_queue is queue]
        attempts = select(step_attempt.c.id).where(step_attempt.c.step.in_(steps))
        its_bells = (outbox.c.queue == UNSORTED) & outbox.c.attempt_id.in_(attempts)
        sorted_in += connection.execute(
            update(outbox).where(its_bells).values(queue=queue)
        ).rowcount
    return sorted_in


def _behind_its_like(connection: Connection, bell: Mapping[str, str | None]) -> datetime:
    last_at = connection.execute(
        select(func.max(outbox.c.rank_at)).where(
            outbox.c.sent_at.is_(None), *(outbox.c[name] == value for name, value in bell.items())
        )
    ).scalar_one()
    return LONG_AGO if last_at is None else last_at + APART_AT_ONE_PLACE

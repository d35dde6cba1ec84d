"""What is due at any queue, each queue's in its order."""

from datetime import datetime

from accident_service.adapters.database.engine import Engines
from accident_service.adapters.database.outbox import Outbox, OutboxEntry
from accident_service.casework.queues import Queue


def bells_due(engines: Engines, now_at: datetime) -> tuple[OutboxEntry, ...]:
    """All bells to be rung now."""
    outbox = Outbox(engines)
    return tuple(bell for queue in Queue for bell in outbox.due(queue, now_at, 100))

"""Insurers are told, in the same unit of work that changed a determination's standing."""

import secrets
from datetime import datetime

from accident_service.casefile.announcement import TYPE_OF_STATUS, Announcement, EventType
from accident_service.casefile.determination import Determination
from accident_service.casework.ports import UnitOfWork

RANDOM_BYTES = 10


def announce(work: UnitOfWork, determination: Determination, at: datetime) -> None:
    """Write down for every insurer who covers a party how the determination stands now."""
    announcement = Announcement(
        id=new_id(at),
        type=TYPE_OF_STATUS[determination.status],
        at=at,
        number=determination.number,
        version=determination.version,
    )
    insurers = {party.insurer for party in determination.parties if party.insurer}
    work.webhook_outbox.add(announcement, sorted(insurers))


def ping(at: datetime) -> Announcement:
    """An announcement that nothing happened."""
    return Announcement(id=new_id(at), type=EventType.PING, at=at)


def new_id(at: datetime) -> str:
    """An id nobody can guess; ids of later moments sort after those of earlier ones."""
    return f"msg_{int(at.timestamp() * 1000):012x}{secrets.token_hex(RANDOM_BYTES)}"

"""Every change of a determination gets a place in one order: that of the commits.

The head of the audit chain is locked first, as by whoever writes an entry, and until the
commit. So a change with a lower count is always seen no later than one with a higher, and who
pages through the changes misses none; one lock also means nobody waits in a ring.
"""

from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from accident_service.adapters.database.evidence_tables import audit_head, determination
from accident_service.adapters.database.insurer_tables import (
    determination_change,
    determination_party,
)
from accident_service.adapters.database.personal import alike
from accident_service.casefile.determination import Determination
from accident_service.quantities.identifiers import DeterminationNumber


def next_change(connection: Connection, now: datetime) -> tuple[int, datetime]:
    """The count and the moment of a change; a clock that runs back does not take them back."""
    connection.execute(select(audit_head.c.id).with_for_update())
    row = connection.execute(select(determination_change)).one()
    change, at = row.last + 1, max(row.last_at, now)
    connection.execute(update(determination_change).values(last=change, last_at=at))
    return change, at


def note_parties(connection: Connection, issued: Determination, change: int) -> None:
    """Write the rows insurers find a new determination by."""
    table = determination_party.c
    connection.execute(
        insert(determination_party),
        [
            {
                "number": issued.number,
                "letter": party.letter,
                "case_id": issued.case,
                "insurer": party.insurer,
                "plate": alike(connection, table.plate, party.plate),
                "policy_no": alike(connection, table.policy_no, party.policy_no),
                "occurred_at": issued.occurred_at,
                "change": change,
            }
            for party in issued.parties
        ],
    )


def note_change(connection: Connection, number: DeterminationNumber, now: datetime) -> None:
    """Give a determination that changed its new place."""
    change, at = next_change(connection, now)
    connection.execute(
        update(determination)
        .where(determination.c.number == number)
        .values(change=change, updated_at=at)
    )
    connection.execute(
        update(determination_party)
        .where(determination_party.c.number == number)
        .values(change=change)
    )

"""The audit chain in SQL: one way in, and no way to change what is in."""

import json
from dataclasses import replace

from sqlalchemy import Connection, insert, select, update

from accident_service.adapters.database.evidence_tables import audit_entry, audit_head
from accident_service.adapters.database.metadata import KeptRow
from accident_service.casefile.audit import AuditAct, AuditEntry
from accident_service.journal import request_under_way
from accident_service.quantities.identifiers import CaseId


class SqlAuditLedger:
    """An `AuditLedger` inside one transaction.

    The head of the chain is locked from the first entry to the commit, so that two
    transactions can never continue the same entry.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def append(self, act: AuditAct) -> AuditEntry:
        """Write the next entry; it names the request it was made on, as log lines do."""
        if request := request_under_way():
            act = replace(act, detail=(*act.detail, ("request", request)))
        head = self._connection.execute(select(audit_head).with_for_update()).one()
        entry = AuditEntry.following(head.sequence + 1, head.entry_hash, act)
        self._connection.execute(
            insert(audit_entry).values(
                sequence=entry.sequence,
                at=act.at,
                actor=act.actor,
                verb=act.verb,
                case_id=act.case,
                detail=json.dumps(act.detail, ensure_ascii=False),
                previous_hash=entry.previous_hash,
                entry_hash=entry.entry_hash,
            )
        )
        self._connection.execute(
            update(audit_head).values(sequence=entry.sequence, entry_hash=entry.entry_hash)
        )
        return entry

    def of_case(self, case_id: CaseId) -> tuple[AuditEntry, ...]:
        """All entries about a case, oldest first."""
        rows = self._connection.execute(
            select(audit_entry)
            .where(audit_entry.c.case_id == case_id)
            .order_by(audit_entry.c.sequence)
        ).all()
        return tuple(entry_of(row) for row in rows)

    def whole(self) -> tuple[AuditEntry, ...]:
        """The chain from its first entry to its head."""
        rows = self._connection.execute(select(audit_entry).order_by(audit_entry.c.sequence)).all()
        return tuple(entry_of(row) for row in rows)


def entry_of(row: KeptRow) -> AuditEntry:
    """The entry of a row."""
    return AuditEntry(
        sequence=row.sequence,
        act=AuditAct(
            at=row.at,
            actor=row.actor,
            verb=row.verb,
            case=None if row.case_id is None else CaseId(row.case_id),
            detail=tuple((what, value) for what, value in json.loads(row.detail)),
        ),
        previous_hash=row.previous_hash,
        entry_hash=row.entry_hash,
    )

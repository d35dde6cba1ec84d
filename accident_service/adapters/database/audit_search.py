"""Looking through the audit chain in SQL, by its indexes, and following it whole."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select

from accident_service.adapters.database.audit_ledger import entry_of
from accident_service.adapters.database.engine import Engines
from accident_service.adapters.database.evidence_tables import audit_entry, audit_head
from accident_service.casefile.audit import AuditEntry
from accident_service.casework.audit_ports import AuditQuery, ChainCheck, ChainState

ROWS_AT_ONCE = 2000
TABLE = audit_entry.c


@dataclass(frozen=True, slots=True)
class SqlAuditSearch:
    """An `AuditSearch`."""

    engines: Engines

    def found(self, query: AuditQuery, *, limit: int) -> tuple[AuditEntry, ...]:
        """Entries, newest first."""
        wanted = (
            select(audit_entry)
            .where(*_conditions(query))
            .order_by(TABLE.sequence.desc())
            .limit(limit)
        )
        with self.engines.glance() as connection:
            return tuple(entry_of(row) for row in connection.execute(wanted))

    def verbs(self) -> tuple[str, ...]:
        """Every act there has been."""
        found: list[str] = []
        with self.engines.glance() as connection:
            verb = connection.execute(select(func.min(TABLE.verb))).scalar()
            while verb is not None:
                found.append(verb)
                after = select(func.min(TABLE.verb)).where(TABLE.verb > verb)
                verb = connection.execute(after).scalar()
        return tuple(found)

    def check(self) -> ChainState:
        """Follow the whole chain, some thousand entries at a time."""
        chain, last = ChainCheck(), 0
        with self.engines.glance() as connection:
            while True:
                page = (
                    select(audit_entry)
                    .where(TABLE.sequence > last)
                    .order_by(TABLE.sequence)
                    .limit(ROWS_AT_ONCE)
                )
                rows = connection.execute(page).all()
                for row in rows:
                    chain.follow(entry_of(row))
                    last = row.sequence
                if len(rows) < ROWS_AT_ONCE:
                    break
            head = connection.execute(select(audit_head)).one()
        return chain.ended_at(head.sequence, head.entry_hash)


def _conditions(query: AuditQuery) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = []
    if query.case is not None:
        wanted.append(TABLE.case_id == query.case)
    if query.actor:
        wanted.append(TABLE.actor.startswith(query.actor, autoescape=True))
    if query.verb:
        wanted.append(TABLE.verb == query.verb)
    if query.from_at is not None:
        wanted.append(TABLE.at >= query.from_at)
    if query.to_at is not None:
        wanted.append(TABLE.at < query.to_at)
    if query.before_sequence is not None:
        wanted.append(TABLE.sequence < query.before_sequence)
    return wanted

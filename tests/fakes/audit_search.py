"""An `AuditSearch` over the fake ledger's entries."""

from dataclasses import dataclass

from accident_service.casefile.audit import AuditEntry
from accident_service.casework.audit_ports import AuditQuery, ChainCheck, ChainState
from tests.fakes.ledger import FakeLedger


@dataclass(frozen=True, slots=True)
class FakeAuditSearch:
    """Looks through the tables as they are now."""

    ledger: FakeLedger

    def found(self, query: AuditQuery, *, limit: int) -> tuple[AuditEntry, ...]:
        """Entries, newest first."""
        wanted = [one for one in reversed(self.ledger.tables.audit) if _fits(one, query)]
        return tuple(wanted[:limit])

    def verbs(self) -> tuple[str, ...]:
        """Every act."""
        return tuple(sorted({one.act.verb for one in self.ledger.tables.audit}))

    def check(self) -> ChainState:
        """Follow the chain."""
        chain = ChainCheck()
        for one in self.ledger.tables.audit:
            chain.follow(one)
        return chain.ended_at(chain.count, chain.last_hash)


def _fits(entry: AuditEntry, query: AuditQuery) -> bool:
    act = entry.act
    return (
        (query.case is None or act.case == query.case)
        and act.actor.startswith(query.actor)
        and (not query.verb or act.verb == query.verb)
        and (query.from_at is None or act.at >= query.from_at)
        and (query.to_at is None or act.at < query.to_at)
        and (query.before_sequence is None or entry.sequence < query.before_sequence)
    )

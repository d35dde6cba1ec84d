"""The ledger: one transaction that carries case, steps, audit and determinations together."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection

from accident_service.adapters.database.archive_store import SqlArchiveStore
from accident_service.adapters.database.audit_ledger import SqlAuditLedger
from accident_service.adapters.database.case_store import SqlCaseStore
from accident_service.adapters.database.determination_store import SqlDeterminationStore
from accident_service.adapters.database.engine import Engines
from accident_service.adapters.database.paper_store import SqlPaperStore
from accident_service.adapters.database.proceedings_store import SqlProceedingsStore
from accident_service.adapters.database.step_ledger import SqlStepLedger
from accident_service.casework.ports import Clock

LEASE_S = 60.0  # renewed by every report of progress [design]


@dataclass(frozen=True, slots=True)
class SqlUnitOfWork:
    """A `UnitOfWork` on one connection."""

    cases: SqlCaseStore
    steps: SqlStepLedger
    audit: SqlAuditLedger
    determinations: SqlDeterminationStore
    papers: SqlPaperStore
    proceedings: SqlProceedingsStore
    archive: SqlArchiveStore


@dataclass(frozen=True, slots=True, kw_only=True)
class SqlLedger:
    """A `Ledger` on SQLite or PostgreSQL."""

    engines: Engines
    clock: Clock
    lease_s: float = LEASE_S

    @contextmanager
    def transaction(self) -> Iterator[SqlUnitOfWork]:
        """A unit of work that commits on a clean exit, and rolls back on any other.

        Raises:
            LedgerUnavailable: The database did not answer.
        """
        with self.engines.transaction() as connection:
            yield self._unit_on(connection, for_writing=True)

    @contextmanager
    def reading(self) -> Iterator[SqlUnitOfWork]:
        """A unit of work for looking only; never blocks writers.

        Raises:
            LedgerUnavailable: The database did not answer.
        """
        with self.engines.glance() as connection:
            yield self._unit_on(connection, for_writing=False)

    def _unit_on(self, connection: Connection, *, for_writing: bool) -> SqlUnitOfWork:
        cases = SqlCaseStore(connection, for_writing=for_writing)
        return SqlUnitOfWork(
            cases=cases,
            steps=SqlStepLedger(connection, cases, self.clock, lease_s=self.lease_s),
            audit=SqlAuditLedger(connection),
            determinations=SqlDeterminationStore(connection),
            papers=SqlPaperStore(connection),
            proceedings=SqlProceedingsStore(connection, for_writing=for_writing),
            archive=SqlArchiveStore(connection),
        )

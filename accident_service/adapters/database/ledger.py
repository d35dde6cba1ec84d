"""The ledger: one transaction that carries case, steps, audit and determinations together."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from sqlalchemy import Connection

from accident_service.adapters.database.archive_store import SqlArchiveStore
from accident_service.adapters.database.audit_ledger import SqlAuditLedger
from accident_service.adapters.database.call_ups import SqlCallUps
from accident_service.adapters.database.case_store import SqlCaseStore
from accident_service.adapters.database.desk import SqlDesk
from accident_service.adapters.database.determination_store import SqlDeterminationStore
from accident_service.adapters.database.engine import Engines
from accident_service.adapters.database.insurer_shelf import SqlInsurerShelf
from accident_service.adapters.database.notice_store import SqlNoticeStore
from accident_service.adapters.database.paper_store import SqlPaperStore
from accident_service.adapters.database.proceedings_store import SqlProceedingsStore
from accident_service.adapters.database.retention_run_store import SqlRetentionRunStore
from accident_service.adapters.database.staff_store import SqlStaffStore
from accident_service.adapters.database.step_ledger import SqlStepLedger
from accident_service.adapters.database.step_troubles import SqlStepTroubles
from accident_service.adapters.database.summaries import renew
from accident_service.adapters.database.webhook_endpoints import SqlWebhookEndpoints
from accident_service.adapters.database.webhook_outbox import SqlWebhookOutbox
from accident_service.casefile.time_limits import TimeLimits
from accident_service.casefile.time_limits_of import Timetable
from accident_service.casefile.working_days import WorkingCalendar
from accident_service.casework.ports import Clock
from accident_service.quantities.identifiers import CaseId

LEASE_S = 60.0  # renewed by every report of progress [design]


def built_in_timetable() -> Timetable:
    """The law's limits on the calendar this version comes with."""
    return Timetable(TimeLimits.built_in(), WorkingCalendar.built_in())


@dataclass(frozen=True, slots=True)
class SqlUnitOfWork:
    """A `UnitOfWork` on one connection."""

    cases: SqlCaseStore
    steps: SqlStepLedger
    audit: SqlAuditLedger
    determinations: SqlDeterminationStore
    insurers: SqlInsurerShelf
    papers: SqlPaperStore
    proceedings: SqlProceedingsStore
    archive: SqlArchiveStore
    retention_runs: SqlRetentionRunStore
    call_ups: SqlCallUps
    desk: SqlDesk
    staff: SqlStaffStore
    notices: SqlNoticeStore
    webhook_endpoints: SqlWebhookEndpoints
    webhook_outbox: SqlWebhookOutbox
    troubles: SqlStepTroubles

    @property
    def changed(self) -> set[CaseId]:
        """The cases that were written."""
        written = (self.cases, self.proceedings, self.determinations, self.papers)
        return set().union(*(store.changed for store in written))


@dataclass(frozen=True, slots=True, kw_only=True)
class SqlLedger:
    """A `Ledger` on SQLite or PostgreSQL; `timetable` tells the lists what is due next."""

    engines: Engines
    clock: Clock
    lease_s: float = LEASE_S
    timetable: Timetable = field(default_factory=built_in_timetable)

    @contextmanager
    def transaction(self) -> Iterator[SqlUnitOfWork]:
        """A unit of work that commits on a clean exit, and rolls back on any other.

        Raises:
            LedgerUnavailable: The database did not answer.
        """
        with self.engines.transaction() as connection:
            work = self._unit_on(connection, for_writing=True)
            yield work
            # The lists follow in the same transaction: they never show what is not so.
            renew(connection, work.changed, self.timetable)

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
        endpoints = SqlWebhookEndpoints(connection, for_writing=for_writing)
        return SqlUnitOfWork(
            cases=cases,
            steps=SqlStepLedger(connection, cases, self.clock, lease_s=self.lease_s),
            audit=SqlAuditLedger(connection),
            determinations=SqlDeterminationStore(connection, self.clock),
            insurers=SqlInsurerShelf(connection),
            papers=SqlPaperStore(connection),
            proceedings=SqlProceedingsStore(connection, for_writing=for_writing),
            archive=SqlArchiveStore(connection),
            retention_runs=SqlRetentionRunStore(connection, for_writing=for_writing),
            call_ups=SqlCallUps(connection),
            desk=SqlDesk(connection),
            staff=SqlStaffStore(connection, for_writing=for_writing),
            notices=SqlNoticeStore(connection),
            webhook_endpoints=endpoints,
            webhook_outbox=SqlWebhookOutbox(connection, endpoints),
            troubles=SqlStepTroubles(connection),
        )

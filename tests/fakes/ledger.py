"""A `Ledger` in memory that keeps the promises of the real one.

A unit of work happens as a whole or not at all, versions and fencing numbers are checked,
and looking changes nothing. The contract tests in tests/adapters hold it to that.
"""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from accident_service.casework.ports import Clock, Step
from accident_service.quantities.identifiers import AttemptId, InsurerId
from tests.fakes.clock import FakeClock
from tests.fakes.copies import copied
from tests.fakes.ledger_archive import FakeArchiveStore, FakeRetentionRunStore
from tests.fakes.ledger_call_ups import FakeCallUps
from tests.fakes.ledger_desk import FakeDesk
from tests.fakes.ledger_insurers import FakeInsurerShelf
from tests.fakes.ledger_notices import FakeNoticeStore
from tests.fakes.ledger_proceedings import FakePaperStore, FakeProceedingsStore
from tests.fakes.ledger_staff import FakeStaffStore
from tests.fakes.ledger_steps import FakeStepLedger
from tests.fakes.ledger_stores import FakeAuditLedger, FakeCaseStore, FakeDeterminationStore
from tests.fakes.ledger_tables import Attempt, Tables
from tests.fakes.ledger_troubles import FakeStepTroubles
from tests.fakes.ledger_webhooks import FakeWebhookEndpoints, FakeWebhookOutbox


@dataclass(frozen=True, slots=True)
class FakeUnitOfWork:
    """A `UnitOfWork` on a copy of the tables."""

    cases: FakeCaseStore
    steps: FakeStepLedger
    audit: FakeAuditLedger
    determinations: FakeDeterminationStore
    insurers: FakeInsurerShelf
    papers: FakePaperStore
    proceedings: FakeProceedingsStore
    archive: FakeArchiveStore
    retention_runs: FakeRetentionRunStore
    call_ups: FakeCallUps
    desk: FakeDesk
    staff: FakeStaffStore
    notices: FakeNoticeStore
    webhook_endpoints: FakeWebhookEndpoints
    webhook_outbox: FakeWebhookOutbox
    troubles: FakeStepTroubles


@dataclass(slots=True)
class FakeLedger:
    """Kept tables, and a lock so that units of work follow one another."""

    clock: Clock = field(default_factory=FakeClock)
    lease_s: float = 60.0
    insurer_codes: Mapping[InsurerId, str] = field(default_factory=dict)
    tables: Tables = field(default_factory=Tables)
    _turn: threading.Lock = field(default_factory=threading.Lock)

    @contextmanager
    def transaction(self) -> Iterator[FakeUnitOfWork]:
        """A unit of work that is kept on a clean exit."""
        if not self._turn.acquire(timeout=5):
            raise RuntimeError("a unit of work was opened inside another")
        try:
            changed = copied(self.tables)
            yield self._unit_on(changed)
            self.tables = changed
        finally:
            self._turn.release()

    @contextmanager
    def reading(self) -> Iterator[FakeUnitOfWork]:
        """A unit of work for looking only; what is written in it is an error."""
        before = self.tables
        looked_at = copied(before)
        yield self._unit_on(looked_at)
        if looked_at != before:
            raise RuntimeError("something was written while looking")

    def waiting(self) -> tuple[Attempt, ...]:
        """Attempts that wait to be begun, in the order they were asked for."""
        return tuple(one for one in self.tables.attempts if one.state == "waiting")

    def only_waiting(self, step: Step) -> AttemptId:
        """The one attempt that waits, which must be at `step`."""
        (attempt,) = self.waiting()
        if attempt.step is not step:
            raise AssertionError(f"{attempt.step} waits, not {step}")
        return attempt.id

    def _unit_on(self, tables: Tables) -> FakeUnitOfWork:
        cases = FakeCaseStore(tables)
        return FakeUnitOfWork(
            cases=cases,
            steps=FakeStepLedger(tables, cases, self.clock, self.lease_s),
            audit=FakeAuditLedger(tables),
            determinations=FakeDeterminationStore(tables, self.clock),
            insurers=FakeInsurerShelf(tables, self.insurer_codes),
            papers=FakePaperStore(tables),
            proceedings=FakeProceedingsStore(tables),
            archive=FakeArchiveStore(tables),
            retention_runs=FakeRetentionRunStore(tables),
            notices=FakeNoticeStore(tables),
            call_ups=FakeCallUps(tables),
            desk=FakeDesk(tables),
            staff=FakeStaffStore(tables),
            webhook_endpoints=FakeWebhookEndpoints(tables.webhooks, self.insurer_codes),
            webhook_outbox=FakeWebhookOutbox(tables.webhooks, self.insurer_codes),
            troubles=FakeStepTroubles(tables),
        )

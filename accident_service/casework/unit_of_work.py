"""One transaction of the ledger: every store of it, changed together or not at all.

Everything inside one `UnitOfWork` happens together: the case, the request for its next step
(outbox), the fencing of the attempt, the audit entry, and the notices and announcements that
tell of it.
"""

from contextlib import AbstractContextManager
from typing import Protocol

from accident_service.casework.call_up_ports import CallUpRegister
from accident_service.casework.desk_ports import Desk
from accident_service.casework.insurer_ports import InsurerShelf
from accident_service.casework.ledger_ports import (
    AuditLedger,
    CaseStore,
    DeterminationStore,
    StepLedger,
)
from accident_service.casework.notice_ports import NoticeStore
from accident_service.casework.proceedings_ports import PaperStore, ProceedingsStore
from accident_service.casework.retention_ports import ArchiveStore, RetentionRunStore
from accident_service.casework.staff_ports import StaffStore
from accident_service.casework.trouble_ports import StepTroubles
from accident_service.casework.webhook_ports import WebhookEndpoints, WebhookOutbox


class UnitOfWork(Protocol):
    """One transaction: all of it, or nothing. Leaves by exception: rolled back."""

    @property
    def cases(self) -> CaseStore: ...  # noqa: D102 - the name says it

    @property
    def steps(self) -> StepLedger: ...  # noqa: D102 - the name says it

    @property
    def audit(self) -> AuditLedger: ...  # noqa: D102 - the name says it

    @property
    def determinations(self) -> DeterminationStore: ...  # noqa: D102 - the name says it

    @property
    def insurers(self) -> InsurerShelf: ...  # noqa: D102 - the name says it

    @property
    def papers(self) -> PaperStore: ...  # noqa: D102 - the name says it

    @property
    def proceedings(self) -> ProceedingsStore: ...  # noqa: D102 - the name says it

    @property
    def archive(self) -> ArchiveStore: ...  # noqa: D102 - the name says it

    @property
    def retention_runs(self) -> RetentionRunStore: ...  # noqa: D102 - the name says it

    @property
    def notices(self) -> NoticeStore: ...  # noqa: D102 - the name says it

    @property
    def staff(self) -> StaffStore: ...  # noqa: D102 - the name says it

    @property
    def call_ups(self) -> CallUpRegister: ...  # noqa: D102 - the name says it

    @property
    def desk(self) -> Desk: ...  # noqa: D102 - the name says it

    @property
    def webhook_endpoints(self) -> WebhookEndpoints: ...  # noqa: D102 - the name says it

    @property
    def webhook_outbox(self) -> WebhookOutbox: ...  # noqa: D102 - the name says it

    @property
    def troubles(self) -> StepTroubles: ...  # noqa: D102 - the name says it


class Ledger(Protocol):
    """Opens units of work."""

    def transaction(self) -> AbstractContextManager[UnitOfWork]:
        """A unit of work that commits on a clean exit."""
        ...

    def reading(self) -> AbstractContextManager[UnitOfWork]:
        """A unit of work for looking only; never blocks writers."""
        ...

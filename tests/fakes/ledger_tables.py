"""What `FakeLedger` keeps."""

from dataclasses import dataclass, field
from datetime import datetime

from accident_service.casefile.analysis import BlobRef
from accident_service.casefile.audit import AuditEntry
from accident_service.casefile.case import Case
from accident_service.casefile.claim import Claim
from accident_service.casefile.determination import Determination
from accident_service.casefile.proceedings import Proceedings
from accident_service.casefile.retention_run import RetentionRun
from accident_service.casefile.tombstone import Tombstone
from accident_service.casework.call_up_ports import KeptCallUp
from accident_service.casework.insurer_ports import InsuranceClaim
from accident_service.casework.notice_ports import KeptNotice
from accident_service.casework.ports import Step
from accident_service.casework.proceedings_ports import Paper, PaperKind
from accident_service.casework.staff_ports import Account, Unit
from accident_service.quantities.identifiers import (
    AttemptId,
    CaseId,
    DeterminationNumber,
    DocumentNumber,
    InsurerId,
    OfficerId,
    UnitId,
)
from tests.fakes.ledger_webhooks import WebhookTables

Issued = tuple[Determination, BlobRef, BlobRef]


@dataclass(slots=True)
class Attempt:
    """One try at one step, and the bell that announces it."""

    id: AttemptId
    case: CaseId
    step: Step
    number: int
    not_before: datetime
    state: str = "waiting"
    lease_expires_at: datetime | None = None
    share_done: float = 0.0
    failure: str = ""
    done_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Does it wait or run?"""
        return self.state in {"waiting", "running"}


@dataclass(slots=True)
class Tables:
    """Everything a unit of work may read and change."""

    cases: dict[CaseId, Case] = field(default_factory=dict)
    attempts: list[Attempt] = field(default_factory=list)
    audit: list[AuditEntry] = field(default_factory=list)
    issued: dict[DeterminationNumber, Issued] = field(default_factory=dict)
    changes: dict[DeterminationNumber, tuple[int, datetime]] = field(default_factory=dict)
    last_change: int = 0
    insurance_claims: dict[tuple[CaseId, InsurerId], InsuranceClaim] = field(default_factory=dict)
    last_numbers: dict[tuple[UnitId, int], int] = field(default_factory=dict)
    papers: dict[DocumentNumber, Paper] = field(default_factory=dict)
    last_paper_numbers: dict[tuple[UnitId, int, PaperKind], int] = field(default_factory=dict)
    proceedings: dict[CaseId, Proceedings] = field(default_factory=dict)
    usual_s: dict[Step, float] = field(default_factory=dict)  # as a test sets it
    tombstones: dict[CaseId, Tombstone] = field(default_factory=dict)
    retention_runs: dict[str, RetentionRun] = field(default_factory=dict)
    swept: set[CaseId] = field(default_factory=set)
    call_ups: list[KeptCallUp] = field(default_factory=list)
    notices: dict[int, KeptNotice] = field(default_factory=dict)
    notices_wait: dict[int, datetime] = field(default_factory=dict)  # until when; unsettled only
    claims: dict[CaseId, Claim] = field(default_factory=dict)
    seen: dict[tuple[OfficerId, CaseId], int] = field(default_factory=dict)
    staff: dict[OfficerId, Account] = field(default_factory=dict)
    units: dict[UnitId, Unit] = field(default_factory=dict)
    password_hashes: dict[OfficerId, str] = field(default_factory=dict)
    handed_over: set[OfficerId] = field(default_factory=set)  # passwords others know
    sessions_ended: dict[OfficerId, datetime] = field(default_factory=dict)
    webhooks: WebhookTables = field(default_factory=WebhookTables)

    def note_change(self, number: DeterminationNumber, at: datetime) -> None:
        """Give a determination its place among all changes."""
        self.last_change += 1
        latest = max((known for _, known in self.changes.values()), default=at)
        self.changes[number] = (self.last_change, max(at, latest))

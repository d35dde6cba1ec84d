"""The ledger as the story needs it: cases, steps, audit and determinations, kept together.

`unit_of_work` binds them into one transaction.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from accident_service.casefile.analysis import BlobRef
from accident_service.casefile.audit import AuditAct, AuditEntry
from accident_service.casefile.case import Case
from accident_service.casefile.determination import Determination, DeterminationStatus
from accident_service.casefile.stage import Stage
from accident_service.quantities.identifiers import (
    AttemptId,
    CaseId,
    DeterminationNumber,
    SiteId,
    UnitId,
)


class Step(StrEnum):
    """The steps a worker carries out; each is safe to run twice."""

    FIND_CLIPS = "find-clips"
    PRESERVE_CLIPS = "preserve-clips"  # tell who keeps them shortest to keep them
    FETCH_CLIPS = "fetch-clips"
    RECONSTRUCT = "reconstruct"
    PROPOSE = "propose"
    LOOK_AGAIN = "look-again"  # at a corrected proposal; only after an officer's correction
    ISSUE_DETERMINATION = "issue-determination"
    SECURE_CLIPS = "secure-clips"  # of a referred case: find and fetch, nothing more
    HAND_OVER = "hand-over"  # of a referred case, to those who drive to the scene
    MAKE_PARTY_PICTURES = "make-party-pictures"
    DISCLOSE = "disclose"  # copies of recordings for outside; only when an officer asks


@dataclass(frozen=True, slots=True)
class Lease:
    """The right to carry out one step of one case until `expires_at`.

    `number` is the fencing number: a result counts while no higher one is given for the step.
    """

    attempt: AttemptId
    case: CaseId
    step: Step
    number: int
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StepProgress:
    """What a waiting person may know of a running step."""

    step: Step
    state: str  # "waiting", "running", "done", "failed"
    share_done: float  # 0..1
    attempts: int
    failure: str
    done_at: datetime | None = None


class CaseStore(Protocol):
    """Cases, inside a unit of work."""

    def add(self, case: Case) -> None:
        """Keep a new case.

        Raises:
            Conflict: A case with the same submission key exists.
        """
        ...

    def load(self, case_id: CaseId) -> Case:
        """The newest version.

        Raises:
            NotFound: There is no such case.
        """
        ...

    def save(self, case: Case) -> None:
        """Keep the next version; a no-op when `case` is the stored one.

        Raises CaseMovedOn: The stored version is not the one this unit of work loaded.
        """
        ...

    def with_submission_key(self, key: str) -> Case | None:
        """The case filed under this key, if any."""
        ...

    def with_tracking_code(self, code: str) -> Case:
        """The case people know by this code; NotFound where there is none."""
        ...

    def of_phone(self, phone: str) -> tuple[Case, ...]:
        """Cases in which a party gave this phone, newest first."""
        ...

    def at_site(self, site: SiteId, from_at: datetime, to_at: datetime) -> tuple[Case, ...]:
        """Cases that happened at a site within a time, both ends included, first filed first."""
        ...

    def listed(self, stages: frozenset[Stage], *, limit: int, offset: int) -> tuple[Case, ...]:
        """Cases at one of the stages, longest waiting first."""
        ...

    def count(self, stages: frozenset[Stage]) -> int:
        """How many cases stand at one of the stages."""
        ...


class StepLedger(Protocol):
    """Which steps were asked for, tried and finished; SQL is the truth, the queue rings a bell."""

    def request(self, case_id: CaseId, step: Step) -> None:
        """Ask for a step: one attempt row and one outbox row, in this transaction.

        Asking again while the step waits or runs changes nothing.
        """
        ...

    def begin(self, attempt: AttemptId) -> Lease | None:
        """Take the lease of a waiting attempt; None when it was taken or settled before.

        An attempt whose lease ran out is never begun again: the reconciler gives its step
        to a new attempt with a higher number, so that a number belongs to one worker only.
        """
        ...

    def finish(self, lease: Lease) -> None:
        """Mark the step done, in the transaction that saves its result.

        Raises:
            AttemptSuperseded: Another attempt has been given the step since.
        """
        ...

    def fail(self, lease: Lease, reason: str, *, retry_at: datetime | None) -> None:
        """Note the failure; ask again at `retry_at`, or hand the case to an officer when None.

        Raises:
            AttemptSuperseded: Another attempt has been given the step since.
        """
        ...

    def extend(self, lease: Lease, share_done: float) -> Lease:
        """Renew the lease and note the progress.

        Raises:
            AttemptSuperseded: The lease was lost; stop working.
        """
        ...

    def progress(self, case_id: CaseId) -> tuple[StepProgress, ...]:
        """The newest attempt of every step asked for, in the order of the story."""
        ...

    def usual_s(self, step: Step) -> float | None:
        """Median seconds from asking for this step to its end, over the last cases it was done in.

        None while too few were done to say.
        """
        ...


class AuditLedger(Protocol):
    """The append-only record of who did what; entries chain by hash."""

    def append(self, act: AuditAct) -> AuditEntry:
        """Write the next entry."""
        ...

    def of_case(self, case_id: CaseId) -> tuple[AuditEntry, ...]:
        """All entries about a case, oldest first."""
        ...


class DeterminationStore(Protocol):
    """Issued determinations; nothing here is ever changed but the status."""

    def next_number(self, unit: UnitId, year: int) -> DeterminationNumber:
        """The next number of the unit's year, without gaps."""
        ...

    def add(self, determination: Determination, pdf: BlobRef, json: BlobRef) -> None:
        """Keep an issued determination with its signed documents."""
        ...

    def set_status(self, number: DeterminationNumber, status: DeterminationStatus) -> None:
        """What a reader may rely on from now on.

        Raises:
            NotFound: There is no such determination.
        """
        ...

    def of_case(self, case_id: CaseId) -> tuple[Determination, BlobRef, BlobRef] | None:
        """The determination in force for a case with its PDF and JSON, or None."""
        ...

    def numbered(self, number: DeterminationNumber) -> tuple[Determination, BlobRef, BlobRef]:
        """The determination of this number, whatever its status; NotFound where there is none."""
        ...

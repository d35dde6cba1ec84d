"""What the story needs from the outside world, and nothing of how it is done.

Everything inside one `UnitOfWork` happens together or not at all: the case, the request
for its next step (outbox), the fencing of the attempt and the audit entry.
"""

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from accident_service.casefile.analysis import AnalysisRecord, BlobRef
from accident_service.casefile.audit import AuditAct, AuditEntry
from accident_service.casefile.case import Case
from accident_service.casefile.determination import Determination
from accident_service.casefile.stage import Stage
from accident_service.footage.camera import Camera
from accident_service.footage.clip import SealedClip
from accident_service.footage.search import ClipRequest
from accident_service.liability.road_map import RoadMap
from accident_service.liability.signal_log import SignalLog
from accident_service.quantities.clocks import TimeWindow
from accident_service.quantities.identifiers import (
    AttemptId,
    CaseId,
    DeterminationNumber,
    InsurerId,
    SiteId,
    UnitId,
)
from accident_service.reconstruction.result import Reconstruction
from accident_service.reports.place import ReportedPlace


class Step(StrEnum):
    """The steps a worker carries out; each is safe to run twice."""

    FIND_CLIPS = "find-clips"
    FETCH_CLIPS = "fetch-clips"
    RECONSTRUCT = "reconstruct"
    PROPOSE = "propose"
    ISSUE_DETERMINATION = "issue-determination"


@dataclass(frozen=True, slots=True)
class Lease:
    """The right to carry out one step of one case until `expires_at`.

    `number` is the fencing number: a result is accepted only while no higher number
    has been given out for the same case and step.
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


class Clock(Protocol):
    """The wall."""

    def now(self) -> datetime:
        """This moment, aware, in UTC."""
        ...


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
        """Keep the next version; a no-op when `case` is the stored version.

        Raises:
            CaseMovedOn: The stored version is not the one just before `case.version`
                (several moves may be saved at once: the version loaded must be unchanged).
        """
        ...

    def with_submission_key(self, key: str) -> Case | None:
        """The case filed under this key, if any."""
        ...

    def with_tracking_code(self, code: str) -> Case:
        """The case people know by this code.

        Raises:
            NotFound: There is no such case.
        """
        ...

    def of_phone(self, phone: str) -> tuple[Case, ...]:
        """Cases in which a party gave this phone, newest first."""
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

    def of_case(self, case_id: CaseId) -> tuple[Determination, BlobRef, BlobRef] | None:
        """The determination in force for a case with its PDF and JSON, or None."""
        ...

    def for_insurer(
        self, insurer: InsurerId, number: DeterminationNumber
    ) -> tuple[Determination, BlobRef, BlobRef]:
        """A determination in which this insurer covers a party, with PDF and JSON.

        Raises:
            NotFound: No such determination, or none of this insurer's.
        """
        ...

    def listed_for_insurer(
        self, insurer: InsurerId, *, after: DeterminationNumber | None, limit: int
    ) -> tuple[Determination, ...]:
        """This insurer's determinations in order of number, after a given one."""
        ...


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


class Ledger(Protocol):
    """Opens units of work."""

    def transaction(self) -> AbstractContextManager[UnitOfWork]:
        """A unit of work that commits on a clean exit."""
        ...

    def reading(self) -> AbstractContextManager[UnitOfWork]:
        """A unit of work for looking only; never blocks writers."""
        ...


class Site(Protocol):
    """A place the city knows: its cameras, road map and signal log."""

    @property
    def id(self) -> SiteId: ...  # noqa: D102 - the name says it

    @property
    def name_zh(self) -> str: ...  # noqa: D102 - the name says it

    @property
    def name_en(self) -> str: ...  # noqa: D102 - the name says it

    @property
    def cameras(self) -> tuple[Camera, ...]: ...  # noqa: D102 - the name says it

    @property
    def road_map(self) -> RoadMap: ...  # noqa: D102 - the name says it

    def signals_for(self, clip: SealedClip) -> SignalLog:
        """The signal phases on this clip's clock, with the doubt of both clocks."""
        ...


class SiteRegister(Protocol):
    """All sites of the city."""

    def sites(self) -> tuple[Site, ...]:
        """Every site, by name."""
        ...

    def site(self, site_id: SiteId) -> Site:
        """One site.

        Raises:
            NotFound: No such site.
        """
        ...

    def locate(self, place: ReportedPlace) -> tuple[Site, tuple[float, float], float]:
        """The site of a reported place, the place in site metres, and one sigma of it in metres.

        Raises:
            NoFootage: The place is at no site with cameras.
        """
        ...


class ClipSource(Protocol):
    """A network's recordings."""

    def fetch(self, request: ClipRequest, into: Path) -> TimeWindow:
        """Write the recording of the requested span to `into`, bytes as recorded.

        Returns:
            The span the recording really covers, by the camera's own clock: its start is
            when the first frame was taken, which is rarely when the request begins.

        Raises:
            NoFootage: The recording does not exist (any more).
            ClipSourceUnavailable: The network did not answer.
        """
        ...


class BlobStore(Protocol):
    """Bytes by their content; written once, never changed."""

    def put(self, path: Path, media_type: str) -> BlobRef:
        """Keep a file's bytes; the same bytes are kept once.

        Raises:
            BlobStoreUnavailable: They could not be written.
        """
        ...

    def put_bytes(self, content: bytes, media_type: str) -> BlobRef:
        """Keep bytes that are already in memory; as `put`."""
        ...

    def open(self, blob: BlobRef) -> bytes:
        """The bytes, checked against their hash.

        Raises:
            CustodyBroken: The stored bytes are not those that were kept.
            NotFound: Nothing is kept under this hash.
        """
        ...

    def local_path(self, blob: BlobRef) -> AbstractContextManager[Path]:
        """The bytes as a local read-only file, for a decoder; checked against their hash."""
        ...


class Analyst(Protocol):
    """Reconstructs one clip, in a child process with limits of its own."""

    def analyse(self, clip: SealedClip, site: Site, on_progress: "ProgressSink") -> AnalysisRecord:
        """Reconstruct the clip and keep result and exhibits as blobs.

        Raises:
            ClipUnreadable: It cannot be decoded within the limits.
            CalibrationUnreliable: The camera's survey cannot carry metres.
        """
        ...

    def reconstruction(self, record: AnalysisRecord) -> Reconstruction:
        """The measured trajectories and contacts of a finished analysis."""
        ...


class ProgressSink(Protocol):
    """Told how far a long step has come."""

    def __call__(self, share_done: float) -> None:
        """Args: share_done: 0..1."""
        ...


class DocumentPress(Protocol):
    """Sets a determination as PDF, and signs its content together with that PDF's hash."""

    def pdf(self, determination: Determination) -> bytes:
        """The document as people read it; the same determination gives the same bytes."""
        ...

    def signed_json(self, determination: Determination, *, pdf_sha256: str) -> bytes:
        """The same content for machines, canonical, signed, and naming the PDF's bytes."""
        ...

    def public_keys(self) -> Mapping[str, object]:
        """The keys its signatures can be checked with, as a JSON Web Key Set (RFC 7517)."""
        ...


class Provisions(Protocol):
    """The law's articles by key, as in force on a date."""

    def wording(self, key: str) -> tuple[str, str]:
        """Short paraphrase in Chinese and English."""
        ...

    def keys(self) -> Iterator[str]:
        """All article keys an officer may cite."""
        ...

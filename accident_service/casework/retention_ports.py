"""Ports of the end of a case: what it consists of in the ledger, and what stays of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from accident_service.casefile.retention_run import RetentionRun, RunState
from accident_service.casefile.tombstone import FileItem, Tombstone
from accident_service.quantities.identifiers import CaseId


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptDocument:
    """One issued document of a case, in force or not, with its record and its signed forms."""

    number: str
    issued_at: datetime
    items: tuple[FileItem, ...]


class ArchiveStore(Protocol):
    """Destruction and tombstones, inside a unit of work."""

    def documents(self, case_id: CaseId) -> tuple[KeptDocument, ...]:
        """Every document ever issued in the case, revoked ones too."""
        ...

    def records(self, case_id: CaseId) -> tuple[FileItem, ...]:
        """The case's own records in the ledger, by the hash of their text."""
        ...

    def used_elsewhere(self, case_id: CaseId, hashes: frozenset[str]) -> frozenset[str]:
        """Those of the hashes that another case, or a document of another case, refers to."""
        ...

    def bury(self, tombstone: Tombstone) -> None:
        """Delete everything of the case from the ledger but its audit entries; keep the tombstone.

        Raises:
            NotFound: There is no such case (any more).
        """
        ...

    def tombstone(self, tracking_code: str) -> Tombstone:
        """What is left of a destroyed case.

        Raises:
            NotFound: No case of this code was destroyed.
        """
        ...

    def tombstones(self) -> tuple[Tombstone, ...]:
        """The index of destroyed cases, in the order of destruction."""
        ...

    def unswept(self) -> tuple[Tombstone, ...]:
        """Those whose bytes may still lie in the blob store."""
        ...

    def swept(self, case_id: CaseId, at: datetime) -> None:
        """Note that the bytes are gone."""
        ...


class RetentionRunStore(Protocol):
    """Runs of destruction, inside a unit of work."""

    def keep(self, run: RetentionRun) -> None:
        """Keep a run, new or changed."""
        ...

    def run(self, run_id: str) -> RetentionRun:
        """One run; locked where it may be changed.

        Raises:
            NotFound: There is none.
        """
        ...

    def runs(self, *states: RunState, limit: int) -> tuple[RetentionRun, ...]:
        """The runs in these states, the newest first; of all states where none is named."""
        ...


class CutPictures(Protocol):
    """Pictures and films made of clips for looking at; they end with their clip."""

    def forget(self, sha256: str) -> None:
        """Remove everything made of the clip of this hash; nothing where there is none."""
        ...

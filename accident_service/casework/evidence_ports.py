"""What a bundle of evidence is made of, and the port of whoever binds it into one file."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from accident_service.casefile.analysis import AnalysisRecord
from accident_service.casefile.audit import AuditEntry
from accident_service.casefile.case import Case
from accident_service.casefile.entitlement import Entitlement
from accident_service.casefile.evidence_parts import KeptPart
from accident_service.casefile.ledger_head import SignedHead
from accident_service.casework.ports import Site
from accident_service.footage.clip import SealedClip


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvenEntry:
    """An entry of the ledger with its audit path to the signed root (RFC 6962).

    `shown` False: its sequence, hash and path are told, not what it says.
    """

    entry: AuditEntry
    path: tuple[str, ...]
    shown: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuredClip:
    """One clip and what was measured in it, if anything could be."""

    clip: SealedClip
    record: AnalysisRecord | None


@dataclass(frozen=True, slots=True)
class MaskedCopy:
    """A document's copy with others masked, drawn up for one bundle: its path and its PDF."""

    path: str
    pdf: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleContents:
    """Everything that goes into one bundle; the same contents make the same bytes."""

    entitlement: Entitlement
    case: Case
    site: Site | None
    numbers: tuple[str, ...]  # of every document issued in the case
    parts: tuple[KeptPart, ...]
    clips: tuple[MeasuredClip, ...]
    entries: tuple[ProvenEntry, ...]
    head: SignedHead
    masked: tuple[MaskedCopy, ...] = ()  # in place of documents this recipient is not given


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """A bundle that was made: its file, and how much is in it."""

    path: Path
    sha256: str
    part_count: int
    withheld_count: int


class EvidenceBinder(Protocol):
    """Writes contents as one file that anybody can check without this service."""

    def bind(self, contents: BundleContents, into: Path) -> Bound:
        """Write the bundle whole or not at all.

        Raises:
            CustodyBroken: The stored bytes of a part have changed.
            BlobStoreUnavailable: Bytes could not be read; worth another try.
            StorageFull: There is no room for the file.
        """
        ...

"""Ports of what follows an officer's act: proceedings, and documents besides determinations."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from accident_service.casefile.agreement import Agreement
from accident_service.casefile.analysis import BlobRef
from accident_service.casefile.certificate import AccidentCertificate
from accident_service.casefile.determination import DeterminationStatus
from accident_service.casefile.proceedings import Proceedings
from accident_service.casefile.review_conclusion import ReviewConclusion
from accident_service.quantities.identifiers import CaseId, DocumentNumber, UnitId

PaperContent = AccidentCertificate | Agreement | ReviewConclusion


class PaperKind(StrEnum):
    """Documents with numbers of their own; the letter stands before the number's digits."""

    CERTIFICATE = "C"
    AGREEMENT = "A"
    REVIEW_CONCLUSION = "R"


KIND_OF = {
    AccidentCertificate: PaperKind.CERTIFICATE,
    Agreement: PaperKind.AGREEMENT,
    ReviewConclusion: PaperKind.REVIEW_CONCLUSION,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """An issued document with its status and its signed forms."""

    content: PaperContent
    status: DeterminationStatus
    pdf: BlobRef
    json: BlobRef


class PaperStore(Protocol):
    """Issued certificates, agreements and conclusions; only their status ever changes."""

    def next_number(self, unit: UnitId, year: int, kind: PaperKind) -> DocumentNumber:
        """The next number of the unit's year and kind, without gaps."""
        ...

    def add(self, content: PaperContent, pdf: BlobRef, json: BlobRef) -> None:
        """Keep an issued document with its signed forms."""
        ...

    def paper(self, number: DocumentNumber) -> Paper:
        """One document.

        Raises:
            NotFound: There is none of this number.
        """
        ...

    def of_case(self, case_id: CaseId) -> tuple[Paper, ...]:
        """Every document of the case, in the order they were issued."""
        ...

    def set_status(self, number: DocumentNumber, status: DeterminationStatus) -> None:
        """What a reader may rely on from now on.

        Raises:
            NotFound: There is no document of this number.
        """
        ...


class ProceedingsStore(Protocol):
    """What follows in each case, inside a unit of work."""

    def load(self, case_id: CaseId) -> Proceedings:
        """The newest version; an empty one while nothing has followed yet."""
        ...

    def save(self, proceedings: Proceedings) -> None:
        """Keep a later version; a no-op when it is the stored one.

        Raises:
            CaseMovedOn: Somebody saved another version since this unit of work loaded it.
        """
        ...

    def under_review_by(self, unit: UnitId) -> tuple[CaseId, ...]:
        """Cases on this unit's desk for review, longest waiting first."""
        ...

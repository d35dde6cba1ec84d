"""Anybody who holds a document may ask whether it is genuine and still stands.

Number and verification code are both printed on it and in its QR code. A wrong code and an
unknown number are answered alike, so that nobody learns from this which numbers exist.
"""

import hmac
from dataclasses import dataclass
from datetime import datetime

from accident_service.casefile.agreement import Agreement
from accident_service.casefile.analysis import BlobRef
from accident_service.casefile.audit import AuditAct
from accident_service.casefile.certificate import AccidentCertificate
from accident_service.casefile.determination import Determination, DeterminationStatus
from accident_service.casefile.masking import masked_except
from accident_service.casefile.review_conclusion import ReviewConclusion
from accident_service.casework.ports import Clock, DocumentPress, Ledger, UnitOfWork
from accident_service.errors import NotFound
from accident_service.quantities.identifiers import DeterminationNumber, DocumentNumber

ANYONE = "public"
Verifiable = Determination | AccidentCertificate | Agreement | ReviewConclusion


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifiedDocument:
    """What a reader may rely on; every party is masked.

    `replaced_by` is the determination of the case that is in force instead, if any.
    """

    document: Verifiable
    number: DocumentNumber
    status: DeterminationStatus
    issued_at: datetime
    pdf: BlobRef
    signed_json: BlobRef
    content_sha256: str
    replaced_by: DocumentNumber | None

    def is_its_hash(self, sha256: str) -> bool:
        """Is this the hash of the PDF as issued, or the content's as printed on each page?"""
        return sha256.strip().lower() in (self.pdf.sha256, self.content_sha256)


@dataclass(frozen=True, slots=True)
class VerifyDocument:
    """One document by number and verification code."""

    ledger: Ledger
    press: DocumentPress
    clock: Clock

    def __call__(self, number: str, code: str) -> VerifiedDocument:
        """The document as far as anybody may see it; the look is logged.

        Raises:
            NotFound: No document has this number and this code; which of the two is wrong is
                not told.
        """
        with self.ledger.transaction() as work:
            document, status, pdf, signed_json = _issued(work, number.strip())
            if not hmac.compare_digest(
                document.verification_code.upper().encode(), code.strip().upper().encode()
            ):
                raise NotFound("no document has this number and this code")
            self._log(work, document, number.strip())
            replaced_by = _in_force(work, document)
        return VerifiedDocument(
            document=masked_except(document),
            number=DocumentNumber(number.strip()),
            status=status,
            issued_at=_issued_at(document),
            pdf=pdf,
            signed_json=signed_json,
            content_sha256=self.press.content_sha256(document),
            replaced_by=replaced_by,
        )

    def _log(self, work: UnitOfWork, document: Verifiable, number: str) -> None:
        work.audit.append(
            AuditAct(
                at=self.clock.now(),
                actor=ANYONE,
                verb="verify-document",
                case=document.case,
                detail=(("number", number),),
            )
        )


def _issued(
    work: UnitOfWork, number: str
) -> tuple[Verifiable, DeterminationStatus, BlobRef, BlobRef]:
    try:
        determination, pdf, signed_json = work.determinations.numbered(DeterminationNumber(number))
    except NotFound:
        kept = work.papers.paper(DocumentNumber(number))
        return kept.content, kept.status, kept.pdf, kept.json
    return determination, determination.status, pdf, signed_json


def _in_force(work: UnitOfWork, document: Verifiable) -> DocumentNumber | None:
    """The determination that stands now, where this one is no longer it."""
    found = work.determinations.of_case(document.case)
    if not isinstance(document, Determination) or found is None:
        return None
    return None if found[0].number == document.number else DocumentNumber(found[0].number)


def _issued_at(document: Verifiable) -> datetime:
    if isinstance(document, Agreement):
        return document.agreed_at
    if isinstance(document, ReviewConclusion):
        return document.concluded_at
    return document.issued_at

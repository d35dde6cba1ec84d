"""Which document of a case is in force, and how it stands after every change.

A status is never set by hand: it follows from the proceedings, in the transaction that
changes them.
"""

from dataclasses import dataclass
from datetime import datetime

from accident_service.casefile.case import Case
from accident_service.casefile.certificate import AccidentCertificate
from accident_service.casefile.determination import DeterminationStatus
from accident_service.casefile.proceedings import Proceedings
from accident_service.casefile.review_conclusion import ReviewConclusion, ReviewedKind
from accident_service.casefile.serve import Served
from accident_service.casefile.service import ServedKind
from accident_service.casework.announce import announce
from accident_service.casework.ports import UnitOfWork
from accident_service.errors import NotFound
from accident_service.quantities.identifiers import DeterminationNumber, DocumentNumber

NO_LONGER_IN_FORCE = frozenset({DeterminationStatus.REVOKED, DeterminationStatus.REPLACED})


@dataclass(frozen=True, slots=True, kw_only=True)
class InForce:
    """The determination or certificate a case has now."""

    document: DocumentNumber
    kind: ReviewedKind
    version: int
    status: DeterminationStatus
    unit_name: str
    issued_at: datetime

    @property
    def served(self) -> Served:
        """As service knows it."""
        return Served(self.document, ServedKind(self.kind.value))


def in_force(work: UnitOfWork, case: Case) -> InForce | None:
    """The determination or certificate in force, or None where there is none (any more)."""
    found = work.determinations.of_case(case.id)
    if found is not None:
        determination = found[0]
        return InForce(
            document=DocumentNumber(determination.number),
            kind=ReviewedKind.DETERMINATION,
            version=determination.version,
            status=determination.status,
            unit_name=determination.unit_name,
            issued_at=determination.issued_at,
        )
    certificates = [
        one
        for paper in work.papers.of_case(case.id)
        if isinstance(one := paper.content, AccidentCertificate)
        and one.status not in NO_LONGER_IN_FORCE
    ]
    return _certificate_in_force(certificates[-1]) if certificates else None


def demand_in_force(work: UnitOfWork, case: Case) -> InForce:
    """The document in force.

    Raises:
        NotFound: There is none.
    """
    found = in_force(work, case)
    if found is None:
        raise NotFound(f"case {case.tracking_code} has no determination or certificate in force")
    return found


def served_documents(work: UnitOfWork, case: Case) -> tuple[Served, ...]:
    """Everything that is to be brought to the parties: what is in force, and conclusions."""
    document = in_force(work, case)
    conclusions = tuple(
        Served(paper.content.number, ServedKind.REVIEW_CONCLUSION)
        for paper in work.papers.of_case(case.id)
        if isinstance(paper.content, ReviewConclusion)
    )
    return conclusions if document is None else (document.served, *conclusions)


def settle_status(work: UnitOfWork, case: Case, proceedings: Proceedings, at: datetime) -> None:
    """Let the status of the document in force follow the proceedings."""
    document = in_force(work, case)
    if document is None:
        return
    letters = frozenset(party.letter for party in case.parties)
    status = proceedings.status_of(document.document, letters)
    if status is not document.status:
        set_status(work, document, status, at)


def set_status(
    work: UnitOfWork, document: InForce, status: DeterminationStatus, at: datetime
) -> None:
    """Set the status of a determination or certificate where it is kept.

    Insurers who cover a party are told of a determination's.
    """
    if document.kind is ReviewedKind.DETERMINATION:
        number = DeterminationNumber(document.document)
        work.determinations.set_status(number, status)
        announce(work, work.determinations.numbered(number)[0], at)
    else:
        work.papers.set_status(document.document, status)


def _certificate_in_force(certificate: AccidentCertificate) -> InForce:
    return InForce(
        document=certificate.number,
        kind=ReviewedKind.CERTIFICATE,
        version=certificate.version,
        status=certificate.status,
        unit_name=certificate.unit_name,
        issued_at=certificate.issued_at,
    )

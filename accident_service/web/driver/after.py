"""What a party sees of the proceedings after the decision, and what is theirs to do now."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from accident_service.casefile.agreement import Agreement
from accident_service.casefile.case import Case
from accident_service.casefile.certificate import AccidentCertificate
from accident_service.casefile.masking import masked_except
from accident_service.casefile.mediation import Mediation
from accident_service.casefile.negotiation import AgreementOffer, demand_open_to_agreement
from accident_service.casefile.proceedings import Proceedings
from accident_service.casefile.recusal import Recusal
from accident_service.casefile.review import Review, ReviewState
from accident_service.casefile.review_conclusion import ReviewConclusion
from accident_service.casefile.serve import consented_at
from accident_service.casefile.service import ServiceMethod
from accident_service.casework.document_in_force import InForce, in_force
from accident_service.casework.ports import UnitOfWork
from accident_service.casework.proceedings_ports import PaperContent
from accident_service.errors import StepOutOfOrder
from accident_service.quantities.identifiers import DocumentNumber
from accident_service.reports.party import PartyLetter

One = TypeVar("One", AccidentCertificate, Agreement, ReviewConclusion)


@dataclass(frozen=True, slots=True, kw_only=True)
class Receivable:
    """A document brought to this party: whether it has it, and whether it may say so."""

    number: DocumentNumber
    served_at: datetime | None
    may_acknowledge: bool
    acknowledged_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AfterDecision:
    """The proceedings from one party's side."""

    document: InForce | None
    receivable: Receivable | None
    consented: bool
    review: Review | None
    may_apply: bool
    may_withdraw: bool
    conclusion: ReviewConclusion | None
    conclusion_receivable: Receivable | None
    recusals: tuple[Recusal, ...]  # those this party asked for
    mediation: Mediation | None
    asked_to_mediate: bool
    certificate: AccidentCertificate | None
    agreement: Agreement | None
    offer: AgreementOffer | None
    open_to_agreement: bool


def after_decision(work: UnitOfWork, case: Case, letter: PartyLetter) -> AfterDecision:
    """Everything of it that this party may see; the other's name and papers are masked."""
    proceedings = work.proceedings.load(case.id)
    document = in_force(work, case)
    shown = frozenset({letter})
    papers = [masked_except(one.content, shown) for one in work.papers.of_case(case.id)]
    conclusion = _newest(papers, ReviewConclusion)
    certificate = _newest(papers, AccidentCertificate)
    review = proceedings.review
    mediation = proceedings.mediation
    shows_certificate = document is not None and case.certificate == document.document
    return AfterDecision(
        document=document,
        receivable=_receivable(proceedings, document.document if document else None, letter),
        consented=consented_at(case, proceedings, letter) is not None,
        review=review,
        may_apply=document is not None and _may_apply(proceedings, letter),
        may_withdraw=bool(review and review.is_open and review.application.letter is letter),
        conclusion=conclusion,
        conclusion_receivable=_receivable(
            proceedings, conclusion.number if conclusion else None, letter
        ),
        recusals=tuple(one for one in proceedings.recusals if one.asked_by is letter),
        mediation=mediation,
        asked_to_mediate=mediation is not None
        and any(one.letter is letter for one in mediation.wishes),
        certificate=certificate if shows_certificate else None,
        agreement=_newest(papers, Agreement),
        offer=proceedings.offer,
        open_to_agreement=_open_to_agreement(case),
    )


def _receivable(
    proceedings: Proceedings, number: DocumentNumber | None, letter: PartyLetter
) -> Receivable | None:
    if number is None:
        return None
    sent = [
        one
        for one in proceedings.records_of(number)
        if one.letter is letter and one.method is ServiceMethod.ELECTRONIC
    ]
    acknowledged_at = next((one.acknowledged_at for one in sent if one.acknowledged_at), None)
    return Receivable(
        number=number,
        served_at=proceedings.served_at(number, letter),
        may_acknowledge=bool(sent) and acknowledged_at is None,
        acknowledged_at=acknowledged_at,
    )


def _may_apply(proceedings: Proceedings, letter: PartyLetter) -> bool:
    """Is there no application yet that would stand in the way? Time is judged on arrival."""
    return all(
        one.state in {ReviewState.REFUSED, ReviewState.WITHDRAWN}
        and one.application.letter is not letter
        for one in proceedings.reviews
    )


def _open_to_agreement(case: Case) -> bool:
    try:
        demand_open_to_agreement(case)
    except StepOutOfOrder:
        return False
    return True


def _newest(papers: list[PaperContent], kind: type[One]) -> One | None:
    found = [one for one in papers if isinstance(one, kind)]
    return found[-1] if found else None

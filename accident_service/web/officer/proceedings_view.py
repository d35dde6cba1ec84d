"""What follows the decision, arranged for the officer's eye."""

from dataclasses import dataclass

from accident_service.casefile.case import Case
from accident_service.casefile.decision import Officer
from accident_service.casefile.proceedings import Proceedings
from accident_service.casefile.recusal import Recusal
from accident_service.casefile.review import Review, ReviewState
from accident_service.casefile.review_conclusion import ReviewConclusion
from accident_service.casefile.service import ServedKind, ServiceRecord
from accident_service.casework.document_in_force import InForce, in_force, served_documents
from accident_service.casework.ports import UnitOfWork
from accident_service.casework.proceedings_ports import Paper
from accident_service.quantities.identifiers import DocumentNumber
from accident_service.reports.party import PartyLetter


@dataclass(frozen=True, slots=True, kw_only=True)
class ToServe:
    """One document and one party: what has been tried, and whether it has arrived."""

    document: DocumentNumber
    kind: ServedKind
    letter: PartyLetter
    records: tuple[ServiceRecord, ...]
    served: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ProceedingsView:
    """Everything the officer needs of it, and what this officer may do."""

    proceedings: Proceedings
    document: InForce | None
    to_serve: tuple[ToServe, ...]
    papers: tuple[Paper, ...]
    may_forward: bool
    on_my_desk: bool
    recused: bool
    rulings_open: tuple[tuple[int, Recusal], ...]
    may_note_mediation: bool


def proceedings_view(work: UnitOfWork, case: Case, officer: Officer) -> ProceedingsView:
    """The proceedings of a case as this officer sees them."""
    proceedings = work.proceedings.load(case.id)
    review = proceedings.review
    mediation = proceedings.mediation
    return ProceedingsView(
        proceedings=proceedings,
        document=in_force(work, case),
        to_serve=_to_serve(work, case, proceedings),
        papers=work.papers.of_case(case.id),
        may_forward=_may_forward(case, review, officer),
        on_my_desk=bool(review and review.is_open and review.unit == officer.unit),
        recused=any(one.officer == officer.id and one.bars for one in proceedings.recusals),
        rulings_open=tuple(
            (place, one)
            for place, one in enumerate(proceedings.recusals)
            if one.ruling is None and one.officer != officer.id
        ),
        may_note_mediation=mediation is not None
        and mediation.requested_at is not None
        and mediation.result is None,
    )


def conclusion_in(view: ProceedingsView) -> ReviewConclusion | None:
    """The newest conclusion of the case, if any."""
    found = [one.content for one in view.papers if isinstance(one.content, ReviewConclusion)]
    return found[-1] if found else None


def _to_serve(work: UnitOfWork, case: Case, proceedings: Proceedings) -> tuple[ToServe, ...]:
    return tuple(
        ToServe(
            document=served.document,
            kind=served.kind,
            letter=party.letter,
            records=tuple(
                one for one in proceedings.records_of(served.document) if one.letter is party.letter
            ),
            served=proceedings.served_at(served.document, party.letter) is not None,
        )
        for served in served_documents(work, case)
        for party in case.parties
    )


def _may_forward(case: Case, review: Review | None, officer: Officer) -> bool:
    decided_here = case.decision is not None and case.decision.officer.unit == officer.unit
    return decided_here and review is not None and review.state is ReviewState.APPLIED

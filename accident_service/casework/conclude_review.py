"""The higher unit's desk: one officer signs findings, another's signature concludes the review."""

from dataclasses import dataclass
from datetime import datetime

from accident_service.casefile.audit import AuditAct
from accident_service.casefile.case import Case
from accident_service.casefile.conclude_review import (
    deciders_of,
    demand_reviewer,
    draft_of,
    second_signature,
)
from accident_service.casefile.decision import Officer
from accident_service.casefile.draw_up_papers import Reviewed, conclusion_of
from accident_service.casefile.notice import NoticeKind
from accident_service.casefile.proceedings import Proceedings
from accident_service.casefile.review import Review, ReviewFindings
from accident_service.casefile.review_conclusion import ReviewConclusion
from accident_service.casefile.serve import Served, sent_to_the_consenting
from accident_service.casefile.service import ServedKind
from accident_service.casework.document_in_force import demand_in_force, settle_status
from accident_service.casework.notify import EVERYBODY, notify
from accident_service.casework.ports import Clock, Ledger, UnitOfWork
from accident_service.casework.print_paper import PrintPaper
from accident_service.casework.proceedings_ports import PaperKind
from accident_service.casework.serve_document import demand_seen
from accident_service.quantities.identifiers import CaseId


@dataclass(frozen=True, slots=True)
class ConcludeReview:
    """Two signatures under the same findings; the second draws the number and sends it out."""

    ledger: Ledger
    clock: Clock
    print_paper: PrintPaper

    def draft(
        self, case_id: CaseId, findings: ReviewFindings, officer: Officer, *, seen_version: int
    ) -> Review:
        """The review with this officer's findings; they replace an earlier draft.

        Raises:
            CaseMovedOn: The proceedings are not as the officer saw them.
            NotPermitted, InvalidDecision: See `demand_reviewer` and `draft_of`.
        """
        at = self.clock.now()
        with self.ledger.transaction() as work:
            review = on_the_desk(work, case_id, officer, seen_version)
            case, proceedings = work.cases.load(case_id), work.proceedings.load(case_id)
            drafted = review.drafted(draft_of(review, findings, officer, at))
            work.proceedings.save(proceedings.with_review_changed(review, drafted))
            detail = (("outcome", findings.outcome.value),)
            work.audit.append(_act(case, officer, "draft-review", at, detail))
        return drafted

    def sign(self, case_id: CaseId, officer: Officer, *, seen_version: int) -> ReviewConclusion:
        """The conclusion, numbered, printed and sent to who agreed to get it so.

        An order to do the work again opens the case again in the same transaction.

        Raises:
            CaseMovedOn: The proceedings, and so perhaps the findings, are not as the officer
                saw them.
            NotPermitted: See `demand_reviewer`; or the officer signed first.
            StepOutOfOrder: Nobody has signed first.
        """
        at = self.clock.now()
        with self.ledger.transaction() as work:
            review = on_the_desk(work, case_id, officer, seen_version)
            case, proceedings = work.cases.load(case_id), work.proceedings.load(case_id)
            second = second_signature(review, officer, at)
            document = demand_in_force(work, case)
            formalities = self.print_paper.formalities(
                work, case, (officer.unit, PaperKind.REVIEW_CONCLUSION), at
            )
            conclusion = conclusion_of(
                case,
                review,
                second,
                formalities,
                Reviewed(unit_name=document.unit_name, issued_at=document.issued_at),
            )
            self.print_paper(work, conclusion)
            concluded = review.concluded(conclusion.number, second)
            after = proceedings.with_review_changed(review, concluded)
            self._follow(work, case, after, concluded)
            settle_status(work, case, work.proceedings.load(case.id), at)
            notify(work, case, NoticeKind.REVIEW_CONCLUDED, EVERYBODY, at)
            detail = (("number", str(conclusion.number)), ("outcome", conclusion.outcome.value))
            work.audit.append(_act(case, officer, "conclude-review", at, detail))
        return conclusion

    def _follow(
        self, work: UnitOfWork, case: Case, proceedings: Proceedings, review: Review
    ) -> None:
        if review.conclusion is not None and review.concluded_at is not None:
            served = Served(review.conclusion, ServedKind.REVIEW_CONCLUSION)
            proceedings = sent_to_the_consenting(case, proceedings, served, review.concluded_at)
        work.proceedings.save(proceedings)
        if review.awaits_new_work:
            work.cases.save(case.reopened())


def on_the_desk(work: UnitOfWork, case_id: CaseId, officer: Officer, seen_version: int) -> Review:
    """The review this officer may sign for; raises as `ConcludeReview` says."""
    case, proceedings = work.cases.load(case_id), work.proceedings.load(case_id)
    demand_seen(proceedings, seen_version)
    review = proceedings.open_review()
    demand_reviewer(review, officer, deciders=deciders_of(case), recusals=proceedings.recusals)
    return review


def _act(
    case: Case, officer: Officer, verb: str, at: datetime, detail: tuple[tuple[str, str], ...]
) -> AuditAct:
    return AuditAct(at=at, actor=f"officer:{officer.id}", verb=verb, case=case.id, detail=detail)

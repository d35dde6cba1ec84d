"""The officer's act, recorded together with what must follow from it."""

from dataclasses import dataclass
from datetime import datetime

from accident_service.casefile.audit import AuditAct
from accident_service.casefile.case import Case
from accident_service.casefile.correct import tracks_in_contact
from accident_service.casefile.correction import CorrectionRequest, PartiesChosen
from accident_service.casefile.decide import decide
from accident_service.casefile.decision import (
    DecisionKind,
    DecisionRequest,
    Officer,
    OfficerDecision,
)
from accident_service.casefile.determination import DeterminationStatus
from accident_service.casefile.four_eyes import grounds_for_second, put_to_second
from accident_service.casefile.notice import NoticeKind
from accident_service.casefile.proceedings import Proceedings
from accident_service.casefile.recusal import demand_free_to_act
from accident_service.casework.correct_case import CorrectCase
from accident_service.casework.document_in_force import in_force, set_status
from accident_service.casework.notify import EVERYBODY, notify
from accident_service.casework.ports import Clock, Ledger, Provisions, Step, UnitOfWork
from accident_service.casework.secure_clips import secure_recordings
from accident_service.errors import InvalidDecision
from accident_service.quantities.identifiers import CaseId, TrackId


@dataclass(frozen=True, slots=True)
class DecideCase:
    """Confirm, amend or refer; a confirmed or amended case goes on to its document.

    What takes two officers only waits for the second from here on; nothing follows from it yet.
    """

    ledger: Ledger
    clock: Clock
    provisions: Provisions

    def __call__(self, case_id: CaseId, request: DecisionRequest, officer: Officer) -> Case:
        """The decided case.

        Raises:
            InvalidDecision: An article is cited that the law does not have; else see `decide`.
            NotPermitted: The officer is recused; else see `decide`.
            CaseMovedOn, StepOutOfOrder: See `decide`.
        """
        demand_known_articles(request, self.provisions)
        with self.ledger.transaction() as work:
            case, proceedings = work.cases.load(case_id), work.proceedings.load(case_id)
            demand_free_to_act(officer.id, proceedings.recusals)
            decision = decide(case, request, officer, self.clock.now())
            grounds = grounds_for_second(case, decision)
            if not grounds:
                return carry_out(work, case, proceedings, decision)
            case = put_to_second(case, decision, grounds)
            work.cases.save(case)
            why = (("kind", decision.kind), ("because", " ".join(grounds)))
            work.audit.append(_entry(case, "ask-second-officer", decision, why))
        return case


@dataclass(frozen=True, slots=True)
class AssignTracks:
    """The officer says which vehicle in the picture is whose."""

    correct_case: CorrectCase

    def __call__(
        self,
        case_id: CaseId,
        track_a: TrackId,
        *,
        seen_version: int,
        officer: Officer,
        reason: str = "",
    ) -> Case:
        """The case with party A on `track_a` and party B on the other vehicle of the contact.

        Args:
            reason: Needed where the vehicles had been matched before.

        Raises:
            InvalidDecision: `track_a` took no part in the contact; or see `correct`.
            NotPermitted: The officer is recused.
            CaseMovedOn: The case is not as the officer saw it.
            StepOutOfOrder: The case does not wait for an officer.
        """
        with self.correct_case.ledger.reading() as work:
            others = [one for one in tracks_in_contact(work.cases.load(case_id)) if one != track_a]
        track_b = others[0] if others else track_a
        request = CorrectionRequest(
            act=PartiesChosen(track_a=track_a, track_b=track_b),
            seen_version=seen_version,
            reason=reason,
        )
        return self.correct_case(case_id, request, officer)


def carry_out(
    work: UnitOfWork, case: Case, proceedings: Proceedings, decision: OfficerDecision
) -> Case:
    """The decided case, kept with all that follows from a decision that is fully signed."""
    case = case.decided_by(decision)
    work.cases.save(case)
    if decision.kind is DecisionKind.REFER:
        _leave_no_document_in_force(work, case, proceedings, decision.decided_at)
        notify(work, case, NoticeKind.REFERRED, EVERYBODY, decision.decided_at)
        work.steps.request(case.id, Step.HAND_OVER)
        secure_recordings(work, case)
    else:
        work.steps.request(case.id, Step.ISSUE_DETERMINATION)
    first = decision.officer.id
    shared = (("first-officer", str(first)),) if decision.second_officer else ()
    work.audit.append(_entry(case, decision.kind, decision, shared))
    return case


def demand_known_articles(request: DecisionRequest, provisions: Provisions) -> None:
    """See to it that only articles are cited that a document can print.

    Raises:
        InvalidDecision: The law has no such article.
    """
    unknown = sorted(set(request.provisions) - set(provisions.citable()))
    if unknown:
        raise InvalidDecision(f"no such article: {', '.join(unknown)}; choose from the list")


def _entry(
    case: Case, verb: str, decision: OfficerDecision, more: tuple[tuple[str, str], ...]
) -> AuditAct:
    signed = decision.second_officer or decision.officer
    return AuditAct(
        at=decision.decided_at,
        actor=f"officer:{signed.id}",
        verb=verb,
        case=case.id,
        detail=(
            ("proposal-revision", str(decision.proposal_revision)),
            *((f"grade-{one.letter}", one.grade) for one in decision.grades),
            *more,
        ),
    )


def _leave_no_document_in_force(
    work: UnitOfWork, case: Case, proceedings: Proceedings, at: datetime
) -> None:
    """Revoke what a review ordered to be made anew, when it goes to the general procedure."""
    document = in_force(work, case)
    if document is not None:
        set_status(work, document, DeterminationStatus.REVOKED, at)
    for review in proceedings.reviews:
        if review.awaits_new_work:
            carried_out = review.carried_out(None, at)
            work.proceedings.save(proceedings.with_review_changed(review, carried_out))

"""A party wants an officer on the scene: the case leaves the online way at once (SPR-20.2)."""

from dataclasses import dataclass

from accident_service.casefile.audit import AuditAct
from accident_service.casefile.case import Case
from accident_service.casefile.notice import NoticeKind
from accident_service.casefile.on_scene import OfficerRequest
from accident_service.casefile.stage import CLOSED_TO_ACCOUNTS, Stage
from accident_service.casework.notify import notify, other_than
from accident_service.casework.ports import Clock, Ledger, Step, UnitOfWork
from accident_service.casework.secure_clips import secure_recordings
from accident_service.errors import StepOutOfOrder
from accident_service.quantities.identifiers import CaseId
from accident_service.reports.party import PartyLetter


def may_ask_for_officer(case: Case) -> bool:
    """Is it still before the decision? Afterwards the party's way is the review."""
    return case.stage not in CLOSED_TO_ACCOUNTS


@dataclass(frozen=True, slots=True)
class AskForOfficer:
    """Open to either party, without a reason, until an officer has decided."""

    ledger: Ledger
    clock: Clock

    def __call__(self, case_id: CaseId, letter: PartyLetter) -> Case:
        """The referred case; a second tap, or the other party asking too, changes nothing.

        Raises:
            StepOutOfOrder: It is decided or settled.
        """
        with self.ledger.transaction() as work:
            case = work.cases.load(case_id)
            if case.stage is Stage.REFERRED:
                return case
            if not may_ask_for_officer(case):
                raise StepOutOfOrder(f"case {case.tracking_code} is {case.stage}; it is too late")
            return self._referred(work, case, letter)

    def _referred(self, work: UnitOfWork, case: Case, letter: PartyLetter) -> Case:
        at = self.clock.now()
        case = case.referred_on_request(OfficerRequest(letter=letter, asked_at=at))
        work.cases.save(case)
        proceedings = work.proceedings.load(case.id)
        if proceedings.offer is not None:  # nothing half signed stands when an officer comes
            work.proceedings.save(proceedings.with_offer(None))
        notify(work, case, NoticeKind.OFFICER_ASKED, other_than(letter), at)
        work.steps.request(case.id, Step.HAND_OVER)
        secure_recordings(work, case)
        work.audit.append(
            AuditAct(
                at=at,
                actor=f"driver:{letter}",
                verb="ask-for-officer",
                case=case.id,
                detail=(("routing", case.report.routing.code),),
            )
        )
        return case

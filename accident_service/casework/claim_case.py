"""Take a case in hand, give it back, or hand it to a colleague; each is on record."""

from dataclasses import dataclass

from accident_service.casefile.audit import AuditAct
from accident_service.casefile.claim import LONGEST_NOTE, Claim, may_be_claimed
from accident_service.casefile.decision import Officer
from accident_service.casework.ports import Clock, Ledger, UnitOfWork
from accident_service.errors import CaseTaken, InvalidDecision, NotPermitted, StepOutOfOrder
from accident_service.quantities.identifiers import CaseId


@dataclass(frozen=True, slots=True)
class ClaimCase:
    """Who has which case in hand; of two who take one at once, one has it and one is told."""

    ledger: Ledger
    clock: Clock

    def take(self, case_id: CaseId, officer: Officer) -> Claim:
        """The officer's claim; the one that holds already when it is the officer's own.

        Raises:
            CaseTaken: A colleague has it, and the claim has not lapsed.
            StepOutOfOrder: Nothing is left to do in the case.
            NotFound: There is no such case.
        """
        with self.ledger.transaction() as work:
            self._demand_work_left(work, case_id)
            before = work.desk.claim(case_id)
            if before is not None and before.holds_at(self.clock.now()):
                if before.officer == officer.id:
                    return before
                raise CaseTaken(f"{before.officer_name} has case {case_id} in hand")
            claim = Claim.by(officer, case_id, self.clock.now())
            work.desk.keep_claim(claim, instead_of=before)
            self._record(work, "claim-case", claim, officer)
        return claim

    def release(self, case_id: CaseId, officer: Officer) -> None:
        """Give the case back; nothing where the officer has no claim that holds.

        Raises:
            NotPermitted: A colleague has it.
        """
        with self.ledger.transaction() as work:
            claim = work.desk.claim(case_id)
            if claim is None or not claim.holds_at(self.clock.now()):
                return
            if claim.officer != officer.id:
                raise NotPermitted(f"{claim.officer_name} has case {case_id} in hand, not you")
            work.desk.drop_claim(case_id)
            self._record(work, "release-case", claim, officer)

    def hand_over(self, case_id: CaseId, to: Officer, *, note: str, officer: Officer) -> Claim:
        """The colleague's claim, with a note for them.

        Raises:
            InvalidDecision: It is nobody of the same unit, oneself, or the note is too long.
            CaseTaken: A third officer has the case.
            StepOutOfOrder: Nothing is left to do in the case.
            NotFound: There is no such case.
        """
        if to.unit != officer.unit or to.id == officer.id:
            raise InvalidDecision("hand a case over to a colleague of your own unit")
        if len(note) > LONGEST_NOTE:
            raise InvalidDecision(f"a note has at most {LONGEST_NOTE} characters")
        now_at = self.clock.now()
        with self.ledger.transaction() as work:
            self._demand_work_left(work, case_id)
            before = work.desk.claim(case_id)
            if before is not None and before.holds_at(now_at) and before.officer != officer.id:
                raise CaseTaken(f"{before.officer_name} has case {case_id} in hand")
            claim = Claim.handed(to, case_id, now_at, by=officer, note=note.strip())
            work.desk.keep_claim(claim, instead_of=before)
            self._record(work, "hand-over-case", claim, officer)
        return claim

    def _demand_work_left(self, work: UnitOfWork, case_id: CaseId) -> None:
        case = work.cases.load(case_id)
        if not may_be_claimed(case.stage):
            raise StepOutOfOrder(f"case {case.tracking_code} is {case.stage}; it is done")

    def _record(self, work: UnitOfWork, verb: str, claim: Claim, officer: Officer) -> None:
        work.audit.append(
            AuditAct(
                at=self.clock.now(),
                actor=f"officer:{officer.id}",
                verb=verb,
                case=claim.case,
                detail=(("holder", claim.officer),),
            )
        )

"""A party objects to one thing it was shown, or gives its insurer leave; both go on file."""

from dataclasses import dataclass

from accident_service.casefile.audit import AuditAct
from accident_service.casefile.insurer_leave import ClaimLeave
from accident_service.casefile.objection import Objection, Subject, demand_words
from accident_service.casework.document_in_force import demand_in_force
from accident_service.casework.ports import Clock, Ledger, UnitOfWork
from accident_service.errors import NotFound
from accident_service.quantities.identifiers import CaseId
from accident_service.reports.party import PartyLetter


@dataclass(frozen=True, slots=True)
class ObjectTo:
    """What a party says of its decision; nothing here moves the case."""

    ledger: Ledger
    clock: Clock

    def __call__(
        self, case_id: CaseId, letter: PartyLetter, subject: Subject, words: str
    ) -> Objection:
        """The objection as kept; the same said twice is kept once.

        Raises:
            NotFound: There is no document to object to.
            InvalidDecision: It gives no reason.
        """
        with self.ledger.transaction() as work:
            case, proceedings = work.cases.load(case_id), work.proceedings.load(case_id)
            objection = Objection(
                letter=letter,
                document=demand_in_force(work, case).document,
                subject=subject,
                words=demand_words(words),
                at=self.clock.now(),
            )
            if any(objection.repeats(one) for one in proceedings.objections):
                return objection
            work.proceedings.save(proceedings.with_objection(objection))
            self._record(work, case_id, letter, ("object", subject.address))
        return objection

    def give_leave(self, case_id: CaseId, letter: PartyLetter) -> None:
        """The party's insurer may have the facts; once is enough.

        Raises:
            NotFound: There is no such party, or no document to pass on.
        """
        with self.ledger.transaction() as work:
            case, proceedings = work.cases.load(case_id), work.proceedings.load(case_id)
            demand_in_force(work, case)
            party = case.party(letter)
            if party is None:
                raise NotFound(f"case {case.tracking_code} has no party {letter}")
            leave = ClaimLeave(
                letter=letter, insurer=party.insurance.insurer, given_at=self.clock.now()
            )
            if proceedings.leave_of(letter) is None:
                work.proceedings.save(proceedings.with_claim_leave(leave))
                self._record(work, case_id, letter, ("give-claim-leave", leave.insurer))

    def withdraw_leave(self, case_id: CaseId, letter: PartyLetter) -> None:
        """The leave is taken back, where it was given."""
        with self.ledger.transaction() as work:
            proceedings = work.proceedings.load(case_id)
            leave = proceedings.leave_of(letter)
            if leave is not None:
                at = self.clock.now()
                work.proceedings.save(proceedings.with_leave_withdrawn(leave, at))
                self._record(work, case_id, letter, ("withdraw-claim-leave", leave.insurer))

    def _record(
        self, work: UnitOfWork, case: CaseId, letter: PartyLetter, act: tuple[str, str]
    ) -> None:
        verb, about = act
        work.audit.append(
            AuditAct(
                at=self.clock.now(),
                actor=f"driver:{letter}",
                verb=verb,
                case=case,
                detail=(("about", about),),
            )
        )

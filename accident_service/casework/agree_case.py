"""The parties settle it themselves: one offers and signs, the other signs the same text."""

from dataclasses import dataclass

from accident_service.casefile.agreement import Agreement
from accident_service.casefile.audit import AuditAct
from accident_service.casefile.case import Case
from accident_service.casefile.decision import PartyGrade
from accident_service.casefile.draw_up_papers import agreement_of
from accident_service.casefile.negotiation import (
    AgreementOffer,
    demand_open_to_agreement,
    demand_other_signature,
    offer_of,
)
from accident_service.casefile.notice import NoticeKind
from accident_service.casework.notify import notify, other_than
from accident_service.casework.ports import Clock, Ledger
from accident_service.casework.print_paper import PrintPaper
from accident_service.casework.proceedings_ports import PaperKind
from accident_service.casework.serve_document import demand_seen
from accident_service.errors import NotPermitted, StepOutOfOrder
from accident_service.quantities.identifiers import CaseId, UnitId
from accident_service.reports.party import PartyLetter

# Agreements are no unit's act; they have one series of numbers of their own (自行协商).
SELF_SETTLED = UnitId("ZXXS")


@dataclass(frozen=True, slots=True)
class AgreeCase:
    """Self-negotiation online (SPR-19 to 21); no officer takes part."""

    ledger: Ledger
    clock: Clock
    print_paper: PrintPaper

    def offer(
        self, case_id: CaseId, letter: PartyLetter, facts: str, grades: tuple[PartyGrade, ...]
    ) -> AgreementOffer:
        """What this party has signed; it takes the place of an earlier offer of either.

        Raises:
            StepOutOfOrder, InvalidDecision: See `offer_of`.
        """
        at = self.clock.now()
        with self.ledger.transaction() as work:
            case, proceedings = work.cases.load(case_id), work.proceedings.load(case_id)
            offer = offer_of(case, by=letter, facts=facts, grades=grades, at=at)
            work.proceedings.save(proceedings.with_offer(offer))
            notify(work, case, NoticeKind.AGREEMENT_OFFERED, other_than(letter), at)
            work.audit.append(self._act(case, letter, "offer-agreement"))
        return offer

    def withdraw(self, case_id: CaseId, letter: PartyLetter) -> None:
        """Take one's own offer back, before the other has signed; or turn the other's down.

        Raises:
            StepOutOfOrder: There is none, or it has become an agreement.
        """
        with self.ledger.transaction() as work:
            case, proceedings = work.cases.load(case_id), work.proceedings.load(case_id)
            demand_open_to_agreement(case)
            if proceedings.offer is None:
                raise StepOutOfOrder("there is no offer to take back")
            work.proceedings.save(proceedings.with_offer(None))
            work.audit.append(self._act(case, letter, "withdraw-offer"))

    def sign(self, case_id: CaseId, letter: PartyLetter, *, seen_version: int) -> Agreement:
        """The agreement, numbered and printed, once the other party signs the same text.

        Raises:
            CaseMovedOn: The offer may have changed since the party read it.
            StepOutOfOrder: There is no offer, or an officer was faster.
            NotPermitted: It is this party's own offer.
        """
        at = self.clock.now()
        with self.ledger.transaction() as work:
            case, proceedings = work.cases.load(case_id), work.proceedings.load(case_id)
            demand_seen(proceedings, seen_version)
            demand_open_to_agreement(case)
            offer = demand_other_signature(proceedings.offer, letter)
            if case.party(letter) is None:
                raise NotPermitted("only a party signs")
            formalities = self.print_paper.formalities(
                work, case, (SELF_SETTLED, PaperKind.AGREEMENT), at
            )
            agreement = agreement_of(case, offer, formalities)
            self.print_paper(work, agreement)
            work.cases.save(case.with_agreement(agreement.number))
            notify(work, case, NoticeKind.DOCUMENT_WAITS, other_than(letter), at)
            act = self._act(case, letter, "sign-agreement", ("number", agreement.number))
            work.audit.append(act)
        return agreement

    def _act(
        self, case: Case, letter: PartyLetter, verb: str, *detail: tuple[str, str]
    ) -> AuditAct:
        return AuditAct(
            at=self.clock.now(), actor=f"driver:{letter}", verb=verb, case=case.id, detail=detail
        )

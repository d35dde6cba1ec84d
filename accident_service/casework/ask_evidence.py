"""More evidence from a party: asked for by an officer, answered on the party's own page."""

from dataclasses import dataclass

from accident_service.casefile.ask_evidence import EvidenceWish, answered, asked_for
from accident_service.casefile.audit import AuditAct
from accident_service.casefile.case import Case
from accident_service.casefile.decision import Officer
from accident_service.casefile.notice import NoticeKind
from accident_service.casefile.recusal import demand_free_to_act
from accident_service.casework.notify import notify
from accident_service.casework.ports import Clock, Ledger
from accident_service.quantities.identifiers import CaseId
from accident_service.reports.party import PartyLetter


@dataclass(frozen=True, slots=True)
class AskEvidence:
    """Ask, and take the answer; each in one transaction with the word that is sent of it."""

    ledger: Ledger
    clock: Clock

    def __call__(self, case_id: CaseId, wish: EvidenceWish, officer: Officer) -> Case:
        """The case with the request; the party is told by text message.

        Raises:
            CaseMovedOn, InvalidDecision, NotPermitted, StepOutOfOrder: See `asked_for`.
        """
        at = self.clock.now()
        with self.ledger.transaction() as work:
            case = work.cases.load(case_id)
            demand_free_to_act(officer.id, work.proceedings.load(case_id).recusals)
            case = asked_for(case, wish, officer, at)
            work.cases.save(case)
            notify(work, case, NoticeKind.EVIDENCE_ASKED, (wish.letter,), at)
            detail = (("of", wish.letter.value), ("wanted", wish.wanted.value))
            actor = f"officer:{officer.id}"
            work.audit.append(
                AuditAct(at=at, actor=actor, verb="ask-evidence", case=case_id, detail=detail)
            )
        return case

    def answer(self, case_id: CaseId, letter: PartyLetter, number: int, words: str) -> Case:
        """The case with the party's answer; sent twice it is one.

        Raises:
            InvalidDecision, StepOutOfOrder: See `answered`.
        """
        at = self.clock.now()
        with self.ledger.transaction() as work:
            before = work.cases.load(case_id)
            case = answered(before, letter, number, words, at)
            if case is before:
                return case
            work.cases.save(case)
            detail = (("request", str(number)),)
            actor = f"driver:{letter}"
            work.audit.append(
                AuditAct(at=at, actor=actor, verb="answer-evidence", case=case_id, detail=detail)
            )
        return case

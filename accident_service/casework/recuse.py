"""Recusal: an officer declares an interest, a party asks, another officer rules."""

from dataclasses import dataclass

from accident_service.casefile.audit import AuditAct
from accident_service.casefile.case import Case
from accident_service.casefile.decision import Officer
from accident_service.casefile.recusal import Recusal, RecusalRuling, recusal
from accident_service.casework.ports import Clock, Ledger
from accident_service.casework.serve_document import demand_seen
from accident_service.errors import Conflict, NotFound, NotPermitted
from accident_service.quantities.identifiers import CaseId, OfficerId
from accident_service.reports.party import PartyLetter


@dataclass(frozen=True, slots=True)
class Recuse:
    """Who stands aside in a case (SPR-105)."""

    ledger: Ledger
    clock: Clock

    def declare(self, case_id: CaseId, officer: Officer, reason: str) -> Recusal:
        """The officer's own declaration; from now on they decide nothing in this case.

        Raises:
            Conflict: They have declared before.
            InvalidDecision: The reason is missing.
        """
        return self._add(case_id, (officer.id, officer.name), None, reason)

    def request(
        self, case_id: CaseId, officer: OfficerId, letter: PartyLetter, reason: str
    ) -> Recusal:
        """A party's request that an officer who acts in the case stand aside.

        Raises:
            NotFound: No such officer has acted in this case.
            Conflict: The party has asked the same before, and waits for a ruling.
            InvalidDecision: The reason is missing.
        """
        with self.ledger.reading() as work:
            acting = dict(officers_acting_in(work.cases.load(case_id)))
        if officer not in acting:
            raise NotFound("no such officer has acted in this case")
        return self._add(case_id, (officer, acting[officer]), letter, reason)

    def rule(
        self, case_id: CaseId, asked: int, officer: Officer, *, granted: bool, seen_version: int
    ) -> Recusal:
        """The ruling on the request at this place of the list, counted from 0.

        Raises:
            CaseMovedOn: The proceedings are not as the officer saw them.
            NotFound: There is no such request.
            NotPermitted: The officer concerned would rule, or one of an unrelated unit.
            StepOutOfOrder: It was ruled on before.
        """
        at = self.clock.now()
        with self.ledger.transaction() as work:
            case, proceedings = work.cases.load(case_id), work.proceedings.load(case_id)
            demand_seen(proceedings, seen_version)
            if not 0 <= asked < len(proceedings.recusals):
                raise NotFound("there is no such request")
            before = proceedings.recusals[asked]
            _demand_not_concerned(before, officer)
            ruled = before.ruled(
                RecusalRuling(
                    granted=granted, officer=officer.id, officer_name=officer.name, ruled_at=at
                )
            )
            work.proceedings.save(proceedings.with_recusal_changed(before, ruled))
            work.audit.append(
                AuditAct(
                    at=at,
                    actor=f"officer:{officer.id}",
                    verb="rule-recusal",
                    case=case.id,
                    detail=(("officer", before.officer), ("granted", str(granted).lower())),
                )
            )
        return ruled

    def _add(
        self,
        case_id: CaseId,
        concerned: tuple[OfficerId, str],
        letter: PartyLetter | None,
        reason: str,
    ) -> Recusal:
        at = self.clock.now()
        asked = recusal(officer=concerned, asked_by=letter, reason=reason, at=at)
        with self.ledger.transaction() as work:
            case, proceedings = work.cases.load(case_id), work.proceedings.load(case_id)
            for before in proceedings.recusals:
                same = (before.officer, before.asked_by) == (asked.officer, letter)
                if same and before.bars:
                    raise Conflict("this was asked before, and stands")
            work.proceedings.save(proceedings.with_recusal(asked))
            actor = f"officer:{asked.officer}" if letter is None else f"driver:{letter}"
            verb = "declare-recusal" if letter is None else "request-recusal"
            detail = (("officer", asked.officer),)
            work.audit.append(AuditAct(at=at, actor=actor, verb=verb, case=case.id, detail=detail))
        return asked


def officers_acting_in(case: Case) -> tuple[tuple[OfficerId, str], ...]:
    """The officers whose names the parties have seen: those who have decided the case."""
    decisions = (*case.earlier_decisions, *((case.decision,) if case.decision else ()))
    return tuple({one.officer.id: one.officer.name for one in decisions}.items())


def _demand_not_concerned(asked: Recusal, officer: Officer) -> None:
    if asked.officer == officer.id:
        raise NotPermitted("an officer does not rule on their own recusal")

"""The second of two officers: signs the decision that waits, or gives it back with words."""

from dataclasses import dataclass
from datetime import datetime

from accident_service.casefile.audit import AuditAct
from accident_service.casefile.case import Case
from accident_service.casefile.decide import countersigned
from accident_service.casefile.decision import Officer
from accident_service.casefile.four_eyes import given_back, taken_back
from accident_service.casefile.recusal import demand_free_to_act
from accident_service.casework.decide_case import carry_out
from accident_service.casework.ports import Clock, Ledger, UnitOfWork
from accident_service.casework.preview_decision import PreviewDecision
from accident_service.casework.second_factor_ports import SecondFactors
from accident_service.casework.sign_decision import demand_code, demand_opened
from accident_service.errors import CaseMovedOn
from accident_service.quantities.identifiers import CaseId


@dataclass(frozen=True, slots=True)
class SecondOfficer:
    """What may become of a decision that waits for a second signature."""

    ledger: Ledger
    clock: Clock
    preview: PreviewDecision
    second_factors: SecondFactors

    def sign(self, case_id: CaseId, officer: Officer, *, shown: str, code: str) -> Case:
        """The decided case.

        Args:
            shown: The fingerprint of the preview the officer has read.
            code: What the officer's device shows; used up only when all else is in order.

        Raises:
            CaseMovedOn: What would be issued is not what was shown.
            StepOutOfOrder: Nothing waits, or the officer has not opened the case as it stands.
            WrongCode: The code is not right, or was used before.
            InvalidDecision, NotPermitted: See `countersigned`; or an officer is recused.
        """
        if self.preview.for_second(case_id, officer).fingerprint != shown:
            raise CaseMovedOn("the document is no longer the one you were shown; look again")
        with self.ledger.reading() as work:
            demand_opened(work, work.cases.load(case_id), officer)
        demand_code(self.second_factors, officer, code)
        with self.ledger.transaction() as work:
            case, proceedings = work.cases.load(case_id), work.proceedings.load(case_id)
            decision = countersigned(case, officer, self.clock.now())
            for one in (officer, decision.officer):
                demand_free_to_act(one.id, proceedings.recusals)
            return carry_out(work, case, proceedings, decision)

    def give_back(
        self, case_id: CaseId, officer: Officer, words: str, *, seen_version: int
    ) -> Case:
        """The case, back with the first officer.

        Raises:
            CaseMovedOn: The case is not as the officer saw it.
            InvalidDecision, NotPermitted, StepOutOfOrder: See `given_back`.
        """
        at = self.clock.now()
        with self.ledger.transaction() as work:
            case = _seen(work, case_id, seen_version)
            demand_free_to_act(officer.id, work.proceedings.load(case_id).recusals)
            case = given_back(case, officer, words, at)
            _keep(work, case, officer, "give-back-decision", at)
        return case

    def take_back(self, case_id: CaseId, officer: Officer, *, seen_version: int) -> Case:
        """The case with nothing waiting.

        Raises:
            CaseMovedOn: The case is not as the officer saw it.
            NotPermitted, StepOutOfOrder: See `taken_back`.
        """
        with self.ledger.transaction() as work:
            case = taken_back(_seen(work, case_id, seen_version), officer)
            _keep(work, case, officer, "take-back-decision", self.clock.now())
        return case


def _seen(work: UnitOfWork, case_id: CaseId, seen_version: int) -> Case:
    case = work.cases.load(case_id)
    if case.version != seen_version:
        raise CaseMovedOn(f"you saw version {seen_version}; it is now {case.version}")
    return case


def _keep(work: UnitOfWork, case: Case, officer: Officer, verb: str, at: datetime) -> None:
    work.cases.save(case)
    work.audit.append(AuditAct(at=at, actor=f"officer:{officer.id}", verb=verb, case=case.id))

"""The officer signs: a decision counts with a code of their device, for what they were shown."""

from dataclasses import dataclass

from accident_service.casefile.case import Case
from accident_service.casefile.decision import DecisionRequest, Officer
from accident_service.casework.decide_case import DecideCase
from accident_service.casework.preview_decision import PreviewDecision
from accident_service.casework.second_factor_ports import SecondFactors
from accident_service.casework.unit_of_work import UnitOfWork
from accident_service.errors import CaseMovedOn, StepOutOfOrder, WrongCode
from accident_service.quantities.identifiers import CaseId

VIEWED = "view-case"  # how the record tells that an officer had the case's page open


@dataclass(frozen=True, slots=True)
class SignDecision:
    """Decide, once the code of the officer's device is right."""

    preview: PreviewDecision
    decide_case: DecideCase
    second_factors: SecondFactors

    def __call__(
        self,
        case_id: CaseId,
        request: DecisionRequest,
        officer: Officer,
        *,
        shown: str,
        code: str,
    ) -> Case:
        """The decided case.

        Args:
            shown: The fingerprint of the preview the officer has read.
            code: What the officer's device shows; used up only when all else is in order.

        Raises:
            CaseMovedOn: What would be issued is not what was shown.
            WrongCode: The code is not right, or was used before.
            StepOutOfOrder: The officer has not opened the case as it stands; or as deciding.
            InvalidDecision, NotPermitted: As deciding would.
        """
        if self.preview(case_id, request, officer).fingerprint != shown:
            raise CaseMovedOn("the document is no longer the one you were shown; look again")
        with self.preview.ledger.reading() as work:
            demand_opened(work, work.cases.load(case_id), officer)
        demand_code(self.second_factors, officer, code)
        return self.decide_case(case_id, request, officer)


def demand_opened(work: UnitOfWork, case: Case, officer: Officer) -> None:
    """See to it that whoever signs has had the case, as it stands, before their eyes.

    Raises:
        StepOutOfOrder: The record does not show it.
    """
    actor, version = f"officer:{officer.id}", ("version", str(case.version))
    acts = [one.act for one in work.audit.of_case(case.id)]
    if not any(act.actor == actor and act.verb == VIEWED and version in act.detail for act in acts):
        raise StepOutOfOrder(f"open case {case.tracking_code} and look at it before you sign")


def demand_code(second_factors: SecondFactors, officer: Officer, code: str) -> None:
    """Use up a code of the officer's device; asked last, when all else is in order.

    Raises:
        WrongCode: It is not right, or was used before.
        NotPermitted: Too many wrong codes.
    """
    if not second_factors.accepts(officer.id, code):
        raise WrongCode("the code is not right, or was used before")

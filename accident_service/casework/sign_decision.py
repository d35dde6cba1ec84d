"""The officer signs: a decision counts with a code of their device, for what they were shown."""

from dataclasses import dataclass

from accident_service.casefile.case import Case
from accident_service.casefile.decision import DecisionRequest, Officer
from accident_service.casework.decide_case import DecideCase
from accident_service.casework.preview_decision import PreviewDecision
from accident_service.casework.second_factor_ports import SecondFactors
from accident_service.errors import CaseMovedOn, WrongCode
from accident_service.quantities.identifiers import CaseId


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
            InvalidDecision, NotPermitted, StepOutOfOrder: As deciding would.
        """
        if self.preview(case_id, request, officer).fingerprint != shown:
            raise CaseMovedOn("the document is no longer the one you were shown; look again")
        if not self.second_factors.accepts(officer.id, code):
            raise WrongCode("the code is not right, or was used before")
        return self.decide_case(case_id, request, officer)

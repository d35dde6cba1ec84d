"""Each of the two signatures under a review's conclusion takes the code of a device."""

from dataclasses import dataclass

from accident_service.casefile.conclude_review import draft_of, second_signature
from accident_service.casefile.decision import Officer
from accident_service.casefile.review import Review, ReviewFindings
from accident_service.casefile.review_conclusion import ReviewConclusion
from accident_service.casework.conclude_review import ConcludeReview, on_the_desk
from accident_service.casework.second_factor_ports import SecondFactors
from accident_service.casework.sign_decision import demand_code
from accident_service.quantities.identifiers import CaseId


@dataclass(frozen=True, slots=True)
class SignReview:
    """Conclude a review, once the codes of both officers' devices are right."""

    conclude_review: ConcludeReview
    second_factors: SecondFactors

    def draft(
        self,
        case_id: CaseId,
        findings: ReviewFindings,
        officer: Officer,
        *,
        seen_version: int,
        code: str,
    ) -> Review:
        """The review with this officer's findings; the code is used up when all else is in order.

        Raises:
            WrongCode: The code is not right, or was used before.
            CaseMovedOn, NotPermitted, InvalidDecision: As `ConcludeReview.draft`.
        """
        conclude = self.conclude_review
        with conclude.ledger.reading() as work:
            review = on_the_desk(work, case_id, officer, seen_version)
        draft_of(review, findings, officer, conclude.clock.now())
        demand_code(self.second_factors, officer, code)
        return conclude.draft(case_id, findings, officer, seen_version=seen_version)

    def sign(
        self, case_id: CaseId, officer: Officer, *, seen_version: int, code: str
    ) -> ReviewConclusion:
        """The conclusion; the code is used up when all else is in order.

        Raises:
            WrongCode: The code is not right, or was used before.
            CaseMovedOn, NotPermitted, StepOutOfOrder: As `ConcludeReview.sign`.
        """
        conclude = self.conclude_review
        with conclude.ledger.reading() as work:
            review = on_the_desk(work, case_id, officer, seen_version)
        second_signature(review, officer, conclude.clock.now())
        demand_code(self.second_factors, officer, code)
        return conclude.sign(case_id, officer, seen_version=seen_version)

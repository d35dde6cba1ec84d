"""What a review's conclusion must bring with it: two officers of the higher unit (SPR-74).

Neither has decided the case, neither is recused (SPR-105), and both sign the same findings.
"""

from datetime import datetime

from accident_service.casefile.case import Case
from accident_service.casefile.decision import Officer
from accident_service.casefile.recusal import Recusal, demand_free_to_act
from accident_service.casefile.review import Review, ReviewDraft, ReviewFindings
from accident_service.casefile.review_conclusion import (
    OfficerSignature,
    ReviewedKind,
    ReviewOutcome,
)
from accident_service.errors import InvalidDecision, NotPermitted, StepOutOfOrder
from accident_service.quantities.identifiers import OfficerId

SHORTEST_FINDINGS = 10  # characters [design]
OUTCOMES = {
    ReviewedKind.DETERMINATION: frozenset(  # SPR-76
        {ReviewOutcome.UPHOLD, ReviewOutcome.UPHOLD_CORRECTED, ReviewOutcome.REDETERMINE}
    ),
    ReviewedKind.CERTIFICATE: frozenset({ReviewOutcome.UPHOLD, ReviewOutcome.MORE_WORK}),  # SPR-77
}


def deciders_of(case: Case) -> frozenset[OfficerId]:
    """Every officer who has signed a decision of this case, before and after a review."""
    decisions = (*case.earlier_decisions, *((case.decision,) if case.decision else ()))
    signed = (one for each in decisions for one in (each.officer, each.second_officer))
    return frozenset(one.id for one in signed if one is not None)


def demand_reviewer(
    review: Review,
    officer: Officer,
    *,
    deciders: frozenset[OfficerId],
    recusals: tuple[Recusal, ...],
) -> None:
    """Refuse whoever may not sign this review's conclusion.

    Args:
        deciders: Everyone who has decided this case, before whichever review.

    Raises:
        NotPermitted: An officer of another unit, one who decided the case, or one recused.
    """
    if review.unit is None or officer.unit != review.unit:
        raise NotPermitted("a review is concluded by officers of the next higher unit (SPR-74)")
    if officer.id in deciders:
        raise NotPermitted("who decided a case does not review it (SPR-105)")
    demand_free_to_act(officer.id, recusals)


def draft_of(
    review: Review, findings: ReviewFindings, officer: Officer, at: datetime
) -> ReviewDraft:
    """The findings with the first officer's signature.

    Raises:
        InvalidDecision: An outcome the law does not have for this kind of document, or one
            without what it rests on.
    """
    allowed = OUTCOMES[review.application.kind]
    if findings.outcome not in allowed:
        raise InvalidDecision(f"a {review.application.kind} can be: {', '.join(sorted(allowed))}")
    if len(findings.findings.strip()) < SHORTEST_FINDINGS:
        raise InvalidDecision(f"state what was found in {SHORTEST_FINDINGS} characters or more")
    if (findings.outcome is ReviewOutcome.REDETERMINE) != bool(findings.grounds):
        raise InvalidDecision("an order to determine anew, and only that, names a ground (SPR-76)")
    if (findings.outcome is ReviewOutcome.UPHOLD_CORRECTED) != bool(findings.corrections.strip()):
        raise InvalidDecision("upholding after correction, and only that, says what was corrected")
    return ReviewDraft(findings=findings, first=signature_of(officer, at))


def second_signature(review: Review, officer: Officer, at: datetime) -> OfficerSignature:
    """The signature that concludes the review.

    Raises:
        StepOutOfOrder: Nobody has signed findings yet.
        NotPermitted: The first officer would sign a second time.
    """
    if review.draft is None:
        raise StepOutOfOrder("no officer has signed findings yet")
    if review.draft.first.officer == officer.id:
        raise NotPermitted("the second signature is another officer's (SPR-74)")
    return signature_of(officer, at)


def signature_of(officer: Officer, at: datetime) -> OfficerSignature:
    """An officer's signature under a conclusion."""
    return OfficerSignature(
        officer=officer.id, name=officer.name, police_no=officer.police_no, signed_at=at
    )

"""Two officers of the higher unit, neither of whom decided, and findings the law knows."""

from dataclasses import replace

import pytest

from accident_service.casefile.conclude_review import demand_reviewer, draft_of, second_signature
from accident_service.casefile.decision import Officer
from accident_service.casefile.recusal import Recusal
from accident_service.casefile.review import Review, ReviewFindings
from accident_service.casefile.review_conclusion import ReviewedKind, ReviewGround, ReviewOutcome
from accident_service.errors import InvalidDecision, NotPermitted, StepOutOfOrder
from accident_service.quantities.identifiers import UnitId
from tests.fakes import examples
from tests.unit.casefile import reviews
from tests.unit.casefile.reviews import MONDAY, findings, reviewer

OF_A_CERTIFICATE = replace(
    reviews.forwarded(),
    application=replace(reviews.application(), kind=ReviewedKind.CERTIFICATE),
)


def recused(officer: Officer) -> Recusal:
    return Recusal(
        officer=officer.id,
        officer_name=officer.name,
        asked_by=None,
        reason="与申请人系近亲属。",
        asked_at=MONDAY,
    )


def test_an_officer_of_the_higher_unit_may_sign() -> None:
    demand_reviewer(
        reviews.forwarded(), reviewer(), deciders=frozenset({examples.officer().id}), recusals=()
    )


@pytest.mark.parametrize(
    ("officer", "refusal"),
    [
        (examples.officer(), "next higher unit"),
        (replace(reviewer(), unit=UnitId("2203000002")), "next higher unit"),
        (reviewer("moved-up"), "who decided a case"),
        (reviewer("recused"), "stand aside"),
    ],
)
def test_others_may_not(officer: Officer, refusal: str) -> None:
    deciders = frozenset({examples.officer().id, reviewer("moved-up").id})
    with pytest.raises(NotPermitted, match=refusal):
        demand_reviewer(
            reviews.forwarded(),
            officer,
            deciders=deciders,
            recusals=(recused(reviewer("recused")),),
        )


def test_nobody_signs_before_the_file_is_on_the_desk() -> None:
    with pytest.raises(NotPermitted, match="next higher unit"):
        demand_reviewer(reviews.applied(), reviewer(), deciders=frozenset(), recusals=())


@pytest.mark.parametrize(
    ("review", "outcome"),
    [
        (reviews.forwarded(), ReviewOutcome.UPHOLD),
        (reviews.forwarded(), ReviewOutcome.UPHOLD_CORRECTED),
        (reviews.forwarded(), ReviewOutcome.REDETERMINE),
        (OF_A_CERTIFICATE, ReviewOutcome.UPHOLD),
        (OF_A_CERTIFICATE, ReviewOutcome.MORE_WORK),
    ],
)
def test_the_outcomes_the_law_has(review: Review, outcome: ReviewOutcome) -> None:
    draft = draft_of(review, findings(outcome), reviewer(), MONDAY)
    assert draft.findings.outcome is outcome
    assert draft.first.officer == reviewer().id


NO_GROUND = replace(findings(ReviewOutcome.REDETERMINE), grounds=())
NEEDLESS_GROUND = replace(findings(), grounds=(ReviewGround.DIVISION_UNFAIR,))
NOTHING_CORRECTED = replace(findings(ReviewOutcome.UPHOLD_CORRECTED), corrections=" ")


@pytest.mark.parametrize(
    ("review", "given", "complaint"),
    [
        (reviews.forwarded(), findings(ReviewOutcome.MORE_WORK), "a determination can be"),
        (OF_A_CERTIFICATE, findings(ReviewOutcome.REDETERMINE), "a certificate can be"),
        (OF_A_CERTIFICATE, findings(ReviewOutcome.UPHOLD_CORRECTED), "a certificate can be"),
        (reviews.forwarded(), replace(findings(), findings="维持。"), "state what was found"),
        (reviews.forwarded(), NO_GROUND, "names a ground"),
        (reviews.forwarded(), NEEDLESS_GROUND, "names a ground"),
        (reviews.forwarded(), NOTHING_CORRECTED, "what was corrected"),
        (reviews.forwarded(), replace(findings(), corrections="补正"), "what was corrected"),
    ],
)
def test_an_outcome_comes_with_what_it_rests_on(
    review: Review, given: ReviewFindings, complaint: str
) -> None:
    with pytest.raises(InvalidDecision, match=complaint):
        draft_of(review, given, reviewer(), MONDAY)


def test_the_second_signature_is_another_officers() -> None:
    second = reviewer("reviewer-2")
    assert second_signature(reviews.drafted(), second, MONDAY).officer == second.id
    with pytest.raises(NotPermitted, match="another officer's"):
        second_signature(reviews.drafted(), reviewer("reviewer-1"), MONDAY)
    with pytest.raises(StepOutOfOrder, match="signed findings"):
        second_signature(reviews.forwarded(), second, MONDAY)

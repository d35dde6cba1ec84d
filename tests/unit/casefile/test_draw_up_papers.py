"""Documents say what was decided, agreed or concluded, and who has signed."""

from dataclasses import replace
from datetime import timedelta

import pytest

from accident_service.casefile.case import Case
from accident_service.casefile.decision import DecisionKind
from accident_service.casefile.draw_up_papers import (
    PaperFormalities,
    Reviewed,
    agreement_of,
    certificate_of,
    conclusion_of,
)
from accident_service.casefile.review_conclusion import ReviewOutcome
from accident_service.errors import StepOutOfOrder
from accident_service.liability.grade import Grade
from accident_service.quantities.identifiers import DocumentNumber
from tests.fakes import examples
from tests.unit.casefile import reviews
from tests.unit.casefile.test_negotiation import FACTS, offered

LATER = examples.NOON + timedelta(hours=2)
FORMALITIES = PaperFormalities(
    number=DocumentNumber("2203020001-2026-C000001"),
    verification_code="0A1B2C3D",
    issued_at=LATER,
    place_zh="中央路与北路交叉口",
    place_en="Central Road and North Road",
    version=2,
)
CERTIFIED = examples.proposed_case().decided_by(
    replace(
        examples.decision(),
        kind=DecisionKind.CERTIFY,
        grades=(),
        found="双方车辆在路口内发生接触。",
        reason="录像被遮挡，无法查明。",
    )
)


def test_a_certificate_carries_the_officers_words_and_no_grades() -> None:
    certificate = certificate_of(CERTIFIED, FORMALITIES)
    assert certificate.officer_found == "双方车辆在路口内发生接触。"
    assert certificate.not_established == "录像被遮挡，无法查明。"
    assert (certificate.version, certificate.officer_police_no) == (2, "220301")
    assert not any(hasattr(party, "grade") for party in certificate.parties)
    assert "复核" in certificate.rights_zh


@pytest.mark.parametrize("case", [examples.proposed_case(), examples.decided_case()])
def test_only_an_officers_order_makes_a_certificate(case: Case) -> None:
    with pytest.raises(StepOutOfOrder, match="ordered a certificate"):
        certificate_of(case, FORMALITIES)


def test_an_agreement_names_shares_and_both_signatures() -> None:
    agreement = agreement_of(examples.proposed_case(), offered(), FORMALITIES)
    assert agreement.facts == FACTS
    assert [one.grade for one in agreement.parties] == [Grade.NONE, Grade.FULL]
    a, b = agreement.signatures
    assert (a.signed_at, b.signed_at) == (LATER, offered().offered_at)
    assert (a.name, a.phone) == ("甲某", examples.PHONE_A)


def test_a_conclusion_repeats_the_application_and_names_both_officers() -> None:
    case = examples.decided_case()
    review, second = reviews.drafted(ReviewOutcome.REDETERMINE), reviews.signature("reviewer-2")
    reviewed = Reviewed(unit_name="一大队", issued_at=examples.NOON)
    conclusion = conclusion_of(case, review, second, FORMALITIES, reviewed)
    assert conclusion.reasons == review.application.reasons
    assert (conclusion.outcome, conclusion.concluded_at) == (
        ReviewOutcome.REDETERMINE,
        second.signed_at,
    )
    assert [one.officer for one in conclusion.officers] == ["reviewer-1", "reviewer-2"]
    assert conclusion.unit_name == review.unit_name
    with pytest.raises(StepOutOfOrder, match="signed findings"):
        conclusion_of(case, reviews.forwarded(), second, FORMALITIES, reviewed)

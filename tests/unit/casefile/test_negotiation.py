"""Two who agree may settle it; one alone, too late, or on no lawful division, may not."""

import pytest

from accident_service.casefile.case import Case
from accident_service.casefile.decision import PartyGrade
from accident_service.casefile.negotiation import (
    AgreementOffer,
    demand_open_to_agreement,
    demand_other_signature,
    offer_of,
)
from accident_service.errors import InvalidDecision, NotPermitted, StepOutOfOrder
from accident_service.liability.grade import Grade
from accident_service.reports.party import PartyLetter
from tests.fakes import examples

FACTS = "乙方车辆追尾前方停车等候的甲方车辆。"


def grades(a: Grade, b: Grade) -> tuple[PartyGrade, ...]:
    return (
        PartyGrade(letter=PartyLetter.A, grade=a),
        PartyGrade(letter=PartyLetter.B, grade=b),
    )


def offered(
    a: Grade = Grade.NONE,
    b: Grade = Grade.FULL,
    *,
    facts: str = FACTS,
    case: Case | None = None,
) -> AgreementOffer:
    return offer_of(
        case or examples.proposed_case(),
        by=PartyLetter.B,
        facts=facts,
        grades=grades(a, b),
        at=examples.NOON,
    )


@pytest.mark.parametrize(
    ("a", "b"),
    [(Grade.NONE, Grade.FULL), (Grade.FULL, Grade.NONE), (Grade.EQUAL, Grade.EQUAL)],
)
def test_full_or_equal_may_be_agreed_on(a: Grade, b: Grade) -> None:
    assert offered(a, b).grades == grades(a, b)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (Grade.PRIMARY, Grade.SECONDARY),
        (Grade.NONE, Grade.NONE),
        (Grade.FULL, Grade.FULL),
        (Grade.FULL, Grade.EQUAL),
    ],
)
def test_other_divisions_are_for_officers(a: Grade, b: Grade) -> None:
    with pytest.raises(InvalidDecision, match="full and none, or on equal"):
        offered(a, b)


def test_an_offer_tells_what_happened_and_what_each_bears() -> None:
    with pytest.raises(InvalidDecision, match="what happened"):
        offered(facts="追尾。")
    with pytest.raises(InvalidDecision, match="what party A and what party B"):
        offer_of(
            examples.proposed_case(),
            by=PartyLetter.A,
            facts=FACTS,
            grades=grades(Grade.NONE, Grade.FULL)[:1],
            at=examples.NOON,
        )


@pytest.mark.parametrize(
    ("case", "why"),
    [
        (examples.decided_case(), "past agreeing"),
        (examples.reported_case().referred_by_law(), "past agreeing"),
        (examples.reported_case(), "not joined yet"),
    ],
)
def test_it_is_too_late_or_too_early(case: Case, why: str) -> None:
    with pytest.raises(StepOutOfOrder, match=why):
        demand_open_to_agreement(case)
    with pytest.raises(StepOutOfOrder, match=why):
        offered(case=case)


def test_the_other_party_signs_what_was_offered() -> None:
    assert demand_other_signature(offered(), PartyLetter.A) == offered()
    with pytest.raises(NotPermitted, match="you have signed"):
        demand_other_signature(offered(), PartyLetter.B)
    with pytest.raises(StepOutOfOrder, match="no offer"):
        demand_other_signature(None, PartyLetter.A)

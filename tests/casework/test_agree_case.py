"""Two drivers settle it: both sign one text, or there is no agreement."""

import pytest

from accident_service.casefile.agreement import Agreement
from accident_service.casefile.decision import PartyGrade
from accident_service.casefile.stage import Stage
from accident_service.errors import CaseMovedOn, NotPermitted, StepOutOfOrder
from accident_service.liability.grade import Grade
from tests.casework.after_decision import A, B, Desk
from tests.fakes import examples

FACTS = "乙方车辆追尾前方停车等候的甲方车辆。"
B_BEARS_ALL = (
    PartyGrade(letter=A, grade=Grade.NONE),
    PartyGrade(letter=B, grade=Grade.FULL),
)


@pytest.fixture
def desk() -> Desk:
    desk = Desk()
    desk.put(examples.proposed_case())
    return desk


def sign(desk: Desk) -> Agreement:
    return desk.casework.agree.sign(desk.case_id, A, seen_version=desk.proceedings.version)


def test_the_other_signature_makes_it_an_agreement(desk: Desk) -> None:
    desk.casework.agree.offer(desk.case_id, B, FACTS, B_BEARS_ALL)
    desk.days_pass(0.01)
    agreement = sign(desk)
    assert (desk.case.stage, desk.case.agreement) == (Stage.AGREED, agreement.number)
    assert agreement.number == "ZXXS-2026-A000001"
    assert [one.grade for one in agreement.parties] == [Grade.NONE, Grade.FULL]
    a, b = agreement.signatures
    assert (a.signed_at, a.signed_at > b.signed_at) == (desk.world.clock.now(), True)
    with desk.world.ledger.reading() as work:
        assert work.papers.paper(agreement.number).content == agreement
    assert desk.verbs() == ["offer-agreement", "sign-agreement"]


def test_nobody_signs_for_both(desk: Desk) -> None:
    desk.casework.agree.offer(desk.case_id, A, FACTS, B_BEARS_ALL)
    with pytest.raises(NotPermitted):
        sign(desk)
    assert desk.case.stage is Stage.PROPOSED


def test_an_offer_changed_meanwhile_is_not_signed(desk: Desk) -> None:
    desk.casework.agree.offer(desk.case_id, B, FACTS, B_BEARS_ALL)
    seen = desk.proceedings.version
    equal = tuple(PartyGrade(letter=one, grade=Grade.EQUAL) for one in (A, B))
    desk.casework.agree.offer(desk.case_id, B, FACTS, equal)
    with pytest.raises(CaseMovedOn):
        desk.casework.agree.sign(desk.case_id, A, seen_version=seen)


def test_either_may_end_the_offer(desk: Desk) -> None:
    desk.casework.agree.offer(desk.case_id, B, FACTS, B_BEARS_ALL)
    desk.casework.agree.withdraw(desk.case_id, A)
    with pytest.raises(StepOutOfOrder):
        sign(desk)
    with pytest.raises(StepOutOfOrder):
        desk.casework.agree.withdraw(desk.case_id, B)


def test_an_officer_who_was_faster_wins(desk: Desk) -> None:
    desk.casework.agree.offer(desk.case_id, B, FACTS, B_BEARS_ALL)
    desk.confirm()
    with pytest.raises(StepOutOfOrder, match="past agreeing"):
        sign(desk)


def test_an_agreed_case_is_not_decided(desk: Desk) -> None:
    desk.casework.agree.offer(desk.case_id, B, FACTS, B_BEARS_ALL)
    sign(desk)
    with pytest.raises(StepOutOfOrder):
        desk.confirm()

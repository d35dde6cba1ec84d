"""Parties who do not agree after all turn to the police; both have to apply."""

from dataclasses import replace

import pytest

from accident_service.casefile.agreement import Agreement
from accident_service.casefile.decision import PartyGrade
from accident_service.casefile.happenings import of_case
from accident_service.casefile.stage import Stage
from accident_service.casework.ports import Step
from accident_service.errors import NotPermitted, StepOutOfOrder
from accident_service.liability.grade import Grade
from accident_service.reports.eligibility import ScreeningAnswers, route
from accident_service.reports.report import AccidentReport
from accident_service.reports.routing_table import ONLINE_DETERMINE, SELF_NEGOTIATE
from tests.casework.after_decision import A, B, Desk
from tests.fakes import examples

FACTS = "乙方车辆追尾前方停车等候的甲方车辆。"
B_BEARS_ALL = (
    PartyGrade(letter=A, grade=Grade.NONE),
    PartyGrade(letter=B, grade=Grade.FULL),
)


def undisputed_report() -> AccidentReport:
    answers = ScreeningAnswers(disputed=False)
    statement = replace(examples.statement_a(), applies_for_online_determination=False)
    report = examples.report()
    return replace(report, answers=answers, routing=route(answers), statement=statement)


def desk_of_one() -> Desk:
    """The first driver has filed it as undisputed; the second has not joined yet."""
    desk = Desk()
    desk.case_id = desk.casework.file_report(undisputed_report()).id
    return desk


@pytest.fixture
def desk() -> Desk:
    desk = desk_of_one()
    joining = replace(examples.statement_b(), applies_for_online_determination=False)
    desk.casework.join_case(desk.case_id, examples.party_b(), joining)
    return desk


def sign(desk: Desk) -> Agreement:
    return desk.casework.agree.sign(desk.case_id, A, seen_version=desk.proceedings.version)


def test_an_undisputed_report_is_the_parties_own_and_asks_no_camera(desk: Desk) -> None:
    assert (desk.case.stage, desk.case.report.routing.code) == (
        Stage.NEGOTIATING,
        SELF_NEGOTIATE.code,
    )
    assert desk.world.ledger.waiting() == ()
    assert of_case(desk.case) == ()


def test_both_sign_and_it_is_settled_without_any_recording(desk: Desk) -> None:
    desk.casework.agree.offer(desk.case_id, B, FACTS, B_BEARS_ALL)
    agreement = sign(desk)
    assert (desk.case.stage, desk.case.agreement) == (Stage.AGREED, agreement.number)
    assert [one.contact_part_en for one in agreement.parties] == [
        "rear (as stated)",
        "front (as stated)",
    ]
    assert desk.world.ledger.waiting() == ()
    assert desk.verbs() == ["file-report", "join-case", "offer-agreement", "sign-agreement"]


def test_whoever_disputes_it_makes_it_an_ordinary_case(desk: Desk) -> None:
    desk.casework.agree.offer(desk.case_id, A, FACTS, B_BEARS_ALL)
    case = desk.casework.apply_online(desk.case_id, B)
    assert case == desk.case
    assert (case.stage, case.report.routing.code) == (Stage.REPORTED, ONLINE_DETERMINE.code)
    assert desk.world.ledger.only_waiting(Step.FIND_CLIPS)
    assert desk.proceedings.offer is None
    assert not case.jointly_applied
    assert desk.verbs()[-2:] == ["dispute-case", "apply-online"]


def test_the_limit_counts_from_the_second_application(desk: Desk) -> None:
    desk.casework.apply_online(desk.case_id, B)
    desk.days_pass(1)
    desk.casework.apply_online(desk.case_id, A)
    assert desk.case.jointly_applied
    (applied,) = of_case(desk.case)
    assert applied.happened_at == desk.world.clock.now()


def test_a_second_tap_is_one_application(desk: Desk) -> None:
    first = desk.casework.apply_online(desk.case_id, B)
    desk.days_pass(1)
    assert desk.casework.apply_online(desk.case_id, B) == first
    assert desk.verbs().count("apply-online") == 1


def test_one_alone_need_not_wait_for_the_other() -> None:
    desk = desk_of_one()
    desk.casework.apply_online(desk.case_id, A)
    assert desk.case.stage is Stage.REPORTED
    with pytest.raises(NotPermitted):
        desk.casework.apply_online(desk.case_id, B)


def test_what_is_signed_is_not_disputed_here_any_more(desk: Desk) -> None:
    desk.casework.agree.offer(desk.case_id, B, FACTS, B_BEARS_ALL)
    sign(desk)
    with pytest.raises(StepOutOfOrder):
        desk.casework.apply_online(desk.case_id, A)


def test_what_is_disputed_is_not_signed_but_may_be_offered_anew(desk: Desk) -> None:
    desk.casework.agree.offer(desk.case_id, B, FACTS, B_BEARS_ALL)
    desk.casework.apply_online(desk.case_id, B)
    with pytest.raises(StepOutOfOrder):
        sign(desk)
    desk.casework.agree.offer(desk.case_id, B, FACTS, B_BEARS_ALL)
    sign(desk)
    assert desk.case.stage is Stage.AGREED

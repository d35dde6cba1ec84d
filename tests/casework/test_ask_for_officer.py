"""Whoever wants an officer on the scene gets one, until it is decided."""

from dataclasses import replace

import pytest

from accident_service.casefile.case import Case
from accident_service.casefile.decision import PartyGrade
from accident_service.casefile.on_scene import OfficerRequest
from accident_service.casefile.stage import Stage
from accident_service.casework.ask_for_officer import AskForOfficer
from accident_service.casework.ports import ProgressSink, Step
from accident_service.casework.worker_step import CaseChange
from accident_service.errors import StepOutOfOrder
from accident_service.liability.grade import Grade
from tests.casework.after_decision import A, B, Desk
from tests.casework.test_apply_online import FACTS, desk_of_one
from tests.casework.workshop import Workshop
from tests.fakes import examples

# Who drives there is told first; then the recordings are secured.
TO_THE_SCENE = [Step.HAND_OVER, Step.PRESERVE_CLIPS, Step.SECURE_CLIPS]


@pytest.fixture
def desk() -> Desk:
    desk = Desk()
    desk.case_id = desk.casework.file_report(examples.report()).id
    desk.casework.join_case(desk.case_id, examples.party_b(), examples.statement_b())
    return desk


def test_the_case_is_referred_at_once_and_says_who_asked_and_when(desk: Desk) -> None:
    case = desk.casework.ask_for_officer(desk.case_id, B)
    assert case == desk.case
    assert case.stage is Stage.REFERRED
    assert case.report.routing.code == "REF_PARTY_REQUEST"
    assert case.report.routing.provisions == ("SPR-20.2",)
    assert case.officer_request == OfficerRequest(letter=B, asked_at=desk.world.clock.now())
    assert desk.verbs()[-1] == "ask-for-officer"


def test_a_second_tap_and_the_other_party_change_nothing(desk: Desk) -> None:
    first = desk.casework.ask_for_officer(desk.case_id, B)
    desk.days_pass(1)
    assert desk.casework.ask_for_officer(desk.case_id, B) == first
    assert desk.casework.ask_for_officer(desk.case_id, A) == first
    assert desk.verbs().count("ask-for-officer") == 1


def test_what_was_to_be_settled_is_not_signed_any_more() -> None:
    desk = desk_of_one()
    joining = replace(examples.statement_b(), applies_for_online_determination=False)
    desk.casework.join_case(desk.case_id, examples.party_b(), joining)
    both = tuple(PartyGrade(letter=one, grade=Grade.EQUAL) for one in (A, B))
    desk.casework.agree.offer(desk.case_id, A, FACTS, both)
    assert desk.casework.ask_for_officer(desk.case_id, B).stage is Stage.REFERRED
    assert desk.proceedings.offer is None


def test_after_the_decision_it_is_too_late() -> None:
    desk = Desk().determined()
    with pytest.raises(StepOutOfOrder):
        desk.casework.ask_for_officer(desk.case_id, A)


def test_a_step_under_way_ends_quietly_when_an_officer_is_wanted() -> None:
    shop = Workshop()
    case = examples.reported_case()

    def asked_for_meanwhile(case: Case, on_progress: ProgressSink) -> CaseChange:
        on_progress(0.5)
        AskForOfficer(shop.ledger, shop.clock)(case.id, A)
        return lambda _work, current: current.with_clip_requests(examples.SITE, ())

    step = shop.worker_step(Step.FIND_CLIPS, Stage.REPORTED, Step.FETCH_CLIPS, asked_for_meanwhile)
    step(shop.put(case, Step.FIND_CLIPS))
    assert shop.case(case.id).stage is Stage.REFERRED
    assert [one.step for one in shop.ledger.waiting()] == TO_THE_SCENE
    assert shop.verbs(case.id)[-1] == "finish-step"

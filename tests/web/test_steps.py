"""The page of steps in trouble: who may look, who may act, and what acting twice does."""

from dataclasses import replace

import pytest

from accident_service.casefile.roles import Role
from accident_service.casefile.stage import Stage
from accident_service.casework.ports import Step
from accident_service.quantities.identifiers import AttemptId, CaseId
from tests.browser.staged_steps import stage_steps
from tests.fakes.casework import FakeWorld
from tests.web.test_admin import at_desk, house
from tests.web.visit import Visitor

HERE = "/officer/admin/steps"
WAITS = "attempt-case-step1-2"
GIVEN_UP = "attempt-case-step4-5"


@pytest.fixture
def world() -> FakeWorld:
    world = house(FakeWorld())
    stage_steps(world)
    return world


@pytest.fixture
def desk(world: FakeWorld) -> Visitor:
    return at_desk(world, Role.ADMINISTRATOR)


def verbs(world: FakeWorld) -> list[str]:
    return [entry.act.verb for entry in world.ledger.tables.audit if "step" in entry.act.verb]


def test_each_step_says_what_is_wrong_and_why(desk: Visitor) -> None:
    page = desk.read(HERE)
    for told in (
        "Failed, is tried again",
        "A camera network did not deliver the recording.",
        "recorder nvr-3 did not answer within 30 s",
        "Waits too long",
        "Worker gone silent",
        "Given up",
        "lost its worker",
        "Database: well",
    ):
        assert told in page
    assert page.count("Try it now<") == 3  # not where another worker takes over by itself


def test_the_list_is_narrowed_and_says_when_nothing_fits(desk: Visitor) -> None:
    only = desk.read(f"{HERE}?trouble=waiting-long")
    assert "Issue the determination</strong>" in only
    assert "Fetch the recordings</strong>" not in only
    assert "No step in trouble fits" in desk.read(f"{HERE}?step=propose&reason=nonsense")
    assert "Every step goes as it should." in at_desk(house(FakeWorld())).read(HERE)


def test_an_auditor_looks_and_does_not_touch(world: FakeWorld) -> None:
    auditor = at_desk(world, Role.AUDITOR)
    page = auditor.read(HERE)
    assert "Fetch the recordings" in page
    assert "Try it now" not in page
    assert auditor.post(f"{HERE}/{WAITS}/retry", {}, page=HERE).status_code == 403


def test_pressed_twice_a_step_is_tried_once(world: FakeWorld, desk: Visitor) -> None:
    there = f"{HERE}?done=tried&trouble=tried-again"
    for _ in range(2):
        answer = desk.post(f"{HERE}/{WAITS}/retry?trouble=tried-again", {}, page=HERE)
        assert answer.location == there
    assert verbs(world) == ["retry-step"]
    assert "The step is tried now." in desk.read(there)


def test_giving_up_wants_a_reason_and_hands_the_case_over(world: FakeWorld, desk: Visitor) -> None:
    refused = desk.post(f"{HERE}/{WAITS}/give-up", {"reason": " "}, page=HERE)
    assert refused.status_code == 422
    assert "Say in a few words why." in refused.text
    done = desk.post(f"{HERE}/{WAITS}/give-up", {"reason": "录像机已损坏"}, page=HERE)
    assert done.status_code == 303
    case = world.ledger.tables.cases[CaseId("case-step1")]
    assert (case.stage, case.evidence_gap_detail) == (Stage.NEEDS_OFFICER, "录像机已损坏")
    assert verbs(world) == ["give-step-up"]


def test_a_case_given_up_goes_on_and_a_late_press_says_so(world: FakeWorld, desk: Visitor) -> None:
    assert desk.post(f"{HERE}/{GIVEN_UP}/retry", {}, page=HERE).status_code == 303
    assert world.ledger.tables.cases[CaseId("case-step4")].stage is Stage.CLIPS_FOUND
    late = desk.post(f"{HERE}/{GIVEN_UP}/give-up", {"reason": "too late"}, page=HERE)
    assert late.status_code == 409
    assert "has gone on since you looked" in late.text
    assert desk.post(f"{HERE}/attempt-nobody/retry", {}, page=HERE).status_code == 404


def test_only_a_step_of_the_story_is_said_to_take_the_case_back(
    world: FakeWorld, desk: Visitor
) -> None:
    tables = world.ledger.tables
    (given_up,) = [one for one in tables.attempts if one.id == GIVEN_UP]
    other = replace(given_up, id=AttemptId("attempt-case-step4-aside"), step=Step.PRESERVE_CLIPS)
    tables.attempts.append(other)
    page = desk.read(HERE)
    assert page.count("Given up</span>") == 2
    assert page.count("Takes the case back from the officers") == 1

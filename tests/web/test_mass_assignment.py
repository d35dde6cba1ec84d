"""Fields a form does not have change nothing, whoever adds them (ASVS 15.3.3)."""

import pytest

from accident_service.reports.party import PartyLetter
from tests.fakes import examples
from tests.fakes.casework import FakeWorld
from tests.web.visit import Visitor, app_on, case_of

CASE = "/officer/case/case-3"
SMUGGLED = {
    "stage": "determined",
    "version": "99",
    "decided_at": "2020-01-01T00:00:00Z",
    "officer": "somebody-else",
    "second_officer": "somebody-else",
    "pending_decision": "",
    "determination": "2203020001-2026-999999",
    "strength": "limited",
    "proposal_revision": "0",
    "rule_code": "R99",
    "may_decide_simple_procedure": "yes",
}


@pytest.mark.proves("S13")
def test_a_confirmation_is_the_proposal_and_nothing_that_was_added(world: FakeWorld) -> None:
    officer = Visitor(app_on(world))
    officer.sign_in_as_officer()
    before = case_of(world, 3)
    added = {"grade_A": "full", "grade_B": "none", "provisions": "REG-50", **SMUGGLED}
    fields = {"kind": "confirm", "seen_version": str(before.version), **added}
    assert officer.decide(CASE, fields).status_code == 303

    case = case_of(world, 3)
    decision = case.decision
    assert decision is not None
    assert before.proposal is not None
    proposed = dict(before.proposal.grades)
    assert before.party_tracks is not None
    assert {one.letter: one.grade for one in decision.grades} == {
        letter: proposed[before.party_tracks.track_of(letter)] for letter in PartyLetter
    }
    assert decision.provisions == ("RTSL-43",)
    assert decision.officer.id == examples.officer().id
    assert decision.second_officer is None
    assert (decision.rule_code, decision.proposal_revision) == ("R01", before.proposal_revision)
    assert decision.decided_at == world.clock.now()
    assert (case.version, case.determination) == (before.version + 1, None)


@pytest.mark.proves("S13")
def test_no_field_spares_an_amendment_its_second_officer(world: FakeWorld) -> None:
    officer = Visitor(app_on(world))
    officer.sign_in_as_officer()
    fields = {
        "kind": "amend",
        "seen_version": str(case_of(world, 3).version),
        "grade_A": "equal",
        "grade_B": "equal",
        "provisions": "RTSL-43",
        "reason": "Both moved off at the same moment.",
        **SMUGGLED,
        "grounds": "",
    }
    assert officer.decide(CASE, fields).status_code == 303
    assert case_of(world, 3).decision is None
    assert case_of(world, 3).pending_decision is not None


@pytest.mark.proves("S13")
def test_a_party_answers_its_own_question_and_changes_nothing_else(world: FakeWorld) -> None:
    before = case_of(world, 3)
    driver = Visitor(app_on(world))
    driver.sign_in_by_phone(examples.PHONE_A)
    added = {"words": "About half a minute.", "letter": "B", "grade_A": "none", **SMUGGLED}
    answer = driver.post("/case/BCDF0003/evidence/1", added, page="/case/BCDF0003")
    assert answer.status_code == 409, "nobody has asked"
    assert case_of(world, 3) == before

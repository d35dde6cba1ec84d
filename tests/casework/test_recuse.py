"""An officer stands aside by their own word, or by another's ruling."""

from dataclasses import replace

import pytest

from accident_service.casefile.decision import DecisionKind, DecisionRequest
from accident_service.errors import CaseMovedOn, Conflict, NotFound, NotPermitted
from accident_service.quantities.identifiers import OfficerId
from tests.casework.after_decision import B, Desk, deciding_officer
from tests.fakes import examples

REASON = "承办民警与甲方系近亲属。"
CONFIRM = DecisionRequest(kind=DecisionKind.CONFIRM, seen_version=0)
CHIEF = replace(deciding_officer(), id=OfficerId("chief"), name="戊某")


def rule(desk: Desk, *, granted: bool) -> None:
    desk.casework.recuse.rule(
        desk.case_id, 0, CHIEF, granted=granted, seen_version=desk.proceedings.version
    )


def test_who_declares_an_interest_does_not_decide_and_a_colleague_does() -> None:
    desk = Desk()
    desk.put(examples.proposed_case())
    desk.casework.recuse.declare(desk.case_id, deciding_officer(), REASON)
    with pytest.raises(NotPermitted, match="stand aside"):
        desk.decide(CONFIRM)
    with pytest.raises(Conflict):
        desk.casework.recuse.declare(desk.case_id, deciding_officer(), REASON)
    with pytest.raises(NotPermitted, match="stand aside"):
        desk.casework.assign_tracks(
            desk.case_id,
            examples.TRACK_A,
            seen_version=desk.case.version,
            officer=deciding_officer(),
        )
    assert desk.decide(CONFIRM, CHIEF).decision is not None


def test_a_party_asks_and_another_officer_rules() -> None:
    desk = Desk().determined()
    desk.casework.recuse.request(desk.case_id, deciding_officer().id, B, REASON)
    assert [one.bars for one in desk.proceedings.recusals] == [True]
    with pytest.raises(NotPermitted, match="own recusal"):
        desk.casework.recuse.rule(
            desk.case_id,
            0,
            deciding_officer(),
            granted=False,
            seen_version=desk.proceedings.version,
        )
    rule(desk, granted=False)
    assert [one.bars for one in desk.proceedings.recusals] == [False]
    assert desk.verbs()[-2:] == ["request-recusal", "rule-recusal"]


def test_nobody_is_named_who_has_not_acted_and_nothing_ruled_that_was_not_asked() -> None:
    desk = Desk().determined()
    with pytest.raises(NotFound, match="acted"):
        desk.casework.recuse.request(desk.case_id, OfficerId("nobody"), B, REASON)
    with pytest.raises(NotFound, match="no such request"):
        rule(desk, granted=True)


def test_of_two_rulings_one_wins() -> None:
    desk = Desk().determined()
    desk.casework.recuse.request(desk.case_id, deciding_officer().id, B, REASON)
    seen = desk.proceedings.version
    rule(desk, granted=True)
    with pytest.raises(CaseMovedOn):
        desk.casework.recuse.rule(desk.case_id, 0, CHIEF, granted=False, seen_version=seen)

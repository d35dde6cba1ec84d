"""A head sees what the unit has in hand and gives a case from one officer to another."""

from dataclasses import replace
from datetime import timedelta

import pytest

from accident_service.casefile.claim import Claim
from accident_service.casefile.proceedings import Proceedings
from accident_service.casefile.recusal import recusal
from accident_service.casefile.roles import Role
from accident_service.casework.lead_unit import LeadUnit, OfficerLoad
from accident_service.errors import CaseMovedOn, InvalidDecision, NotPermitted, StepOutOfOrder
from accident_service.quantities.identifiers import OfficerId, UnitId
from tests.casework.workshop import Workshop
from tests.fakes import examples
from tests.fakes.doors import FakeOfficerAccounts

OFFICER = examples.officer()
COLLEAGUE = replace(OFFICER, id=OfficerId("officer-2"), name="丁某", police_no="220302")
HEAD = replace(OFFICER, id=OfficerId("head-1"), name="己某", police_no="220300")
STRANGER = replace(OFFICER, id=OfficerId("officer-9"), unit=UnitId("2203020002"))
CASE = examples.proposed_case()


class Unit:
    """A unit of two officers and a head; the first has one case in hand."""

    def __init__(self) -> None:
        self.shop = Workshop()
        self.officers = FakeOfficerAccounts()
        for one in (COLLEAGUE, HEAD, STRANGER):
            self.officers.accounts[one.id] = ("a long password", one)
        self.officers.grant(HEAD.id, Role.HEAD)
        self.step = LeadUnit(self.shop.ledger, self.shop.clock, self.officers)
        with self.shop.ledger.transaction() as work:
            work.cases.add(CASE)
            claim = Claim.by(OFFICER, CASE.id, self.shop.clock.now())
            work.desk.keep_claim(claim, instead_of=None)

    def load(self) -> dict[OfficerId, OfficerLoad]:
        return {one.officer: one for one in self.step.load(HEAD)}

    def hand(self, to: OfficerId = COLLEAGUE.id, note: str = "") -> Claim:
        return self.step.hand_over(CASE.id, OFFICER.id, to, note=note, by=HEAD)


def test_everybody_of_the_unit_is_listed_with_what_they_have_in_hand() -> None:
    unit = Unit()
    load = unit.load()
    assert set(load) == {OFFICER.id, COLLEAGUE.id}
    assert [row.summary.case for row in load[OFFICER.id].in_hand] == [CASE.id]
    assert load[COLLEAGUE.id].in_hand == ()
    due_on = load[OFFICER.id].in_hand[0].summary.due_on
    assert due_on is not None
    assert load[OFFICER.id].overdue == 0


def test_what_is_overdue_is_counted() -> None:
    unit = Unit()
    unit.shop.clock.now_at += timedelta(days=60)
    with unit.shop.ledger.transaction() as work:
        work.desk.drop_claim(CASE.id)
        claim = Claim.by(OFFICER, CASE.id, unit.shop.clock.now())
        work.desk.keep_claim(claim, instead_of=None)
    assert unit.load()[OFFICER.id].overdue == 1


def test_who_left_with_a_case_in_hand_is_still_shown() -> None:
    unit = Unit()
    del unit.officers.accounts["officer"]
    load = unit.load()[OFFICER.id]
    assert (load.works_here, load.name, len(load.in_hand)) == (False, OFFICER.name, 1)
    assert unit.hand().officer == COLLEAGUE.id


def test_a_case_changes_hands_once_with_a_note_on_record() -> None:
    unit = Unit()
    claim = unit.hand(note=" 请尽快处理。 ")
    assert (claim.officer, claim.handed_by, claim.note) == (COLLEAGUE.id, HEAD.name, "请尽快处理。")
    assert unit.hand() == claim
    assert unit.shop.verbs(CASE.id) == ["hand-over-case"]


def test_what_has_changed_hands_meanwhile_is_told() -> None:
    unit = Unit()
    unit.hand()
    with pytest.raises(CaseMovedOn):
        unit.step.hand_over(CASE.id, HEAD.id, OFFICER.id, note="", by=HEAD)
    unit.shop.clock.now_at += timedelta(days=1)
    with pytest.raises(CaseMovedOn):
        unit.hand()


def test_only_to_somebody_of_the_unit_who_works_on_cases() -> None:
    unit = Unit()
    for nobody in (STRANGER.id, HEAD.id, OfficerId("")):
        with pytest.raises(InvalidDecision):
            unit.hand(nobody)
    with pytest.raises(InvalidDecision):
        unit.hand(note="x" * 501)


def test_not_to_who_stands_aside_in_the_case() -> None:
    unit = Unit()
    aside = recusal(
        officer=(COLLEAGUE.id, COLLEAGUE.name),
        asked_by=None,
        reason="与当事人系亲属关系，申请回避。",
        at=examples.NOON,
    )
    with unit.shop.ledger.transaction() as work:
        work.proceedings.save(Proceedings(case=CASE.id, version=1, recusals=(aside,)))
    with pytest.raises(NotPermitted):
        unit.hand()


def test_a_head_reaches_into_no_other_unit_and_nobody_else_leads() -> None:
    unit = Unit()
    unit.officers.grant(STRANGER.id, Role.HEAD, Role.OFFICER)
    with pytest.raises(NotPermitted):
        unit.step.hand_over(CASE.id, OFFICER.id, STRANGER.id, note="", by=STRANGER)
    with pytest.raises(NotPermitted):
        unit.step.hand_over(CASE.id, OFFICER.id, COLLEAGUE.id, note="", by=OFFICER)
    with pytest.raises(NotPermitted):
        unit.step.load(OFFICER)


def test_what_is_done_is_handed_to_nobody() -> None:
    unit = Unit()
    with unit.shop.ledger.transaction() as work:
        work.cases.save(replace(examples.decided_case(), id=CASE.id, version=CASE.version + 1))
    with pytest.raises(StepOutOfOrder):
        unit.hand()

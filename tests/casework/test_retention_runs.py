"""Cases are destroyed by four eyes only, each in its turn, and what must be kept stays."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from accident_service.casefile.retention import RetentionPeriods
from accident_service.casefile.retention_run import Fate, RetentionRun, RunState
from accident_service.casefile.roles import Role
from accident_service.casework.destroy_case import DestroyCase
from accident_service.casework.retention_runs import RetentionRuns
from accident_service.errors import Conflict, InvalidDecision, NotPermitted, WrongCode
from accident_service.quantities.identifiers import OfficerId
from tests.fakes import examples
from tests.fakes.clock import FakeClock
from tests.fakes.doors import FakeOfficerAccounts, FakeSecondFactors
from tests.fakes.ledger import FakeLedger
from tests.fakes.world import FakeBlobStore

CHIEF = examples.officer()
HEAD = replace(CHIEF, id=OfficerId("head-1"), name="己某", police_no="220300")
OVER = datetime(2030, 6, 1, tzinfo=UTC)
REASON = "保管期限届满，予以销毁。"
CODE = "135790"


class House:
    """Two referred cases whose years are over, an administrator and a head."""

    def __init__(self) -> None:
        self.clock, self.blobs, officers = FakeClock(), FakeBlobStore(), FakeOfficerAccounts()
        self.ledger = FakeLedger(clock=self.clock)
        officers.grant(CHIEF.id, Role.ADMINISTRATOR)
        officers.grant(HEAD.id, Role.HEAD)
        destroy = DestroyCase(self.ledger, self.blobs, self.clock, RetentionPeriods.built_in())
        self.runs = RetentionRuns(destroy, officers, FakeSecondFactors())
        with self.ledger.transaction() as work:
            for name in "12":
                work.cases.add(examples.reported_case(name).referred_by_law())
        self.clock.now_at = OVER

    def propose(self, *codes: str) -> RetentionRun:
        chosen = frozenset(codes or [one.case.tracking_code for one in self.runs.due()])
        return self.runs.propose(chosen, REASON, by=CHIEF)

    def verbs(self) -> list[str]:
        return [entry.act.verb for entry in self.ledger.tables.audit]


def test_proposed_approved_and_carried_out() -> None:
    house = House()
    run = house.propose()
    assert house.runs.due() == ()
    assert house.runs.turn() == 0
    approved = house.runs.approve(run.id, by=HEAD, code=CODE)
    assert house.runs.approve(run.id, by=HEAD, code="") == approved
    assert house.runs.turn() == 2
    assert house.runs.turn() == 0
    done = house.ledger.tables.retention_runs[run.id]
    assert (done.state, done.count(Fate.DESTROYED)) == (RunState.DONE, 2)
    (stone, _) = house.ledger.tables.tombstones.values()
    assert stone.approval.officer == HEAD.id
    assert CHIEF.name in stone.approval.proposed_by
    assert house.ledger.tables.cases == {}
    assert house.verbs() == [
        *("propose-destruction", "approve-destruction"),
        *("destroy-case", "destroy-case", "finish-destruction"),
    ]


def test_nobody_is_both_persons_and_others_have_no_part() -> None:
    house = House()
    with pytest.raises(NotPermitted):
        house.runs.propose(frozenset({"BCDF0001"}), REASON, by=HEAD)
    run = house.propose()
    stranger = replace(CHIEF, id=OfficerId("officer-9"))
    for nobody in (CHIEF, stranger):
        with pytest.raises(NotPermitted):
            house.runs.approve(run.id, by=nobody, code=CODE)
    with pytest.raises(NotPermitted):
        house.runs.end(run.id, "", by=stranger)
    with pytest.raises(WrongCode):
        house.runs.approve(run.id, by=HEAD, code="000000")
    assert house.runs.turn() == 0


def test_what_is_left_out_or_ended_may_be_proposed_again() -> None:
    house = House()
    run = house.propose("BCDF0001")
    assert [one.case.tracking_code for one in house.runs.due()] == ["BCDF0002"]
    with pytest.raises(Conflict):
        house.propose("BCDF0001")
    assert house.runs.end(run.id, "案件有诉讼。", by=HEAD).state is RunState.ENDED
    assert house.propose("BCDF0001").state is RunState.PROPOSED


def test_a_run_needs_cases_that_are_due_and_a_reason() -> None:
    house = House()
    with pytest.raises(InvalidDecision):
        house.runs.propose(frozenset(), REASON, by=CHIEF)
    with pytest.raises(InvalidDecision):
        house.runs.propose(frozenset({"BCDF0001"}), "kurz", by=CHIEF)
    house.clock.now_at = examples.NOON
    with pytest.raises(Conflict):
        house.propose("BCDF0001")


def test_an_interrupted_turn_goes_on_and_what_must_be_kept_stays() -> None:
    house = House()
    run = house.propose()
    house.runs.approve(run.id, by=HEAD, code=CODE)
    approval = house.ledger.tables.retention_runs[run.id].approval
    assert approval is not None
    house.runs.destroy.approved("BCDF0001", approval)  # and then the power failed
    house.clock.now_at = examples.NOON  # a clock set back: it must be kept again
    house.runs.turn()
    done = house.ledger.tables.retention_runs[run.id]
    assert [one.fate for one in done.cases] == [Fate.DESTROYED, Fate.KEPT]
    assert "must be kept until" in done.cases[1].why
    assert len(house.ledger.tables.cases) == 1

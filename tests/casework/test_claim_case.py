"""One has the case, the other is told; nothing is held for longer than a shift."""

from dataclasses import replace

import pytest

from accident_service.casefile.case import Case
from accident_service.casefile.claim import CLAIM_LASTS, LONGEST_NOTE
from accident_service.casefile.decision import Officer
from accident_service.casework.claim_case import ClaimCase
from accident_service.errors import (
    CaseTaken,
    InvalidDecision,
    NotFound,
    NotPermitted,
    StepOutOfOrder,
)
from accident_service.quantities.identifiers import CaseId, DeterminationNumber, OfficerId, UnitId
from tests.fakes import examples
from tests.fakes.casework import FakeWorld

ME = examples.officer()
COLLEAGUE = replace(ME, id=OfficerId("officer-2"), name="丁某")
ELSEWHERE = replace(ME, id=OfficerId("officer-3"), unit=UnitId("2203020002"))
CASE = CaseId("case-1")


def world_with(case: Case) -> FakeWorld:
    world = FakeWorld()
    with world.ledger.transaction() as work:
        work.cases.add(case)
    return world


@pytest.fixture
def world() -> FakeWorld:
    return world_with(examples.proposed_case())


def claims(world: FakeWorld) -> ClaimCase:
    return ClaimCase(world.ledger, world.clock)


def verbs(world: FakeWorld) -> list[str]:
    return [entry.act.verb for entry in world.ledger.tables.audit]


def test_one_of_two_has_it(world: FakeWorld) -> None:
    mine = claims(world).take(CASE, ME)
    with pytest.raises(CaseTaken, match="丙某"):
        claims(world).take(CASE, COLLEAGUE)
    assert claims(world).take(CASE, ME) == mine
    assert verbs(world) == ["claim-case"]


def test_a_claim_lapses_after_a_shift(world: FakeWorld) -> None:
    claims(world).take(CASE, ME)
    world.clock.pass_by(CLAIM_LASTS.total_seconds())
    assert claims(world).take(CASE, COLLEAGUE).officer == COLLEAGUE.id


def test_only_the_holder_gives_it_back_and_once_is_enough(world: FakeWorld) -> None:
    claims(world).take(CASE, ME)
    with pytest.raises(NotPermitted):
        claims(world).release(CASE, COLLEAGUE)
    claims(world).release(CASE, ME)
    claims(world).release(CASE, ME)
    assert claims(world).take(CASE, COLLEAGUE).officer == COLLEAGUE.id
    assert verbs(world) == ["claim-case", "release-case", "claim-case"]


def test_a_case_is_handed_over_with_a_note(world: FakeWorld) -> None:
    claims(world).take(CASE, ME)
    given = claims(world).hand_over(CASE, COLLEAGUE, note=" 乙方下午来电 ", officer=ME)
    assert (given.officer, given.note, given.handed_by) == (COLLEAGUE.id, "乙方下午来电", "丙某")
    with pytest.raises(CaseTaken):
        claims(world).hand_over(CASE, COLLEAGUE, note="", officer=replace(ME, id=OfficerId("o4")))


def test_a_case_nobody_has_may_be_given_to_a_colleague(world: FakeWorld) -> None:
    assert claims(world).hand_over(CASE, COLLEAGUE, note="", officer=ME).officer == COLLEAGUE.id


@pytest.mark.parametrize(
    ("to", "note"), [(ELSEWHERE, ""), (ME, ""), (COLLEAGUE, "x" * (LONGEST_NOTE + 1))]
)
def test_it_is_not_handed_to_just_anybody(world: FakeWorld, to: Officer, note: str) -> None:
    with pytest.raises(InvalidDecision):
        claims(world).hand_over(CASE, to, note=note, officer=ME)


def test_nothing_is_held_that_is_done() -> None:
    done = examples.decided_case().with_determination(DeterminationNumber("n-1"))
    world = world_with(done)
    with pytest.raises(StepOutOfOrder):
        claims(world).take(CASE, ME)


def test_there_must_be_such_a_case(world: FakeWorld) -> None:
    with pytest.raises(NotFound):
        claims(world).take(CaseId("nobody's"), ME)

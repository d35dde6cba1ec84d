"""The head's page: loads, a hand-over, and nothing of another unit."""

from dataclasses import replace

import pytest

from accident_service.casefile.claim import Claim
from accident_service.casefile.roles import Role
from accident_service.quantities.identifiers import CaseId, OfficerId, UnitId
from tests.browser.staged import staged_world
from tests.casework.after_decision import COLLEAGUE
from tests.fakes import examples
from tests.fakes.casework import FakeWorld
from tests.web.visit import Visitor, app_on

ME = examples.officer()
CASE = CaseId("case-3")
HAND = f"/officer/unit/case/{CASE}/hand-over"
PAGE = "/officer/unit"


@pytest.fixture
def world() -> FakeWorld:
    world = staged_world()
    world.officers.accounts["colleague"] = ("a long password", COLLEAGUE)
    world.officers.grant(ME.id, Role.HEAD, Role.OFFICER)
    with world.ledger.transaction() as work:
        work.desk.drop_claim(CASE)
        claim = Claim.by(ME, CASE, world.clock.now())
        work.desk.keep_claim(claim, instead_of=None)
    return world


@pytest.fixture
def head(world: FakeWorld) -> Visitor:
    visitor = Visitor(app_on(world))
    visitor.sign_in_as_officer()
    return visitor


def test_the_unit_is_shown_with_its_cases_and_the_look_is_on_record(
    world: FakeWorld, head: Visitor
) -> None:
    page = head.read(PAGE)
    assert COLLEAGUE.name in page
    assert f'id="case-{CASE}"' in page
    assert "decided otherwise than proposed" in page
    assert "C12345" not in page  # no plate
    act = world.ledger.tables.audit[-1].act
    assert act.verb == "view-unit"
    assert 'href="/officer/unit"' in head.read("/officer/")


def test_a_case_is_handed_to_a_colleague(world: FakeWorld, head: Visitor) -> None:
    fields = {"holder": ME.id, "to": COLLEAGUE.id, "note": "急件"}
    assert head.post(HAND, fields, page=PAGE).status_code == 303
    assert world.ledger.tables.claims[CASE].officer == COLLEAGUE.id
    assert head.post(HAND, fields, page=PAGE).status_code == 303
    stale = head.post(HAND, {"holder": "officer-7", "to": ME.id}, page=PAGE)
    assert stale.status_code == 409
    assert "changed hands" in stale.text


def test_what_cannot_be_is_told(world: FakeWorld, head: Visitor) -> None:
    nobody = head.post(HAND, {"holder": ME.id, "to": ""}, page=PAGE)
    assert nobody.status_code == 422
    elsewhere = replace(ME, id=OfficerId("officer-8"), unit=UnitId("2203020009"))
    with world.ledger.transaction() as work:
        work.desk.drop_claim(CASE)
        claim = Claim.by(elsewhere, CASE, world.clock.now())
        work.desk.keep_claim(claim, instead_of=None)
    refused = head.post(HAND, {"holder": "officer-8", "to": COLLEAGUE.id}, page=PAGE)
    assert refused.status_code == 403

"""Destroying what need not be kept, on pages: due, proposed, approved by another, told after."""

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from accident_service.casefile.retention_run import RunState
from accident_service.casefile.roles import Role
from accident_service.quantities.identifiers import OfficerId
from tests.fakes import examples
from tests.fakes.casework import FakeWorld
from tests.web.visit import Visitor, app_on

PAGE = "/officer/admin/retention"
ME = examples.officer()
HEAD = replace(ME, id=OfficerId("head-1"), name="己某", police_no="220300")
OVER = datetime(2030, 6, 1, tzinfo=UTC)
REASON = "保管期限届满，予以销毁。"
BOTH = {"case": ["BCDF0001", "BCDF0002"], "reason": REASON}


@pytest.fixture
def world() -> FakeWorld:
    world = FakeWorld()
    world.officers.accounts["head"] = ("a long password", HEAD)
    world.officers.grant(ME.id, Role.ADMINISTRATOR)
    world.officers.grant(HEAD.id, Role.HEAD)
    with world.ledger.transaction() as work:
        for name in "12":
            work.cases.add(examples.reported_case(name).referred_by_law())
    world.clock.now_at = OVER
    return world


def at_desk(world: FakeWorld, user_name: str = "officer") -> Visitor:
    visitor = Visitor(app_on(world))
    visitor.sign_in_as_officer(user_name)
    return visitor


def propose(visitor: Visitor, fields: dict[str, object] | None = None) -> str:
    answer = visitor.post(PAGE, fields or BOTH)  # type: ignore[arg-type]  # lists for checkboxes
    assert answer.status_code == 303
    return str(answer.location)


def test_nothing_due_is_said(world: FakeWorld) -> None:
    world.clock.now_at = examples.NOON
    page = at_desk(world).read(PAGE)
    assert "Nothing is due." in page
    assert "No run so far." in page


def test_what_is_due_is_listed_and_proposed(world: FakeWorld) -> None:
    desk = at_desk(world)
    assert re.findall(r'name="case" value="(\w+)" checked', desk.read(PAGE)) == BOTH["case"]
    run = propose(desk, {"case": ["BCDF0002"], "reason": REASON})
    page = desk.read(run)
    assert "waits for a second person" in page
    assert "Approve and destroy" not in page
    assert "BCDF0002" in page
    assert re.findall(r'name="case" value="(\w+)"', desk.read(PAGE)) == ["BCDF0001"]


@pytest.mark.parametrize(
    ("fields", "status", "told"),
    [
        ({"reason": REASON}, 422, "Choose 1 to"),
        ({"case": "BCDF0001", "reason": "kurz"}, 422, "at least 10 characters"),
        ({"case": "BCDF0009", "reason": REASON}, 409, "must be kept after all"),
    ],
)
def test_what_cannot_be_proposed_is_told(
    world: FakeWorld, fields: dict[str, str], status: int, told: str
) -> None:
    answer = at_desk(world).post(PAGE, fields)
    assert answer.status_code == status
    assert told in answer.text


def test_a_second_person_approves_with_a_code_and_the_outcome_is_shown(world: FakeWorld) -> None:
    chief = at_desk(world)
    run = propose(chief)
    assert chief.post(f"{run}/approve", {"code": "135790"}, page=run).status_code == 403
    head = at_desk(world, "head")
    assert "Propose to destroy" not in head.read(PAGE)
    assert head.post(f"{run}/approve", {"code": "1"}, page=run).status_code == 422
    assert head.post(f"{run}/approve", {"code": "135790"}, page=run).status_code == 303
    assert "0 of 2 destroyed" in head.read(run)
    world.casework().retention_runs.turn()
    page = chief.read(run)
    assert "2 of 2 destroyed" in page
    assert "2 destroyed cases" in chief.read(PAGE)
    assert "proposed by" in chief.read("/officer/admin/law")


def test_a_run_is_taken_back_or_not_approved(world: FakeWorld) -> None:
    chief, head = at_desk(world), at_desk(world, "head")
    own = propose(chief)
    assert chief.post(f"{own}/end", {"words": "有诉讼"}, page=own).status_code == 303
    others = propose(chief)
    assert head.post(f"{others}/end", {"words": ""}, page=others).status_code == 303
    assert head.post(f"{others}/approve", {"code": "135790"}, page=others).status_code == 303
    states = [one.state for one in world.ledger.tables.retention_runs.values()]
    assert states == [RunState.ENDED, RunState.ENDED]
    assert "有诉讼" in head.read(own)
    assert head.get(f"{PAGE}/run-9").status_code == 404

"""With a password that somebody else knows, nothing opens but the choice of another."""

import pytest

from accident_service.casefile.roles import Role
from accident_service.casework.door_ports import Standing
from accident_service.casework.staff_ports import Account
from tests.fakes import examples
from tests.fakes.casework import FakeWorld
from tests.web.test_own_password import RIGHT
from tests.web.visit import Visitor, app_on

OFFICER = examples.officer()
CHOOSING = "/officer/password"


@pytest.fixture
def world() -> FakeWorld:
    made = FakeWorld()
    roles = frozenset({Role.OFFICER})
    with made.ledger.transaction() as work:
        work.staff.add(Account(officer=OFFICER, user_name="officer", roles=roles), "-")
    made.officers.standings[OFFICER.id] = Standing(roles, password_handed_over=True)
    return made


@pytest.fixture
def visitor(world: FakeWorld) -> Visitor:
    one = Visitor(app_on(world))
    one.sign_in_as_officer()
    return one


@pytest.mark.proves("S11")
@pytest.mark.parametrize("page", ["/officer/", "/officer/home", "/officer/case/case-1"])
def test_every_page_leads_to_the_choice_of_another(visitor: Visitor, page: str) -> None:
    answer = visitor.get(page)

    assert (answer.status_code, answer.location) == (303, CHOOSING)
    assert "Choose your own password" in visitor.read(CHOOSING)


def test_what_is_sent_without_looking_does_nothing(visitor: Visitor) -> None:
    answer = visitor.post("/officer/case/case-1/decision", {"kind": "confirm"}, page=CHOOSING)

    assert (answer.status_code, answer.location) == (303, CHOOSING)


def test_once_chosen_everything_opens_and_it_counts_as_ones_own(
    world: FakeWorld, visitor: Visitor
) -> None:
    assert OFFICER.id in world.ledger.tables.handed_over
    assert visitor.post(CHOOSING, RIGHT | {"new": "short", "again": "short"}).status_code == 422
    assert visitor.get("/officer/").status_code == 303

    assert "Your password is changed" in visitor.post(CHOOSING, RIGHT).text
    assert visitor.get("/officer/").status_code == 200
    assert OFFICER.id not in world.ledger.tables.handed_over


def test_signing_out_is_always_possible(visitor: Visitor) -> None:
    visitor.post("/officer/sign-out", {}, page=CHOOSING)

    assert (visitor.get("/officer/").location or "").startswith("/officer/sign-in")

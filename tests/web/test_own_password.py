"""Officers change their own password at the desk."""

import pytest

from accident_service.casework.staff_ports import Account
from tests.fakes import examples
from tests.fakes.casework import FakeWorld
from tests.web.visit import Visitor, app_on

NEW = "rain on the tin roof"
RIGHT = {"old": "a long password", "new": NEW, "again": NEW, "code": "135790"}


@pytest.fixture
def world() -> FakeWorld:
    made = FakeWorld()
    with made.ledger.transaction() as work:
        account = Account(officer=examples.officer(), user_name="officer", roles=frozenset())
        work.staff.add(account, "-")
    return made


@pytest.fixture
def officer(world: FakeWorld) -> Visitor:
    visitor = Visitor(app_on(world))
    visitor.sign_in_as_officer()
    return visitor


def test_it_is_reached_by_one_s_own_name_and_changed_by_old_one_and_code(
    world: FakeWorld, officer: Visitor
) -> None:
    assert 'href="/officer/password"' in officer.read("/officer/")
    answer = officer.post("/officer/password", RIGHT)
    assert "Your password is changed" in answer.text
    assert examples.officer().id in world.ledger.tables.sessions_ended
    assert officer.get("/officer/").status_code == 200


def test_what_is_wrong_is_told_at_its_field_and_nothing_typed_comes_back(officer: Visitor) -> None:
    for field, typed, told in (
        ("old", "not this one", "not your present password"),
        ("new", "officer123456", "Others would guess this"),
        ("again", "something else", "not the same"),
        ("code", "000000", "not right"),
    ):
        fields = RIGHT | {field: typed} | ({"again": typed} if field == "new" else {})
        answer = officer.post("/officer/password", fields)
        assert answer.status_code == 422
        assert told in answer.text
        assert f'href="#f-{field}"' in answer.text
        assert NEW not in answer.text
        assert "a long password" not in answer.text


def test_guessing_the_present_password_there_is_slowed_down(officer: Visitor) -> None:
    statuses = [
        officer.post("/officer/password", RIGHT | {"old": f"guess number {number}"}).status_code
        for number in range(9)
    ]
    assert statuses == [422] * 8 + [429]


def test_nobody_gets_there_without_signing_in(world: FakeWorld) -> None:
    assert Visitor(app_on(world)).get("/officer/password").location == "/officer/sign-in"

"""The second driver's way in, and what each party may see of the other."""

import pytest

from accident_service.reports.party import PartyLetter
from tests.fakes import examples
from tests.fakes.casework import FakeWorld
from tests.web.visit import ANSWERS_B, Visitor, app_on


@pytest.fixture
def world() -> FakeWorld:
    world = FakeWorld()
    case = examples.reported_case()
    with world.ledger.transaction() as work:
        work.cases.add(case)
    world.invites.issue(case.id)
    return world


@pytest.fixture
def second(world: FakeWorld) -> Visitor:
    return Visitor(app_on(world))


JOIN = "/join/invitation-1"


def test_an_invitation_tells_place_and_time_and_nothing_of_the_first_account(
    second: Visitor,
) -> None:
    page = second.read(JOIN)

    assert "Central Road and North Road" in page
    assert "2 Mar 2026, 12:00" in page
    for secret in ("甲某", "吉C12345", examples.PHONE_A, "等红灯", "standing"):
        assert secret not in page


def test_an_invitation_that_nobody_issued_leads_nowhere(second: Visitor) -> None:
    assert second.get("/join/guessed").status_code == 404


def test_the_second_driver_joins_with_an_account_of_their_own(
    world: FakeWorld, second: Visitor
) -> None:
    second.sign_in_by_phone(examples.PHONE_B)
    second.answer(JOIN, ANSWERS_B)
    response = second.submit(JOIN)

    with world.ledger.reading() as work:
        (case,) = work.cases.of_phone(examples.PHONE_B)
    assert response.location == f"/case/{case.tracking_code}"
    assert case.jointly_applied
    party = case.party(PartyLetter.B)
    assert party is not None
    assert party.vehicle.plate == "吉CD06789"
    assert "等红灯时被后车追尾。" in second.read(response.location)


def test_after_signing_in_the_invited_goes_on_with_the_invitation(second: Visitor) -> None:
    assert second.get(f"{JOIN}/start").location == "/sign-in"
    second.post("/sign-in", {"phone": examples.PHONE_B})
    response = second.post("/sign-in/code", {"code": "246810"})

    assert response.location == f"{JOIN}/start"


@pytest.mark.proves("D2")
def test_submitting_twice_joins_once(second: Visitor) -> None:
    second.sign_in_by_phone(examples.PHONE_B)
    second.answer(JOIN, ANSWERS_B)
    first = second.submit(JOIN)
    again = second.post(f"{JOIN}/check", {}, page="/cases")

    assert again.status_code == 303
    assert again.location == first.location


def test_the_first_driver_opening_their_own_link_comes_to_the_case(second: Visitor) -> None:
    second.sign_in_by_phone(examples.PHONE_A)

    assert second.get(f"{JOIN}/start").location == "/case/BCDF0001"


def test_a_third_person_cannot_take_a_place_already_taken(second: Visitor) -> None:
    second.sign_in_by_phone(examples.PHONE_B)
    second.answer(JOIN, ANSWERS_B)
    second.submit(JOIN)
    third = Visitor(second.app)
    third.sign_in_by_phone("13700000003")

    response = third.get(f"{JOIN}/start")
    assert response.status_code == 409
    assert "吉CD06789" not in response.text


@pytest.mark.proves("D3")
def test_neither_sees_the_other_before_both_have_spoken(world: FakeWorld) -> None:
    first = Visitor(app_on(world))
    first.sign_in_by_phone(examples.PHONE_A)
    page = first.read("/case/BCDF0001")

    assert "What the other driver says" not in page
    assert "once it has been given" in page


@pytest.mark.proves("D3")
def test_each_sees_the_other_masked(second: Visitor) -> None:
    second.sign_in_by_phone(examples.PHONE_B)
    second.answer(JOIN, ANSWERS_B)
    page = second.read(second.submit(JOIN).location or "")

    assert "甲*" in page
    for hidden in ("甲某", "吉C12345", examples.PHONE_A, examples.party_a().identity_no):
        assert hidden not in page

"""Proving a phone, and an officer's name and password."""

from datetime import timedelta

import pytest

from accident_service.errors import OutsideWorldFailed
from accident_service.web.visitor import OFFICER_IDLE
from tests.fakes import examples
from tests.fakes.casework import FakeWorld
from tests.web.visit import Visitor, app_on


@pytest.fixture
def world() -> FakeWorld:
    return FakeWorld()


@pytest.fixture
def visitor(world: FakeWorld) -> Visitor:
    return Visitor(app_on(world))


def test_a_number_that_is_no_mobile_gets_no_code(world: FakeWorld, visitor: Visitor) -> None:
    response = visitor.post("/sign-in", {"phone": "12345"})

    assert response.status_code == 422
    assert "11 digits beginning with 1" in response.text
    assert not world.codes.sent


def test_spaces_in_a_number_do_no_harm(world: FakeWorld, visitor: Visitor) -> None:
    visitor.post("/sign-in", {"phone": "138 0000-0001"})

    assert world.codes.sent == [examples.PHONE_A]


def test_a_wrong_code_lets_nobody_in(visitor: Visitor) -> None:
    visitor.post("/sign-in", {"phone": examples.PHONE_A})

    assert visitor.post("/sign-in/code", {"code": "000000"}).status_code == 422
    assert visitor.get("/cases").location == "/sign-in"


def test_the_code_alone_without_a_phone_leads_back(visitor: Visitor) -> None:
    response = visitor.post("/sign-in/code", {"code": "246810"}, page="/sign-in")
    assert response.location == "/sign-in"


def test_asking_for_too_many_codes_is_told_plainly(visitor: Visitor) -> None:
    answers = [visitor.post("/sign-in", {"phone": examples.PHONE_A}) for _ in range(4)]

    assert answers[-1].status_code == 422
    assert "Wait ten minutes" in answers[-1].text


def test_whoever_may_have_no_more_codes_is_still_asked_for_the_last_one(visitor: Visitor) -> None:
    answers = [visitor.post("/sign-in", {"phone": examples.PHONE_A}) for _ in range(4)]

    assert 'autocomplete="one-time-code"' in answers[-1].text
    assert "newest one still works" in answers[-1].text
    assert visitor.post("/sign-in/code", {"code": "246810"}).status_code == 303


def test_the_code_page_says_what_to_do_when_no_message_comes(visitor: Visitor) -> None:
    visitor.post("/sign-in", {"phone": examples.PHONE_A})

    assert 'href="tel:122"' in visitor.read("/sign-in/code")


@pytest.mark.proves("S10")
def test_one_phone_cannot_be_flooded_from_many_addresses(world: FakeWorld) -> None:
    world.codes.most_codes = 100
    app = app_on(world)
    visitors = [Visitor(app) for _ in range(7)]

    statuses = [one.post("/sign-in", {"phone": examples.PHONE_A}).status_code for one in visitors]
    assert statuses == [303] * 5 + [429] * 2


def test_a_sender_that_does_not_answer_is_a_page_that_says_try_again(world: FakeWorld) -> None:
    class Mute:
        def send(self, phone: str) -> None:
            raise OutsideWorldFailed("no answer")

        def verify(self, phone: str, code: str) -> bool:
            return False

    world.codes = Mute()  # type: ignore[assignment]  # a sender of our own port
    response = Visitor(app_on(world)).post("/sign-in", {"phone": examples.PHONE_A})

    assert response.status_code == 503
    assert "Try again in a minute" in response.text


def test_signing_out_forgets_the_phone(visitor: Visitor) -> None:
    visitor.sign_in_by_phone(examples.PHONE_A)
    visitor.post("/sign-out", {}, page="/cases")

    assert visitor.get("/cases").location == "/sign-in"


@pytest.mark.proves("S11")
def test_a_copied_cookie_kept_in_use_does_not_outlive_the_memory_of_its_end(
    world: FakeWorld, visitor: Visitor
) -> None:
    visitor.sign_in_by_phone(examples.PHONE_A)
    copied = visitor.client.get_cookie("session")
    assert copied is not None
    visitor.post("/sign-out", {}, page="/cases")
    (remembered_until,) = world.ended_sessions.ended.values()
    thief = Visitor(visitor.app)
    thief.client.set_cookie("session", copied.value)
    thief.get("/")  # asks for nobody, and has the cookie signed anew

    world.clock.pass_by((remembered_until - world.clock.now()).total_seconds() + 1)
    world.ended_sessions.ended.clear()

    assert thief.get("/cases").location == "/sign-in"


def test_a_phone_stays_signed_in_for_days(world: FakeWorld, visitor: Visitor) -> None:
    visitor.sign_in_by_phone(examples.PHONE_A)
    world.clock.pass_by(timedelta(days=6).total_seconds())

    assert visitor.get("/cases").status_code == 200


@pytest.mark.proves("S11")
def test_nothing_of_an_earlier_session_survives_a_sign_in(visitor: Visitor) -> None:
    visitor.sign_in_by_phone(examples.PHONE_A)
    visitor.sign_in_as_officer()

    assert visitor.get("/cases").location == "/sign-in"


@pytest.mark.proves("S11")
def test_unknown_name_and_wrong_password_look_alike(visitor: Visitor) -> None:
    unknown = visitor.post("/officer/sign-in", {"user_name": "x", "password": "y"})
    wrong = visitor.post("/officer/sign-in", {"user_name": "officer", "password": "y"})

    assert unknown.status_code == wrong.status_code == 422
    assert "User name or password is wrong." in unknown.text
    assert "User name or password is wrong." in wrong.text


@pytest.mark.proves("S10", "S11")
def test_guessing_a_password_is_slowed_down_and_the_right_one_costs_nothing(
    world: FakeWorld,
) -> None:
    app = app_on(world)
    for _ in range(3):
        Visitor(app).sign_in_as_officer()
    tries = [
        Visitor(app).post("/officer/sign-in", {"user_name": "officer", "password": str(number)})
        for number in range(9)
    ]

    assert [one.status_code for one in tries] == [422] * 8 + [429]
    refused = {"user_name": "Officer", "password": "a long password"}
    assert Visitor(app).post("/officer/sign-in", refused).status_code == 429


@pytest.mark.proves("S11")
def test_a_desk_left_alone_signs_itself_out(world: FakeWorld, visitor: Visitor) -> None:
    visitor.sign_in_as_officer()
    world.clock.pass_by(OFFICER_IDLE.total_seconds() - 1)
    assert visitor.get("/officer/").status_code == 200
    world.clock.pass_by(OFFICER_IDLE.total_seconds() + 1)

    assert visitor.get("/officer/").location == "/officer/sign-in"


@pytest.mark.proves("S11")
def test_a_shift_ends_even_for_the_busy(world: FakeWorld, visitor: Visitor) -> None:
    visitor.sign_in_as_officer()
    for _ in range(30):
        world.clock.pass_by(timedelta(minutes=20).total_seconds())
        visitor.get("/officer/")
    world.clock.pass_by(1)

    assert visitor.get("/officer/").location == "/officer/sign-in"


def test_an_officer_switched_off_is_out_at_the_next_click(
    world: FakeWorld, visitor: Visitor
) -> None:
    visitor.sign_in_as_officer()
    world.officers.accounts.clear()

    assert visitor.get("/officer/").location == "/officer/sign-in"


def test_signing_in_leads_to_where_the_officer_was_going(
    world: FakeWorld, visitor: Visitor
) -> None:
    visitor.get("/officer/case/case-9")
    fields = {"user_name": "officer", "password": "a long password"}
    visitor.post("/officer/sign-in", fields)
    entered = visitor.post("/officer/sign-in/code", {"code": "135790"})
    assert entered.location == "/officer/case/case-9"
    with world.ledger.reading() as work:
        assert not work.audit.of_case(examples.reported_case("9").id)


def test_a_session_that_ran_out_leads_back_to_the_form(visitor: Visitor) -> None:
    visitor.client.post("/report/place", headers={"Referer": "http://localhost/report/place"})
    visitor.post("/sign-in", {"phone": examples.PHONE_A})

    assert visitor.post("/sign-in/code", {"code": "246810"}).location == "/report/place"


@pytest.mark.proves("S15")
def test_a_form_of_another_site_leads_nowhere(visitor: Visitor) -> None:
    visitor.client.post("/report/place", headers={"Referer": "http://elsewhere.example/trap"})
    visitor.post("/sign-in", {"phone": examples.PHONE_A})

    assert visitor.post("/sign-in/code", {"code": "246810"}).location == "/"

"""The second half of an officer's sign-in."""

from datetime import timedelta

import pytest

from accident_service.journal import FIELDS
from accident_service.web.officer.second_factor import HALF_LASTS
from tests.fakes import examples
from tests.fakes.casework import FakeWorld
from tests.web.visit import Visitor, app_on

PASSWORD = {"user_name": "officer", "password": "a long password"}
OFFICER = examples.officer().id


@pytest.fixture
def world() -> FakeWorld:
    return FakeWorld()


@pytest.fixture
def visitor(world: FakeWorld) -> Visitor:
    return Visitor(app_on(world))


def test_every_refused_sign_in_leaves_a_line_without_what_was_typed(
    visitor: Visitor, caplog: pytest.LogCaptureFixture
) -> None:
    visitor.post("/officer/sign-in", PASSWORD | {"password": "hunter22hunter22"})
    visitor.post("/officer/sign-in", PASSWORD)
    visitor.post("/officer/sign-in/code", {"code": "000000"})
    told = [getattr(one, FIELDS) for one in caplog.records if one.name.endswith(".sign-in")]
    assert told == [
        {"kind": "password"},
        {"kind": "code", "caller": f"officer:{OFFICER}"},
    ]


def test_a_password_alone_opens_nothing(visitor: Visitor) -> None:
    assert visitor.post("/officer/sign-in", PASSWORD).location == "/officer/sign-in/code"
    assert visitor.get("/officer/").location == "/officer/sign-in"

    wrong = visitor.post("/officer/sign-in/code", {"code": "000000"})
    assert wrong.status_code == 422
    assert "not right" in wrong.text
    assert visitor.get("/officer/").location == "/officer/sign-in"


def test_whoever_gave_no_password_is_asked_for_it(visitor: Visitor) -> None:
    for path in ("/officer/sign-in/code", "/officer/sign-in/enrol"):
        assert visitor.get(path).location == "/officer/sign-in"
        assert visitor.post(path, {"code": "135790"}, page="/officer/sign-in").location == (
            "/officer/sign-in"
        )
    assert visitor.get("/officer/sign-in/enrol.svg").status_code == 404


def test_half_a_sign_in_is_forgotten(world: FakeWorld, visitor: Visitor) -> None:
    visitor.post("/officer/sign-in", PASSWORD)
    world.clock.pass_by((HALF_LASTS + timedelta(seconds=1)).total_seconds())

    assert visitor.get("/officer/sign-in/code").location == "/officer/sign-in"


def test_an_officer_without_a_device_enrols_one_first(world: FakeWorld, visitor: Visitor) -> None:
    world.second_factors.without.add(OFFICER)
    assert visitor.post("/officer/sign-in", PASSWORD).location == "/officer/sign-in/enrol"
    assert "JBSW Y3DP" in visitor.read("/officer/sign-in/enrol")
    assert visitor.get("/officer/sign-in/enrol.svg").mimetype == "image/svg+xml"
    assert visitor.post("/officer/sign-in/enrol", {"code": "000000"}).status_code == 422

    page = visitor.post("/officer/sign-in/enrol", {"code": "135790"})

    assert "aaaa-bbbb-cccc-dddd" in page.text
    assert visitor.get("/officer/").status_code == 200
    assert Visitor(visitor.app).post("/officer/sign-in", PASSWORD).location.endswith("/code")


def test_who_has_a_device_cannot_enrol_another(visitor: Visitor) -> None:
    visitor.post("/officer/sign-in", PASSWORD)

    assert visitor.get("/officer/sign-in/enrol").location == "/officer/sign-in"
    assert visitor.get("/officer/sign-in/enrol.svg").status_code == 404

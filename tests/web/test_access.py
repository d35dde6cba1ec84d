"""Who may call what: every route says so, and strangers get nothing, whatever they ask for."""

import re
from collections.abc import Iterator

import pytest
from flask import Blueprint, Flask
from werkzeug.routing import Rule

from accident_service.casefile.roles import Role
from accident_service.web.access import ROLES_LET_IN, Caller, declared_caller, guard
from tests.browser.staged import staged_world
from tests.fakes import examples
from tests.fakes.casework import FakeWorld
from tests.web.visit import TOKEN, Visitor, app_on

OWN_BLUEPRINTS = ("web.", "driver.", "officer.")
VALUES = {
    "site_id": examples.SITE,
    "camera_id": examples.CAMERA,
    "sha256": "0" * 64,
    "tracking_code": "BCDF0005",
    "case_id": "case-5",
    "name": "plan.svg",
    "slug": "place",
    "token": "invitation-1",
    "code": "en",
    "digest": "0",
    "clip": "clip-1",
    "int:index": "0",
    "suffix": "jpg",
    "number": "2203020001-2026-000001",
    "upload_id": "0" * 32,
    "officer_id": "officer-2",
    "endpoint_id": "whe_5f2b8c1d9e7a4f3360ab12cd",
    "run_id": "run-1",
    "unit_code": examples.officer().unit,
    "photo_id": "1" * 32,
    "recording_id": "a" * 32,
}


APP = app_on(FakeWorld())  # asked for its routes only


def rules() -> Iterator[Rule]:
    for rule in APP.url_map.iter_rules():
        if rule.endpoint.startswith(OWN_BLUEPRINTS):
            yield rule


def caller_of(rule: Rule) -> Caller | None:
    return declared_caller(APP.view_functions[rule.endpoint])


def address_of(rule: Rule) -> str:
    address = rule.rule.replace("<path:name>", "base.css")
    address = re.sub(r"<int:\w+>", "1", address)
    for name, value in VALUES.items():
        address = address.replace(f"<{name}>", value)
    assert "<" not in address, f"{rule.rule}: give the new part a value in VALUES"
    return address


def shown(page: str) -> str:
    """The page without its form token, which is another every second."""
    return TOKEN.sub("", page)


def methods_of(rule: Rule) -> set[str]:
    return (rule.methods or set()) - {"HEAD", "OPTIONS"}


ALL_RULES = tuple(rules())
RESTRICTED = tuple(rule for rule in ALL_RULES if caller_of(rule) is not Caller.ANYONE)
OF_THE_HOUSE = tuple(rule for rule in RESTRICTED if caller_of(rule) in ROLES_LET_IN)


@pytest.fixture(scope="module")
def turned_away_from() -> Flask:
    """One app for all who get nowhere: whoever is turned away leaves nothing behind."""
    world = staged_world()
    with world.ledger.reading() as work:
        world.invites.issue(work.cases.with_tracking_code("BCDF0001").id)
    world.officers.grant(examples.officer().id, *Role)
    return app_on(world)


@pytest.fixture(scope="module")
def driver(turned_away_from: Flask) -> Visitor:
    visitor = Visitor(turned_away_from)
    visitor.sign_in_by_phone(examples.PHONE_A)
    return visitor


@pytest.fixture(scope="module")
def stranger(turned_away_from: Flask) -> Visitor:
    visitor = Visitor(turned_away_from)
    visitor.sign_in_by_phone("13700000003")
    return visitor


@pytest.fixture(scope="module")
def officer(turned_away_from: Flask) -> Visitor:
    visitor = Visitor(turned_away_from)
    visitor.sign_in_as_officer()
    return visitor


def holder_of(*roles: Role) -> Visitor:
    """Somebody of the house with these roles, signed in."""
    world = staged_world()
    world.officers.grant(examples.officer().id, *roles)
    visitor = Visitor(app_on(world))
    visitor.sign_in_as_officer()
    return visitor


@pytest.mark.parametrize("rule", ALL_RULES, ids=lambda rule: rule.endpoint)
def test_every_route_declares_who_may_call_it(rule: Rule) -> None:
    assert caller_of(rule) is not None


def test_a_route_that_declares_nothing_is_refused_to_everyone() -> None:
    app = app_on(FakeWorld())
    forgetful = Blueprint("forgetful", __name__)
    guard(forgetful)
    forgetful.add_url_rule("/forgotten", view_func=lambda: "secret", endpoint="page")
    app.register_blueprint(forgetful)

    response = Visitor(app).get("/forgotten")
    assert response.status_code == 403
    assert "secret" not in response.text


@pytest.mark.parametrize("rule", RESTRICTED, ids=lambda rule: rule.endpoint)
def test_nobody_unknown_gets_past_the_sign_in(rule: Rule, turned_away_from: Flask) -> None:
    visitor = Visitor(turned_away_from)
    for method in methods_of(rule):
        response = visitor.client.open(address_of(rule), method=method)
        wanted = "/officer/sign-in" if rule in OF_THE_HOUSE else "/sign-in"
        assert (response.status_code, response.location) == (303, wanted)


@pytest.mark.parametrize(
    "rule",
    [rule for rule in RESTRICTED if caller_of(rule) is Caller.PARTY],
    ids=lambda rule: rule.endpoint,
)
def test_a_driver_of_another_accident_cannot_tell_a_case_from_none(
    rule: Rule, stranger: Visitor
) -> None:
    address = address_of(rule)
    for method in methods_of(rule):
        theirs = stranger.client.open(address, method=method)
        nobodys = stranger.client.open(address.replace("BCDF0005", "XXXX9999"), method=method)
        assert theirs.status_code == nobodys.status_code == 404
        assert shown(theirs.text) == shown(nobodys.text.replace("XXXX9999", "BCDF0005"))


@pytest.mark.parametrize(
    "rule",
    OF_THE_HOUSE,
    ids=lambda rule: rule.endpoint,
)
def test_a_driver_is_no_officer(rule: Rule, driver: Visitor) -> None:
    for method in methods_of(rule):
        response = driver.client.open(address_of(rule), method=method)
        assert (response.status_code, response.location) == (303, "/officer/sign-in")


@pytest.mark.parametrize("role", [None, *Role], ids=lambda role: role or "no role")
def test_a_role_opens_its_own_pages_and_no_others(role: Role | None) -> None:
    roles = () if role is None else (role,)
    visitor = holder_of(*roles)
    for rule in OF_THE_HOUSE:
        caller = caller_of(rule)
        assert caller is not None
        if ROLES_LET_IN[caller].intersection(roles):
            continue
        for method in methods_of(rule):
            response = visitor.client.open(address_of(rule), method=method)
            if rule.endpoint == "officer.queue":  # where everybody lands who signs in
                assert (response.status_code, response.location) == (303, "/officer/home")
            else:
                assert response.status_code == 403, (rule.endpoint, method)


def test_whoever_has_no_cases_to_work_on_begins_at_a_page_of_their_own() -> None:
    assert "no cases to work on" in holder_of(Role.AUDITOR).read("/officer/home")
    assert holder_of(Role.HEAD).get("/officer/home").location == "/officer/unit"
    assert holder_of(Role.OFFICER).get("/officer/home").location == "/officer/"


def test_an_officer_is_no_party(officer: Visitor) -> None:
    assert officer.get("/case/BCDF0005").location == "/sign-in"


POSTING = tuple(rule for rule in ALL_RULES if "POST" in methods_of(rule))


@pytest.mark.parametrize("rule", POSTING, ids=lambda rule: rule.endpoint)
def test_no_form_is_taken_without_its_token(
    rule: Rule, turned_away_from: Flask, driver: Visitor, officer: Visitor
) -> None:
    visitor = Visitor(turned_away_from)
    if rule in OF_THE_HOUSE:
        visitor = officer
    elif caller_of(rule) is not Caller.ANYONE:
        visitor = driver

    response = visitor.client.post(address_of(rule), data={"kind": "confirm"})
    assert response.status_code == 400
    assert "no longer valid" in response.text or "失效" in response.text

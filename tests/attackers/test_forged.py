"""Nothing is done in a visitor's name without the token of a page of their own session."""

import io
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from werkzeug.routing import Rule

from tests.attackers.crawl import filled
from tests.attackers.doors import Knocking, knocking, methods_of, values_of
from tests.web.visit import TOKEN

pytestmark = pytest.mark.proves("S6")

READING = ("GET", "HEAD")
BEGINNINGS = {
    "/officer/admin/retention/<run_id>/approve": "head",
    "/officer/unit": "head",
    "/officer/admin": "administrator",
    "/officer/cameras": "surveyor",
    "/officer": "officer",
    "": "driver xA",
}
SENT: dict[str, dict[str, Any]] = {
    "a form": {"data": {"kind": "confirm"}},
    "JSON": {"json": {"kind": "confirm"}},
    "a file": {},
    "text": {"data": "kind=confirm", "content_type": "text/plain"},
    "a piece": {"data": b"x", "content_type": "application/offset+octet-stream"},
}


def writing(app: Flask) -> Iterator[tuple[str, Rule]]:
    """Every method of the pages that changes something; the API carries no cookie."""
    for rule in app.url_map.iter_rules():
        if not rule.rule.startswith("/v1"):
            yield from ((method, rule) for method in methods_of(rule) if method not in READING)


def whose(rule: Rule) -> str:
    """Somebody who may call it."""
    return next(who for start, who in BEGINNINGS.items() if rule.rule.startswith(start))


@pytest.fixture(scope="module")
def people(app: Flask) -> dict[str, Knocking]:
    return {who: knocking(app, who) for who in set(BEGINNINGS.values())}


@pytest.mark.parametrize("what", SENT)
def test_nothing_is_taken_without_the_token_of_a_page(
    app: Flask, people: dict[str, Knocking], what: str
) -> None:
    found = list(writing(app))
    assert len(found) > 70
    for method, rule in found:
        one = people[whose(rule)]
        sent = SENT[what] or {"data": {"photo": (io.BytesIO(b"x"), "x.jpg")}}
        answer = one.client.open(filled(rule, values_of("x")), method=method, **sent)
        assert answer.status_code == 400, (method, rule.rule, answer.status_code)


def test_a_token_of_somebody_else_s_session_is_none(
    app: Flask, people: dict[str, Knocking]
) -> None:
    page = knocking(app, "driver yA").client.get("/verify").text
    token = TOKEN.search(page)
    assert token is not None
    for method, rule in writing(app):
        answer = people[whose(rule)].client.open(
            filled(rule, values_of("x")), method=method, headers={"X-CSRFToken": token[1]}
        )
        assert answer.status_code == 400, (method, rule.rule)


def test_nobody_can_be_signed_in_as_somebody_else_from_another_site(app: Flask) -> None:
    """A forged sign-in would have a victim report under the attacker's phone."""
    victim = knocking(app, "nobody").client
    forms = {"/sign-in": {"phone": "13700000003"}, "/sign-in/code": {"code": "246810"}}
    desk = {
        "/officer/sign-in": {"user_name": "officer", "password": "a long password"},
        "/officer/sign-in/code": {"code": "135790"},
    }
    for address, fields in (forms | desk).items():
        assert victim.post(address, data=fields).status_code == 400
    assert victim.get("/cases").location == "/sign-in"
    assert victim.get("/officer/").location == "/officer/sign-in"


def test_the_session_goes_with_no_form_of_another_site(app: Flask) -> None:
    cookies = knocking(app, "nobody").client.get("/sign-in").headers.getlist("Set-Cookie")
    assert cookies
    assert all("SameSite=Lax" in one and "HttpOnly" in one for one in cookies)

"""A session is its holder's: none is planted, none outlives its end, half a sign-in is none."""

import pytest
from flask import Flask

from tests.attackers.doors import knocking
from tests.attackers.marks import PHONES, TRACKING
from tests.attackers.test_matrix import CHANGING
from tests.web.visit import Visitor

pytestmark = pytest.mark.proves("S11")

DOORS = {
    "driver xA": ("/cases", "/sign-out", "/sign-in"),
    "officer": ("/officer/", "/officer/sign-out", "/officer/sign-in"),
}


def cookie_of(visitor: Visitor) -> str:
    kept = visitor.client.get_cookie("session")
    assert kept is not None
    return kept.value


def with_cookie(app: Flask, value: str) -> Visitor:
    """Another browser that got hold of it."""
    thief = Visitor(app)
    thief.client.set_cookie("session", value)
    return thief


def signed_in(app: Flask, who: str) -> Visitor:
    visitor = Visitor(app)
    visitor.client = knocking(app, who).client
    return visitor


@pytest.mark.parametrize("who", DOORS)
def test_whoever_signs_out_is_out_with_every_copy_of_the_cookie(app: Flask, who: str) -> None:
    page, way_out, sign_in = DOORS[who]
    visitor = signed_in(app, who)
    copied = cookie_of(visitor)
    assert with_cookie(app, copied).get(page).status_code == 200

    assert visitor.post(way_out, {}, page=page).status_code == 303

    assert visitor.get(page).location == sign_in
    assert with_cookie(app, copied).get(page).location == sign_in


@pytest.mark.parametrize("who", DOORS)
def test_one_s_other_sessions_go_on_when_one_is_ended(app: Flask, who: str) -> None:
    page, way_out, _ = DOORS[who]
    phone, desk = signed_in(app, who), signed_in(app, who)
    phone.post(way_out, {}, page=page)
    assert desk.get(page).status_code == 200


@pytest.mark.parametrize("who", DOORS)
def test_a_session_planted_before_is_worth_nothing_after_the_sign_in(app: Flask, who: str) -> None:
    page, _, sign_in = DOORS[who]
    attacker = Visitor(app)
    attacker.get("/sign-in")
    attacker.get("/officer/sign-in")
    attacker.post("/sign-in", {"phone": PHONES["xA"]})
    planted = cookie_of(attacker)
    victim = with_cookie(app, planted)
    if who == "officer":
        victim.sign_in_as_officer()
    else:
        victim.sign_in_by_phone(PHONES["xA"])

    assert cookie_of(victim) != planted
    assert with_cookie(app, planted).get(page).location == sign_in
    assert attacker.get(page).location == sign_in


def test_a_password_alone_opens_nothing(app: Flask) -> None:
    visitor = Visitor(app)
    fields = {"user_name": "officer", "password": "a long password"}
    assert visitor.post("/officer/sign-in", fields).location == "/officer/sign-in/code"
    for address in ("/officer/", "/officer/case/case-x", "/officer/admin/people"):
        assert visitor.get(address).location == "/officer/sign-in"
    assert visitor.post("/officer/sign-in/code", {"code": "000000"}).status_code == 422
    assert visitor.get("/officer/").location == "/officer/sign-in"


@pytest.mark.parametrize("changed", ["x", "a.b.c", ""])
def test_a_cookie_that_was_changed_is_none(app: Flask, changed: str) -> None:
    visitor = signed_in(app, "officer")
    head, _, _ = cookie_of(visitor).partition(".")
    thief = with_cookie(app, changed or f"{head}.forged.signature")
    assert thief.get("/officer/").location == "/officer/sign-in"


def test_a_tracking_number_tells_a_stranger_nothing_not_even_that_it_exists(app: Flask) -> None:
    client = knocking(app, "driver without a case").client
    told = [
        client.get(f"/case/{code}", headers={"Accept": "text/html"})
        for code in (TRACKING["x"], "XXXX9999")
    ]
    assert [one.status_code for one in told] == [404, 404]
    pages = {CHANGING.sub("", one.text).replace(TRACKING["x"], "XXXX9999") for one in told}
    assert len(pages) == 1


def test_asking_for_a_code_tells_nobody_whose_phone_is_known(app: Flask) -> None:
    told = [
        Visitor(app).post("/sign-in", {"phone": phone}) for phone in (PHONES["yB"], "13711112222")
    ]
    assert [(one.status_code, one.location) for one in told] == [(303, "/sign-in/code")] * 2


def test_sessions_go_on_over_a_new_key_and_end_with_the_old_one(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, _, sign_in = DOORS["officer"]
    visitor = signed_in(app, "officer")
    copied = cookie_of(visitor)
    old = app.config["SECRET_KEY"]
    monkeypatch.setitem(app.config, "SECRET_KEY", "another for tests " * 4)
    monkeypatch.setitem(app.config, "SECRET_KEY_FALLBACKS", [old])
    assert with_cookie(app, copied).get(page).status_code == 200
    monkeypatch.setitem(app.config, "SECRET_KEY_FALLBACKS", [])
    assert with_cookie(app, copied).get(page).location == sign_in

"""What every answer carries, of every reading route, to somebody it is really given to."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from tests.attackers.crawl import filled, readable_text
from tests.attackers.doors import Knocking, knocking, methods_of, values_of
from tests.web.visit import Visitor

FORGED = "evil.example"
SPOOFED = {
    "Host": FORGED,
    "X-Forwarded-Host": FORGED,
    "X-Forwarded-Server": FORGED,
    "X-Original-URL": "/officer/admin/people",
    "X-Rewrite-URL": "/officer/admin/people",
    "Forwarded": f"for=127.0.0.1;host={FORGED};proto=https",
}
SHOWN_TO = {
    "/officer/admin/call-ups": "auditor",
    "/officer/admin/audit": "auditor",
    "/officer/admin": "administrator",
    "/officer/unit": "head",
    "/officer/sign-in": "nobody",
    "/officer": "officer",
    "/v1": "insurer PICC",
    "": "driver xA",
}
# The same for everybody: files of the pages, keys, and what it takes to check a document.
MAY_BE_KEPT = (
    "/assets/",
    "/static/",
    "/favicon.ico",
    "/offline",
    "/worker.js",
    "/verify/",
    "/v1/jwks.json",
    "/v1/sandbox/jwks.json",
    "/v1/openapi.json",
)
# A browser may hold on to these, but shows them only once the gate has let it in again...
ASKED_EACH_TIME = (
    "/officer/case/<case_id>/frame/<clip>/<int:index>.<suffix>",
    "/officer/case/<case_id>/thumbnail",
    "/officer/cameras/",
)
ROADS = ("/report/map.json", "/officer/city/roads.json")  # ... and these show streets alone.
INLINE = re.compile(
    r"<script(?![^>]* (?:src=|type=.application/json))|<style|\sstyle=|\son[a-z]+=|javascript:"
)


def reading(app: Flask) -> Iterator[Rule]:
    for rule in app.url_map.iter_rules():
        if "GET" in methods_of(rule):
            yield rule


@pytest.fixture(scope="module")
def people(app: Flask) -> dict[str, Knocking]:
    everybody = {who: knocking(app, who) for who in set(SHOWN_TO.values())}
    for one in everybody.values():
        if kept := one.client.get_cookie("session"):  # sent along whatever the Host says
            one.client.set_cookie("session", kept.value, domain=FORGED)
    return everybody


@pytest.fixture(scope="module")
def answers(app: Flask, people: dict[str, Knocking]) -> dict[str, TestResponse]:
    """Every reading route's answer to forged headers."""
    told = {}
    for rule in reading(app):
        who = next(one for start, one in SHOWN_TO.items() if rule.rule.startswith(start))
        asked = {"Accept": "text/html", **SPOOFED, **people[who].headers}
        values = values_of("xo") | {"number": values_of("x")["number"]}
        told[rule.rule] = people[who].client.get(filled(rule, values), headers=asked, buffered=True)
    return told


def test_most_of_it_is_really_shown(answers: dict[str, TestResponse]) -> None:
    shown = [address for address, answer in answers.items() if answer.status_code == 200]
    assert len(shown) > 60


@pytest.mark.proves("S16")
def test_nothing_of_anybody_is_kept_by_a_cache(answers: dict[str, TestResponse]) -> None:
    kept = [
        (address, answer.headers.get("Cache-Control"))
        for address, answer in answers.items()
        if "no-store" not in answer.headers.get("Cache-Control", "")
        and not address.startswith((*MAY_BE_KEPT, *ROADS))
        and not (address.startswith(ASKED_EACH_TIME) and _asked_each_time(answer))
    ]
    assert not kept


def _asked_each_time(answer: TestResponse) -> bool:
    return answer.headers["Cache-Control"] == "private, no-cache"


@pytest.mark.proves("S16")
def test_a_desk_that_was_left_holds_no_pictures(app: Flask) -> None:
    page = Visitor(app)
    page.sign_in_as_officer()
    left = page.post("/officer/sign-out", {}, page="/officer/")
    assert left.headers["Clear-Site-Data"] == '"cache"'


@pytest.mark.proves("S5")
def test_every_answer_says_what_a_browser_may_do_with_it(answers: dict[str, TestResponse]) -> None:
    for address, answer in answers.items():
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy, address
        assert "frame-ancestors 'none'" in policy, address
        assert "unsafe" not in policy, address
        wanted = {
            "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": "DENY",
            "Referrer-Policy": "same-origin",
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "same-origin",
        }
        assert {name: answer.headers.get(name) for name in wanted} == wanted, address
        assert "Permissions-Policy" in answer.headers, address


@pytest.mark.proves("S5")
def test_no_page_needs_an_exception_from_its_policy(answers: dict[str, TestResponse]) -> None:
    """No script or style stands in a page, so the policy names no nonce and no hash."""
    pages = {
        address: answer.text
        for address, answer in answers.items()
        if answer.mimetype == "text/html"
    }
    assert len(pages) > 30
    assert not [address for address, page in pages.items() if INLINE.search(page)]


@pytest.mark.proves("S15")
def test_no_answer_repeats_a_forged_host(answers: dict[str, TestResponse]) -> None:
    led_on = [
        address
        for address, answer in answers.items()
        if FORGED in readable_text(f"{answer.headers}{answer.data.decode(errors='replace')}")
    ]
    assert not led_on


@pytest.mark.proves("S15")
def test_links_for_others_name_the_service_by_its_settings(
    app: Flask, people: dict[str, Knocking]
) -> None:
    client = people["driver xA"].client
    page = client.get("/case/BXXX6789", headers=SPOOFED).text
    invited = re.findall(r'https?://[^"<\s]+/join/', page)
    assert all(one.startswith(app.config["PUBLIC_BASE_URL"]) for one in invited)


def test_tls_is_insisted_on_by_every_route_once_it_is_used(
    app: Flask, people: dict[str, Knocking]
) -> None:
    for rule in reading(app):
        answer = people["nobody"].client.get(
            filled(rule, values_of("x")), base_url="https://localhost", buffered=True
        )
        assert answer.headers["Strict-Transport-Security"].startswith("max-age="), rule.rule

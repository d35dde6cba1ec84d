"""Whoever may see one case gets nothing of another by naming its parts in that address."""

import pytest
from flask import Flask
from werkzeug.routing import Rule

from accident_service.reports.party import PartyLetter
from tests.attackers.crawl import filled
from tests.attackers.doors import knocking, routes_to_something, values_of

pytestmark = pytest.mark.proves("S3", "S17")

CASE = {"tracking_code", "case_id"}
PARTS = {"photo_id", "recording_id", "upload_id", "clip", "name"}
PARTS_OF_ONE = ("photo_id", "recording_id")


def to_parts(app: Flask, door: str) -> list[Rule]:
    """Reading routes of this door that name a case and something in it."""
    return [
        rule
        for rule in routes_to_something(app)
        if rule.rule.startswith(door)
        and rule.arguments & CASE
        and rule.arguments & PARTS
        and "GET" in (rule.methods or ())
    ]


@pytest.mark.parametrize(("who", "door"), [("driver xA", "/case/"), ("officer", "/officer/case/")])
def test_parts_of_another_case_are_not_in_this_one(app: Flask, who: str, door: str) -> None:
    client = knocking(app, who).client
    found = to_parts(app, door)
    assert len(found) >= 4
    for kind, other in (("x", "y"), ("xo", "x"), ("x", "xo"), ("xo", "yo")):
        mixed = values_of(other) | {name: values_of(kind)[name] for name in CASE}
        told = {rule.rule: client.get(filled(rule, mixed)).status_code for rule in found}
        assert set(told.values()) == {404}, told


def test_while_a_case_is_open_a_party_sees_no_picture_of_the_other_s(app: Flask) -> None:
    for who, other in (("driver xA", PartyLetter.B), ("driver xB", PartyLetter.A)):
        client = knocking(app, who).client
        own = PartyLetter.A if other is PartyLetter.B else PartyLetter.B
        rules = [rule for rule in to_parts(app, "/case/") if rule.arguments & set(PARTS_OF_ONE)]
        for rule in rules:
            theirs = client.get(filled(rule, values_of("xo", other)), buffered=True)
            mine = client.get(filled(rule, values_of("xo", own)), buffered=True)
            assert (theirs.status_code, mine.status_code) == (404, 200), rule.rule


def test_an_address_of_evidence_is_no_key(app: Flask) -> None:
    """It is worth nothing without the session, and holds no secret that could be passed on."""
    sent, nobody = knocking(app, "driver xA").client, knocking(app, "nobody").client
    for rule in to_parts(app, "/case/"):
        address = filled(rule, values_of("x"))
        if sent.get(address, buffered=True).status_code == 200:
            answer = nobody.get(address)
            assert (answer.status_code, answer.location) == (303, "/sign-in")

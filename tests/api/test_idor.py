"""The API's routes, drawn from its address map, without a token, a scope, or a share in the case.

Who gets what of every route is in tests/attackers/matrix.toml.
"""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from joserfc import jwt
from werkzeug.routing import Rule

from accident_service.api.access import ANYONE, Caller, declared_caller
from accident_service.api.access_tokens import signing_key
from accident_service.casework.insurer_scopes import Scope
from tests.api.door import COVERS_NOBODY, NUMBER, READS_NOTHING, SECRET, Door, issue, open_door
from tests.fakes.doors import insurer_client

EVERY_SCOPE = frozenset(Scope)
# A route whose address has a new parameter needs a value for it here.
VALUES = {
    "number": NUMBER,
    "endpoint_id": "whe_5f2b8c1d9e7a4f3360ab12cd",
    "message_id": "msg_019caccf6940682fc08097a8b7480cd4",
}
BODIES: dict[str, object] = {
    "api.leave_claim": {"reference": "x"},
    "api.exchange_secret": {"overlap_hours": 24},
    "api.replay_since": {"since": "2026-03-02T00:00:00Z"},
}
APP = open_door().client.application


def calls() -> Iterator[tuple[str, str, Rule]]:
    for rule in APP.url_map.iter_rules():
        if rule.endpoint.startswith("api.") and rule.endpoint != "api.nowhere":
            for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
                yield rule.endpoint, method, rule


def caller_of(rule: Rule) -> Caller:
    caller = declared_caller(APP.view_functions[rule.endpoint])
    assert caller is not None
    return caller


CLOSED = [call for call in calls() if caller_of(call[2]) != ANYONE]


def address(rule: Rule) -> str:
    return re.sub(r"<(?:\w+:)?(\w+)>", lambda found: VALUES[found[1]], rule.rule)


@pytest.fixture(scope="module")
def door() -> Door:
    opened = open_door(
        insurers=(
            insurer_client("PICC", scopes=EVERY_SCOPE),
            insurer_client("CPIC", scopes=EVERY_SCOPE),
            insurer_client("PINGAN", scopes=EVERY_SCOPE),
            READS_NOTHING,
        )
    )
    bearer = {"Authorization": f"Bearer {opened.token()}"}
    hook = {"url": "https://claims.insurer.example/hooks"}
    made = opened.client.post("/v1/webhook-endpoints", json=hook, headers=bearer)
    assert made.status_code == 201, made.text
    VALUES["endpoint_id"] = made.get_json()["id"]
    return opened


@pytest.fixture(scope="module")
def tokens(door: Door) -> dict[str, str]:
    return {by: door.token(by) for by in ("picc-client", COVERS_NOBODY.client_id, "scopeless")}


def test_there_is_something_to_try() -> None:
    assert len(CLOSED) >= 10


@pytest.mark.proves("S11")
@pytest.mark.parametrize(("endpoint", "method", "rule"), CLOSED)
def test_nobody_comes_in_without_token_or_scope(
    door: Door, tokens: dict[str, str], endpoint: str, method: str, rule: Rule
) -> None:
    body = BODIES.get(endpoint)
    for headers, status in (
        ({}, 401),
        ({"Authorization": "Bearer forged.token.here"}, 401),
        ({"Authorization": f"Bearer {tokens['scopeless']}"}, 403),
    ):
        answer = door.client.open(address(rule), method=method, json=body, headers=headers)
        assert answer.status_code == status
        assert answer.mimetype == "application/problem+json"
        assert NUMBER not in answer.text


@pytest.mark.proves("S4")
def test_s4_lists_filters_and_pages_tell_a_stranger_nothing(
    door: Door, tokens: dict[str, str]
) -> None:
    bearer = {"Authorization": f"Bearer {tokens[COVERS_NOBODY.client_id]}"}
    for query in (
        "",
        "?plate=吉C12345",
        "?policy_no=PDZA202622030000000001",
        "?status=issued",
        "?limit=1",
        "?updated_since=2020-01-01T00:00:00Z",
        "?occurred_from=2020-01-01T00:00:00Z&occurred_to=2030-01-01T00:00:00Z",
    ):
        listed = door.client.get(f"/v1/determinations{query}", headers=bearer)
        assert listed.get_json() == {"items": [], "next": None}


@pytest.mark.proves("S4")
def test_s4_a_cursor_is_worth_nothing_to_another_insurer() -> None:
    own = open_door()
    issue(own.world, 2)
    following = own.get("/v1/determinations?limit=1").get_json()["next"]
    assert own.get(following).status_code == 200
    stolen = own.get(following, by="cpic-client")
    assert stolen.status_code == 422
    assert "2203020001" not in following


@pytest.mark.proves("S11")
def test_s11_a_token_of_another_audience_or_issuer_opens_nothing(door: Door) -> None:
    now = door.world.clock.now()
    key = signing_key(SECRET.encode())
    good = {
        "iss": "accident-service",
        "aud": "accident-service/v1",
        "sub": "picc-client",
        "scope": "determinations:read",
        "iat": int(now.timestamp()),
        "exp": int((now + timedelta(minutes=5)).timestamp()),
    }
    for changed, status in (
        ({}, 200),
        ({"aud": "accident-service/v2"}, 401),
        ({"iss": "somebody"}, 401),
        ({"sub": "nobody"}, 401),
        ({"scope": ""}, 403),
        ({"exp": int(now.timestamp()) - 1}, 401),
    ):
        token = jwt.encode({"alg": "HS256"}, good | changed, key)
        answer = door.client.get("/v1/determinations", headers={"Authorization": f"Bearer {token}"})
        assert answer.status_code == status, changed

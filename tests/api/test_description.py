import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from accident_service.api.access import ANYONE, declared_caller
from accident_service.casework.insurer_scopes import Scope
from tests.api.door import Door

DETERMINATIONS_SCOPES = {*Scope} - {Scope.MANAGE_WEBHOOKS}
NUMBER = "2203020001-2026-000001"


@pytest.fixture
def spec(door: Door) -> dict[str, Any]:
    found: dict[str, Any] = door.client.get("/v1/openapi.json").get_json()
    return found


def references(part: object) -> list[str]:
    if isinstance(part, dict):
        own = [part["$ref"]] if isinstance(part.get("$ref"), str) else []
        return own + [one for inner in part.values() for one in references(inner)]
    if isinstance(part, list):
        return [one for inner in part for one in references(inner)]
    return []


def schema_of(spec: dict[str, Any], path: str) -> dict[str, Any]:
    answer = spec["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]
    return {**answer["schema"], "components": spec["components"]}


def test_the_description_is_of_this_api_and_complete(spec: dict[str, Any]) -> None:
    assert spec["openapi"].startswith("3.1")
    determinations = {path for path in spec["paths"] if "webhook" not in path}
    assert determinations == {
        "/v1/oauth/token",
        "/v1/determinations",
        "/v1/determinations/{number}",
        "/v1/determinations/{number}/document.pdf",
        "/v1/determinations/{number}/masked-document.pdf",
        "/v1/determinations/{number}/claim",
        "/v1/determinations/{number}/evidence.zip",
        "/v1/jwks.json",
        "/v1/sandbox/jwks.json",
    }
    for reference in references(spec):
        part: Any = spec
        for step in reference.removeprefix("#/").split("/"):
            part = part[step]


def test_secured_routes_say_so_with_their_scope_and_their_problems(spec: dict[str, Any]) -> None:
    for path, item in spec["paths"].items():
        for operation in item.values():
            if path.startswith("/v1/determinations"):
                scopes = [*operation["security"][0]["oauth2"]]
                assert len(scopes) == 1
                assert scopes[0] in DETERMINATIONS_SCOPES
                assert {"401", "403", "404", "422", "429"} <= set(operation["responses"])


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("/v1/determinations", "/v1/determinations"),
        ("/v1/determinations/{number}", f"/v1/determinations/{NUMBER}"),
    ],
)
def test_answers_are_what_the_description_says(
    door: Door, spec: dict[str, Any], path: str, address: str
) -> None:
    answer = door.get(address).get_json()
    errors = list(Draft202012Validator(schema_of(spec, path)).iter_errors(answer))
    assert not errors


def test_every_route_of_the_api_says_who_may_call_it(door: Door) -> None:
    app = door.client.application
    open_routes = set()
    for rule in app.url_map.iter_rules():
        if rule.endpoint.startswith("api."):
            caller = declared_caller(app.view_functions[rule.endpoint])
            assert caller is not None, rule.endpoint
            if caller == ANYONE:
                open_routes.add(rule.endpoint)
    assert open_routes == {
        "api.give_token",
        "api.public_keys",
        "api.sandbox_keys",
        "api.openapi",
        "api.nowhere",
    }


@pytest.mark.parametrize("path", ["/v1/jwks.json", "/v1/openapi.json"])
def test_public_answers_may_be_cached(door: Door, path: str) -> None:
    first = door.client.get(path)
    again = door.client.get(path, headers={"If-None-Match": first.headers["ETag"]})

    assert first.headers["Cache-Control"] == "public, max-age=3600"
    assert again.status_code == 304


def test_the_keys_are_public_ones(door: Door) -> None:
    keys = door.client.get("/v1/jwks.json")
    assert keys.mimetype == "application/jwk-set+json"
    assert "d" not in json.loads(keys.text)["keys"][0]

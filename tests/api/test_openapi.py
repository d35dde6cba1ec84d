"""The description that is kept, that is served, and what it says of every route."""

from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from accident_service.api.__main__ import written
from accident_service.api.openapi import described

KEPT = Path(__file__).resolve().parents[2] / "docs" / "openapi.json"
SPEC = described()
OPERATIONS = [
    (path, method, operation)
    for path, item in SPEC["paths"].items()
    for method, operation in item.items()
]


def test_what_is_kept_is_what_is_served() -> None:
    assert KEPT.read_text() == written(), "run `make api-description` and look at the change"


@pytest.mark.parametrize(("path", "method", "operation"), OPERATIONS)
def test_every_answer_tells_its_headers_and_every_failure_is_a_problem(
    path: str, method: str, operation: dict[str, Any]
) -> None:
    assert operation["summary"]
    assert {"429", "500", "503"} <= set(operation["responses"])
    for status, answer in operation["responses"].items():
        if "$ref" in answer:
            name = answer["$ref"].rpartition("/")[2]
            answer = SPEC["components"]["responses"][name]  # noqa: PLW2901
            assert list(answer["content"]) == ["application/problem+json"]
        assert "X-Request-ID" in answer["headers"], (path, method, status)
        for header in answer["headers"]:
            assert header in SPEC["components"]["headers"]


def test_examples_are_what_their_schemas_say() -> None:
    checked = 0
    for _, _, operation in OPERATIONS:
        for body in [operation.get("requestBody", {}), *operation["responses"].values()]:
            for content in body.get("content", {}).values():
                if "example" in content:
                    schema = {**content["schema"], "components": SPEC["components"]}
                    errors = list(Draft202012Validator(schema).iter_errors(content["example"]))
                    assert not errors
                    checked += 1
    assert checked >= 6


def test_names_are_short_and_told_apart() -> None:
    assert not [name for name in SPEC["components"]["schemas"] if "." in name]
    named = [operation["operationId"] for _, _, operation in OPERATIONS]
    assert len(set(named)) == len(named)
    assert "read_determination" in named


def test_a_write_that_may_be_sent_twice_says_so() -> None:
    put = SPEC["paths"]["/v1/determinations/{number}/claim"]["put"]
    assert "Idempotency-Key" in [one["name"] for one in put["parameters"]]
    assert {"409", "413", "415"} <= set(put["responses"])

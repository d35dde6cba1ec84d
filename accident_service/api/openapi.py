"""This API in OpenAPI 3.1: drawn from its routes, then told what every answer may carry.

The same text is served at /v1/openapi.json and kept in docs/openapi.json; a test holds the two
together, so that a change of the contract is seen in review.
"""

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, cast

from apiflask import APIFlask
from flask import Flask

from accident_service import __version__
from accident_service.api.access import Caller, declared_caller
from accident_service.api.answers import Problem
from accident_service.api.blueprint import BLUEPRINT
from accident_service.api.example import example_of
from accident_service.api.once import ONCE
from accident_service.api.openapi_words import (
    ANSWERS,
    DESCRIPTION,
    HEADERS,
    IDEMPOTENCY_KEY,
    IF_NONE_MATCH,
    OF_EVERY_ANSWER,
    PROBLEMS,
    SECURITY,
    TAGS,
    TITLE,
    TOKEN_FORM,
)
from accident_service.api.problems import MEDIA_TYPE

JSON = "application/json"
AS_PATH = str.maketrans("<>", "{}")
METHODS = ("get", "post", "put", "patch", "delete")
Spec = dict[str, Any]
TOKEN = "/v1/oauth/token"  # noqa: S105 - an address


@cache
def described() -> Spec:
    """The description of this API alone, with its failures as they really are.

    It is drawn from an app that holds nothing else: the pages beside it are no part of it.
    """
    app = APIFlask("accident_service", title=TITLE, version=__version__)
    app.config.update(OPENAPI_VERSION="3.1.0", AUTO_OPERATION_ID=True, TAGS=TAGS)
    app.register_blueprint(BLUEPRINT)
    with app.app_context():
        spec = cast("Spec", app.spec)
    spec["info"]["description"] = DESCRIPTION
    spec["servers"] = [{"url": "/"}]
    _complete_components(spec)
    views = _views(app)
    for path, method, operation in _operations(spec):
        view = views[path, method]
        _tell_caller(operation, declared_caller(view))
        _tell_answers(path, method, operation)
        _tell_parameters(method, operation, once=hasattr(view, ONCE))
        operation["operationId"] = operation["operationId"].partition("_api_")[2]
    spec["paths"][TOKEN]["post"]["requestBody"] = TOKEN_FORM
    _exemplify(spec)
    return spec


def _complete_components(spec: Spec) -> None:
    components = spec.setdefault("components", {})
    schemas = components.setdefault("schemas", {})
    schemas["Problem"] = Problem.model_json_schema()
    for unused in ("ValidationError", "HTTPError"):
        schemas.pop(unused, None)
    _shorten_names(spec)
    problem = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    components["headers"] = HEADERS
    components["responses"] = {
        name: {
            "description": description,
            "headers": _headers(*OF_EVERY_ANSWER, *more),
            "content": problem,
        }
        for name, description, more in PROBLEMS.values()
    }
    components["securitySchemes"] = SECURITY


def _shorten_names(spec: Spec) -> None:
    """`DeterminationView.Words` is `Words` wherever it appears: one schema, one name."""
    schemas = spec["components"]["schemas"]
    short = {name: name.rpartition(".")[2] for name in schemas if "." in name}
    for old, new in short.items():
        schemas.setdefault(new, schemas[old])
        del schemas[old]
    _rename(
        spec, {f"#/components/schemas/{o}": f"#/components/schemas/{n}" for o, n in short.items()}
    )
    spec["components"]["schemas"] = dict(sorted(schemas.items()))


def _rename(part: object, names: dict[str, str]) -> None:
    if isinstance(part, dict):
        if (reference := part.get("$ref")) in names:
            part["$ref"] = names[cast("str", reference)]
        for inner in part.values():
            _rename(inner, names)
    elif isinstance(part, list):
        for inner in part:
            _rename(inner, names)


def _tell_caller(operation: Spec, caller: Caller | None) -> None:
    """The scope the route is really held to, so that the two never differ."""
    if caller is not None and caller.scope is not None:
        operation["security"] = [{"oauth2": [caller.scope.value]}]


def _tell_answers(path: str, method: str, operation: Spec) -> None:
    answers: Spec = {
        status: answer
        for status, answer in operation["responses"].items()
        if status.startswith("2") or path == TOKEN
    }
    for status, answer in answers.items():
        answer["description"] = ANSWERS.get((path, status), answer["description"])
        told = ("ETag", "Cache-Control") if method == "get" else ("Cache-Control",)
        answer["headers"] = _headers(*OF_EVERY_ANSWER, *told)
    if method == "get":
        answers["304"] = {
            "description": "You have it already: nothing changed",
            "headers": _headers(*OF_EVERY_ANSWER, "ETag"),
        }
    for status in _failures(path, method, operation):
        answers.setdefault(status, {"$ref": f"#/components/responses/{PROBLEMS[status][0]}"})
    operation["responses"] = dict(sorted(answers.items()))


def _failures(path: str, method: str, operation: Spec) -> tuple[str, ...]:
    failures = ["429", "500", "503"]
    if operation.get("security"):
        failures += ["401", "403", "404", "422"]
    if method == "get":
        failures += ["422"]
    else:
        failures += ["400", "413", "415"] if path != TOKEN else ["413"]
    if operation.get("security") and (method != "get" or path.endswith("/evidence.zip")):
        failures += ["409"]
    if "sandbox" in path:
        failures += ["403"]
    return tuple(failures)


def _tell_parameters(method: str, operation: Spec, *, once: bool) -> None:
    parameters = operation.setdefault("parameters", [])
    for parameter in parameters:
        _without_null(parameter)
        if parameter["in"] == "path":
            parameter["schema"] |= {"minLength": 1, "maxLength": 64, "pattern": r"^[^/]+$"}
    if method == "get":
        parameters.append(IF_NONE_MATCH)
    if once:
        parameters.append(IDEMPOTENCY_KEY)
    body = operation.get("requestBody")
    if body is not None:
        body["required"] = True
    if not parameters:
        del operation["parameters"]


def _without_null(parameter: Spec) -> None:
    """A parameter is left out, never sent as null."""
    schema = parameter["schema"]
    some = [one for one in schema.pop("anyOf", []) if one != {"type": "null"}]
    if some:
        schema.update(some[0])
        if schema.get("default", ...) is None:
            del schema["default"]
    parameter.setdefault("description", schema.pop("description", ""))
    if not parameter["description"]:
        del parameter["description"]


def _views(app: Flask) -> dict[tuple[str, str], Callable[..., object]]:
    """By path and method, as the description writes them."""
    return {
        (rule.rule.translate(AS_PATH), method.lower()): app.view_functions[rule.endpoint]
        for rule in app.url_map.iter_rules()
        for method in rule.methods or ()
    }


def _exemplify(spec: Spec) -> None:
    for _, _, operation in _operations(spec):
        bodies = [operation.get("requestBody", {}), *operation["responses"].values()]
        for body in bodies:
            for media, content in body.get("content", {}).items():
                if media == JSON:
                    content["example"] = example_of(content["schema"], spec["components"])


def _headers(*names: str) -> Spec:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}


def _operations(spec: Spec) -> Iterator[tuple[str, str, Spec]]:
    for path, item in spec["paths"].items():
        for method, operation in item.items():
            if method in METHODS:
                yield path, method, operation

"""What anyone may ask of the API: how it is described, and the keys it signs with."""

from collections.abc import Iterator
from functools import cache
from typing import Any, cast

from apiflask import APIFlask
from flask import Response, current_app, jsonify, request
from werkzeug.exceptions import MethodNotAllowed, NotFound
from werkzeug.routing import RequestRedirect

from accident_service import __version__
from accident_service.api.access import ANYONE, open_to
from accident_service.api.answers import Problem
from accident_service.api.blueprint import BLUEPRINT
from accident_service.api.problems import MEDIA_TYPE
from accident_service.api.service import casework, sandbox
from accident_service.casework.insurer_scopes import MEANINGS

TITLE = "Accident determinations for insurers"
AN_HOUR = "public, max-age=3600"
METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]
OAUTH2 = {
    "type": "oauth2",
    "flows": {
        "clientCredentials": {
            "tokenUrl": "/v1/oauth/token",
            "scopes": {scope.value: meaning for scope, meaning in MEANINGS.items()},
        }
    },
}
# Every route may answer with these, whatever it does.
PROBLEMS = {
    "401": "No valid access token",
    "403": "The token lacks the scope",
    "404": "Not there, or none of yours",
    "422": "The request is not valid",
    "429": "Too many requests",
    "503": "A part of the service does not answer; try again later",
}
TOKEN_FORM = {
    "required": True,
    "content": {
        "application/x-www-form-urlencoded": {
            "schema": {
                "type": "object",
                "required": ["grant_type"],
                "properties": {
                    "grant_type": {"const": "client_credentials"},
                    "scope": {"type": "string"},
                    "client_id": {"type": "string"},
                    "client_secret": {"type": "string"},
                },
            }
        }
    },
}


@BLUEPRINT.get("/jwks.json")
@open_to(ANYONE)
@BLUEPRINT.doc(summary="Keys that signatures are checked with", tags=["Access"])
def public_keys() -> Response:
    """A JSON Web Key Set (RFC 7517)."""
    return _public(jsonify(casework().press.public_keys()), "application/jwk-set+json")


@BLUEPRINT.get("/sandbox/jwks.json")
@open_to(ANYONE)
@BLUEPRINT.doc(summary="Keys that samples are checked with", tags=["Access"])
def sandbox_keys() -> Response:
    """A JSON Web Key Set of its own, so that no sample passes for a determination."""
    return _public(jsonify(sandbox().press.public_keys()), "application/jwk-set+json")


@BLUEPRINT.get("/openapi.json")
@open_to(ANYONE)
@BLUEPRINT.doc(hide=True)
def openapi() -> Response:
    """This API in OpenAPI 3.1."""
    return _public(jsonify(described()))


@BLUEPRINT.route("/", defaults={"_path": ""}, methods=METHODS)
@BLUEPRINT.route("/<path:_path>", methods=METHODS)
@open_to(ANYONE)
@BLUEPRINT.doc(hide=True)
def nowhere(_path: str) -> Response:
    """An address of this API that leads nowhere, or not by this method."""
    allowed = sorted(_methods_here())
    if allowed:
        raise MethodNotAllowed(allowed)
    raise NotFound("There is no such address.")


@cache
def described() -> dict[str, Any]:
    """The description of this API alone, with its failures as they really are.

    It is drawn from an app that holds nothing else: the pages beside it are no part of it.
    """
    app = APIFlask("accident_service", title=TITLE, version=__version__)
    app.config["OPENAPI_VERSION"] = "3.1.0"
    app.register_blueprint(BLUEPRINT)
    with app.app_context():
        spec = cast("dict[str, Any]", app.spec)
    components = spec.setdefault("components", {})
    components.setdefault("schemas", {})["Problem"] = Problem.model_json_schema()
    components["securitySchemes"] = {"oauth2": OAUTH2}
    problem = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    for operation in _operations(spec):
        answers = operation["responses"]
        secured = bool(operation.get("security"))
        for status, description in PROBLEMS.items():
            if secured or status in ("429", "503"):
                answers[status] = {"description": description, "content": problem}
    spec["paths"]["/v1/oauth/token"]["post"]["requestBody"] = TOKEN_FORM
    return spec


def _operations(spec: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for item in spec["paths"].values():
        for name, operation in item.items():
            if name in {"get", "post", "put", "patch", "delete"}:
                yield operation


def _methods_here() -> set[str]:
    adapter = current_app.url_map.bind("")
    found = set()
    for method in METHODS:
        try:
            endpoint, _ = adapter.match(request.path, method)
        except (NotFound, MethodNotAllowed, RequestRedirect):
            continue
        if endpoint != "api.nowhere":
            found.add(method)
    return found


def _public(response: Response, mimetype: str | None = None) -> Response:
    if mimetype is not None:
        response.mimetype = mimetype
    response.headers["Cache-Control"] = AN_HOUR
    response.add_etag()
    response.make_conditional(request)
    return response

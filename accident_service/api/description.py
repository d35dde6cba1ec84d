"""What anyone may ask of the API: how it is described, and the keys it signs with."""

from flask import Response, jsonify
from werkzeug.exceptions import MethodNotAllowed, NotFound

from accident_service.api.access import ANYONE, open_to
from accident_service.api.blueprint import BLUEPRINT, Answers
from accident_service.api.methods import METHODS, methods_here
from accident_service.api.openapi import described
from accident_service.api.reading import conditional
from accident_service.api.service import casework, sandbox

AN_HOUR = "public, max-age=3600"
KEY_SET: Answers = {
    200: {
        "description": "The keys",
        "content": {
            "application/jwk-set+json": {
                "schema": {
                    "type": "object",
                    "required": ["keys"],
                    "properties": {"keys": {"type": "array", "items": {"type": "object"}}},
                }
            }
        },
    }
}


@BLUEPRINT.get("/jwks.json")
@open_to(ANYONE)
@BLUEPRINT.doc(summary="Keys that signatures are checked with", tags=["Access"], responses=KEY_SET)
def public_keys() -> Response:
    """A JSON Web Key Set (RFC 7517)."""
    return _public(jsonify(casework().press.public_keys()), "application/jwk-set+json")


@BLUEPRINT.get("/sandbox/jwks.json")
@open_to(ANYONE)
@BLUEPRINT.doc(summary="Keys that samples are checked with", tags=["Access"], responses=KEY_SET)
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
    allowed = methods_here()
    if allowed:
        raise MethodNotAllowed(allowed)
    raise NotFound("There is no such address.")


def _public(response: Response, mimetype: str | None = None) -> Response:
    if mimetype is not None:
        response.mimetype = mimetype
    return conditional(response, kept=AN_HOUR)

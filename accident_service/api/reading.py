"""What every reading route shares: who may call it, and answers sent only where they changed."""

from typing import Any

from flask import Response, jsonify, request
from pydantic import BaseModel

from accident_service.api.access import Caller
from accident_service.casework.insurer_scopes import Scope

READERS = Caller(Scope.READ_DETERMINATIONS)
# Personal data: no cache but the caller's own records may keep it.
PERSONAL = "private, no-store"


def secured(scope: Scope) -> list[str | dict[str, list[Any]]]:
    """How OpenAPI is told that a route needs a scope."""
    return [{"oauth2": [scope.value]}]


READING = secured(Scope.READ_DETERMINATIONS)


def as_json(body: BaseModel) -> Response:
    """The body with its ETag; 304 where the caller has it already."""
    return conditional(jsonify(body.model_dump(mode="json")))


def conditional(response: Response) -> Response:
    """The answer with an ETag of its bytes unless it has one; 304 where the caller has it."""
    response.headers["Cache-Control"] = PERSONAL
    response.add_etag()
    response.make_conditional(request)
    return response


def plate_of(written: str) -> str:
    """A plate as it is kept: without spaces or dots, in capitals."""
    return "".join(character for character in written if character not in " ·.-").upper()

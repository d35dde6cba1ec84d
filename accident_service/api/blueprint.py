"""The API's blueprint: every request gets an id, every route a caller, every failure a problem."""

import re
import secrets
from typing import Any

from apiflask import APIBlueprint
from flask import Response, g, request

from accident_service.api.access import guard
from accident_service.api.problems import answer_for

# What a route may answer, as OpenAPI wants it told.
Answers = dict[int | str, dict[str, str | dict[str, dict[str, Any]]]]

BLUEPRINT = APIBlueprint("api", __name__, url_prefix="/v1")

REQUEST_ID = "X-Request-ID"
GIVEN_ID = re.compile(r"[A-Za-z0-9_.-]{8,64}")


def _name_request() -> None:
    given = request.headers.get(REQUEST_ID, "")
    g.request_id = given if GIVEN_ID.fullmatch(given) else secrets.token_hex(12)


def _name_answer(response: Response) -> Response:
    response.headers[REQUEST_ID] = g.get("request_id", "")
    response.headers.setdefault("Cache-Control", "no-store")
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    return response


BLUEPRINT.before_request(_name_request)
guard(BLUEPRINT)
BLUEPRINT.after_request(_name_answer)
answer_for(BLUEPRINT)

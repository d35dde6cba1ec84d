"""The API's blueprint: every request gets an id, every route a caller, every failure a problem."""

import re
from typing import Any

from apiflask import APIBlueprint
from flask import Response, g, request
from werkzeug.exceptions import UnsupportedMediaType

from accident_service.api.access import guard
from accident_service.api.deprecation import tell_deprecation
from accident_service.api.problems import answer_for
from accident_service.api.query import refuse_unknown_parameters
from accident_service.api.throttle import tell_limits
from accident_service.journal import new_request_id

# What a route may answer, as OpenAPI wants it told.
Answers = dict[int | str, dict[str, str | dict[str, dict[str, Any]]]]

PREFIX = "/v1"
BLUEPRINT = APIBlueprint("api", __name__, url_prefix=PREFIX)

REQUEST_ID = "X-Request-ID"
LARGEST_BODY_BYTES = 64 * 2**10  # no request of this API is longer than a page of text
WRITES = frozenset({"POST", "PUT", "PATCH"})
BY_FORM = frozenset({"api.give_token", "api.nowhere"})
GIVEN_ID = re.compile(r"[A-Za-z0-9_.-]{8,64}")


def name_request() -> None:
    """What the caller is told as the request's id: their own where it is a sensible one.

    The service's own name for the request stands beside it in the log.
    """
    given = request.headers.get(REQUEST_ID, "")
    g.told_id = given if GIVEN_ID.fullmatch(given) else g.get("request_id") or new_request_id()


def _demand_sensible_body() -> None:
    """Refuse too much before reading it, and what is not JSON; only a token is asked by form."""
    request.max_content_length = LARGEST_BODY_BYTES
    sent = request.content_length or request.headers.get("Transfer-Encoding")
    if sent and request.method in WRITES and not (request.is_json or request.endpoint in BY_FORM):
        raise UnsupportedMediaType("Send the body as application/json.")


def name_answer(response: Response) -> Response:
    """Tell the id, and let nobody keep or guess at the answer."""
    response.headers[REQUEST_ID] = g.get("told_id", "")
    response.headers.setdefault("Cache-Control", "no-store")
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    return response


BLUEPRINT.before_request(name_request)
guard(BLUEPRINT)
BLUEPRINT.before_request(refuse_unknown_parameters)
BLUEPRINT.before_request(_demand_sensible_body)
for told in (tell_limits, tell_deprecation, name_answer):
    BLUEPRINT.after_request(told)
answer_for(BLUEPRINT)

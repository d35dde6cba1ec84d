"""Every failure of the API as application/problem+json (RFC 9457), by family.

`type` is stable and is what programs branch on; `detail` is for people.
"""

from collections.abc import Mapping
from http import HTTPStatus

import apiflask
from flask import Blueprint, Response, g, jsonify
from werkzeug.exceptions import HTTPException, default_exceptions

from accident_service.errors import (
    AccidentServiceError,
    Conflict,
    EvidenceInsufficient,
    InvalidInput,
    NotFound,
    NotPermitted,
    OutsideWorldFailed,
)

MEDIA_TYPE = "application/problem+json"
TYPE_PREFIX = "urn:accident-service:"
STATUS_BY_FAMILY: tuple[tuple[type[AccidentServiceError], int], ...] = (
    (InvalidInput, 422),
    (NotPermitted, 403),
    (NotFound, 404),
    (Conflict, 409),
    (EvidenceInsufficient, 422),
    (OutsideWorldFailed, 503),
)
KEPT_HEADERS = frozenset({"allow", "www-authenticate", "retry-after"})
INVALID = "invalid-request"
NOT_FOUND_DETAIL = "There is no such thing here, or it is none of yours."


def problem(
    status: int, code: str, detail: str, *, headers: Mapping[str, str] | None = None, **more: object
) -> Response:
    """An answer that says what went wrong."""
    body = {
        "type": TYPE_PREFIX + code,
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "request_id": g.get("told_id", ""),
    }
    response = jsonify({**body, **more})
    response.status_code = status
    response.mimetype = MEDIA_TYPE
    response.headers["Cache-Control"] = "no-store"
    response.headers.update(headers or {})
    return response


def answer_for(blueprint: Blueprint) -> None:
    """Answer every failure of the blueprint's routes; a bug becomes a 500 without detail."""
    blueprint.register_error_handler(AccidentServiceError, _on_purpose)
    blueprint.register_error_handler(apiflask.HTTPError, _not_valid)
    # One by one: Flask prefers an app's handler of a code to a blueprint's of all codes.
    for status in default_exceptions:
        blueprint.register_error_handler(status, by_status)
    blueprint.register_error_handler(HTTPException, by_status)


def _on_purpose(error: AccidentServiceError) -> Response:
    status = next((s for family, s in STATUS_BY_FAMILY if isinstance(error, family)), 500)
    # What is not there and what is not yours must look alike, to the letter.
    detail = NOT_FOUND_DETAIL if isinstance(error, NotFound) else str(error)
    headers = {"Retry-After": "30"} if isinstance(error, OutsideWorldFailed) else {}
    # A wrong cursor and a wrong parameter are the same thing to a program.
    code = INVALID if error.code == InvalidInput.code else error.code
    return problem(status, code, detail, headers=headers)


def _not_valid(error: apiflask.HTTPError) -> Response:
    return problem(error.status_code, INVALID, str(error.message), errors=dict(error.detail or {}))


def by_status(error: HTTPException) -> Response:
    """A failure of the framework's, as a problem; what is ours to mend tells nothing."""
    status = error.code or 500
    headers = {name: value for name, value in error.get_headers() if name.lower() in KEPT_HEADERS}
    code = HTTPStatus(status).phrase.lower().replace(" ", "-")
    detail = "" if status >= 500 else str(error.description or "")
    return problem(status, code, detail, headers=headers)

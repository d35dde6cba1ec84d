"""Idempotency-Key: a write that is sent twice happens once, and is answered the same twice.

After draft-ietf-httpapi-idempotency-key-header: the same key with the same request gets the
first answer again, with another request 422, while the first is running 409. Answers are kept
for a day. Only what succeeded is kept: after a failure the same key may be tried again.
"""

import hashlib
import re
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from flask import Response, request

from accident_service.api.access import calling_client
from accident_service.api.problems import problem
from accident_service.api.service import casework
from accident_service.casework.once_ports import Begun, KeptAnswer, Refusal

HEADER = "Idempotency-Key"
REPLAYED = "Idempotency-Replayed"
ONCE = "answers_once_by_key"
KEY = re.compile(r"[\x21-\x7e]{1,255}")
P = ParamSpec("P")


def once_by_key(view: Callable[P, Response]) -> Callable[P, Response]:
    """Carry the view out once for each key; without a key, every time."""

    @wraps(view)
    def answered_once(*args: P.args, **kwargs: P.kwargs) -> Response:
        key = request.headers.get(HEADER)
        if key is None:
            return view(*args, **kwargs)
        if not KEY.fullmatch(key):
            return problem(422, "invalid-request", f"{HEADER} is 1 to 255 printable characters.")
        client, book = calling_client().client_id, casework().answers_once
        state = book.begin(client, key, _fingerprint())
        if not isinstance(state, Begun):
            return _known(state)
        answered = False
        try:
            response = view(*args, **kwargs)
            answered = 200 <= response.status_code < 300
        finally:
            if not answered:
                book.forget(client, key)
        if answered:
            kept = KeptAnswer(response.status_code, response.get_data(as_text=True))
            book.finish(client, key, kept)
        return response

    setattr(answered_once, ONCE, True)  # the description tells of the header
    return answered_once


def _known(state: KeptAnswer | Refusal) -> Response:
    if isinstance(state, KeptAnswer):
        response = Response(state.body, state.status, mimetype="application/json")
        response.headers[REPLAYED] = "true"
        return response
    if state is Refusal.OTHER_REQUEST:
        return problem(
            422, "idempotency-key-reused", "This key was used for another request: take a new one."
        )
    return problem(
        409,
        "still-running",
        "A request with this key is being carried out: ask again in a moment.",
        headers={"Retry-After": "2"},
    )


def _fingerprint() -> str:
    told = f"{request.method} {request.full_path}\n".encode()
    return hashlib.sha256(told + request.get_data()).hexdigest()

"""Every request has a name, and leaves one line in the log and one measurement.

The route stands there by its pattern: addresses hold tracking codes. The caller stands there
by a kind and an id that names nobody; a driver's is made from the phone under the service's
key, so that one person's requests can be seen together and the phone cannot be had from it.
"""

import re
import time

from flask import Flask, Response, current_app, g, request, session

from accident_service.journal import Journal, begin_request, new_request_id
from accident_service.web.exported_figures import REQUEST_SECONDS
from accident_service.web.pseudonym import pseudonym

HEADER = "X-Request-ID"
SENSIBLE = re.compile(r"[A-Za-z0-9_.-]{8,64}")
NOT_TOLD = frozenset({"/healthz"})  # asked every few seconds, always with the same answer
NOWHERE = "-"
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})

journal = Journal("requests")


def install(app: Flask) -> None:
    """Name and note every request of this app."""
    app.before_request(_name)
    app.after_request(_note)
    app.teardown_request(_forget)


def given_id() -> str:
    """The caller's own name for the request, where it is a sensible one."""
    given = request.headers.get(HEADER, "")
    return given if SENSIBLE.fullmatch(given) else ""


def _name() -> None:
    """Only a proxy that is ours may name requests: whoever names them may hide among others."""
    trusted = bool(current_app.config.get("TRUST_REQUEST_ID"))
    g.request_id = (given_id() if trusted else "") or new_request_id()
    g.begun_s = time.monotonic()
    begin_request(g.request_id)


def _note(response: Response) -> Response:
    route = request.url_rule.rule if request.url_rule else NOWHERE
    method = request.method if request.method in METHODS else NOWHERE
    took_s = time.monotonic() - g.get("begun_s", time.monotonic())
    REQUEST_SECONDS.labels(route, method, str(response.status_code)).observe(took_s)
    response.headers.setdefault(HEADER, g.get("request_id", ""))
    if route not in NOT_TOLD:
        journal.tell(
            "request",
            route=route,
            method=method,
            status=response.status_code,
            took_ms=round(1000 * took_s),
            caller=_caller(),
            given_id=given_id(),
        )
    return response


def _forget(_error: BaseException | None) -> None:
    begin_request("")


def _caller() -> str:
    if (officer := g.get("officer")) is not None:
        return f"officer:{officer.id}"
    if (client := g.get("insurer_client")) is not None:
        return f"insurer:{client.client_id}"
    phone = session.get("phone")
    return f"driver:{pseudonym(phone)}" if isinstance(phone, str) else "anyone"

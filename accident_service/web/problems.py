"""Pages for what went wrong: what happened, and what to do now, in the reader's language."""

import errno
from contextlib import suppress
from dataclasses import dataclass
from typing import IO, cast

from flask import Blueprint, Flask, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import LazyString, lazy_gettext
from werkzeug.exceptions import ClientDisconnected, HTTPException, RequestEntityTooLarge
from werkzeug.wsgi import get_input_stream

from accident_service.errors import (
    AccidentServiceError,
    Conflict,
    EvidenceInsufficient,
    InvalidInput,
    NotFound,
    NotPermitted,
    OutsideWorldFailed,
    StorageFull,
)

STATUS_BY_FAMILY: tuple[tuple[type[AccidentServiceError], int], ...] = (
    (InvalidInput, 422),
    (NotPermitted, 403),
    (NotFound, 404),
    (Conflict, 409),
    (EvidenceInsufficient, 422),
    (StorageFull, 507),
    (OutsideWorldFailed, 503),
)


@dataclass(frozen=True, slots=True)
class Problem:
    """What happened, and what the reader can do about it."""

    title: LazyString
    advice: LazyString


FORM_EXPIRED = Problem(
    lazy_gettext("This form is no longer valid"),
    lazy_gettext(
        "You may have signed out, or the page was open for a very long time. Go back, reload"
        " the page and send it again. What you typed on earlier pages is kept."
    ),
)
BUG = Problem(
    lazy_gettext("Something went wrong on our side"),
    lazy_gettext(
        "Your earlier answers are kept. Try again in a minute. If it is urgent, call 122."
    ),
)
PROBLEMS: dict[int, Problem] = {
    400: FORM_EXPIRED,
    403: Problem(
        lazy_gettext("You may not do this"),
        lazy_gettext("The account you are signed in with does not allow it."),
    ),
    404: Problem(
        lazy_gettext("There is no such page"),
        lazy_gettext(
            "The address may be mistyped, or the case belongs to another phone number."
            " Links for the other driver stop working after a while: ask for a new one."
        ),
    ),
    405: Problem(
        lazy_gettext("This page cannot be opened like that"),
        lazy_gettext("Go back to the previous page and use its buttons."),
    ),
    408: Problem(
        lazy_gettext("Not everything arrived"),
        lazy_gettext(
            "The line was interrupted, or too slow, while you were sending. Go back and send it"
            " again. What you typed on earlier pages is kept."
        ),
    ),
    409: Problem(
        lazy_gettext("The case has changed since you looked"),
        lazy_gettext("Somebody else was faster. Open the case again and look before you act."),
    ),
    413: Problem(
        lazy_gettext("That was too much to send"),
        lazy_gettext(
            "Shorten the text and send it again. A photo may have 15 MB: send fewer at once,"
            " or smaller ones. A recording may have 500 MB, without JavaScript 150 MB."
        ),
    ),
    422: Problem(
        lazy_gettext("That could not be accepted"),
        lazy_gettext("Go back, check what you entered and try again."),
    ),
    429: Problem(
        lazy_gettext("Too many attempts"),
        lazy_gettext("Wait ten minutes, then try again. In an emergency call 110."),
    ),
    500: BUG,
    503: Problem(
        lazy_gettext("A part of the service is not answering"),
        lazy_gettext(
            "Nothing you sent before is lost. Try again in a minute. If it is urgent, call 122."
        ),
    ),
    507: Problem(
        lazy_gettext("There is no room for this at the moment"),
        lazy_gettext(
            "The storage is full, and nothing half-sent was kept. Your report does not need"
            " the photos: go on without them, and send them later from your case's page."
        ),
    ),
}
ROOM_GONE = frozenset({errno.ENOSPC, errno.EDQUOT})
DRAINED_BYTES = 256 * 2**20
PIECE_BYTES = 64 * 2**10


def install(app: Flask) -> None:
    """Answer addresses that lead nowhere with a page, where a page was asked for."""
    for status in (404, 405):
        app.register_error_handler(status, _nowhere)


def answer_for(blueprint: Blueprint) -> None:
    """Answer every failure of the blueprint's pages with a page."""
    blueprint.register_error_handler(AccidentServiceError, _on_purpose)
    blueprint.register_error_handler(HTTPException, _by_status)
    blueprint.register_error_handler(OSError, _no_room)


def status_of(error: AccidentServiceError) -> int:
    """The HTTP status of an error's family."""
    return next((status for family, status in STATUS_BY_FAMILY if isinstance(error, family)), 500)


def _on_purpose(error: AccidentServiceError) -> ResponseReturnValue:
    return _page(status_of(error))


def _by_status(error: HTTPException) -> ResponseReturnValue:
    if isinstance(error, ClientDisconnected):  # nothing more will come, so nothing is drained
        return _worded(408)
    status = error.code or 500
    return _page(status) if status >= 400 else error


def _no_room(error: OSError) -> ResponseReturnValue:
    """A form too large for memory is written to disk while it is read; the disk may be full."""
    if error.errno not in ROOM_GONE:
        raise error
    return _page(507)


def drain() -> None:
    """Read what the browser is still sending, within reason, before it is told it was too much.

    A browser that is answered while it sends sees a broken connection and no page.
    """
    with suppress(HTTPException, OSError):
        body, read_bytes = _body(), 0
        while read_bytes < DRAINED_BYTES and (piece := body.read(PIECE_BYTES)):
            read_bytes += len(piece)


def _body() -> IO[bytes]:
    """The rest of what was sent; a server that knows where that ends is simply read out."""
    if request.environ.get("wsgi.input_terminated"):
        return cast("IO[bytes]", request.environ["wsgi.input"])
    try:
        return request.stream
    except RequestEntityTooLarge:
        return get_input_stream(request.environ, max_content_length=DRAINED_BYTES)


def _nowhere(error: HTTPException) -> ResponseReturnValue:
    if "text/html" not in request.accept_mimetypes.values():
        return error
    return _page(error.code or 404)


def _page(status: int) -> ResponseReturnValue:
    drain()
    return _worded(status)


def _worded(status: int) -> ResponseReturnValue:
    problem = PROBLEMS.get(status, BUG if status >= 500 else PROBLEMS[422])
    return render_template("problem.html", problem=problem, status=status), status

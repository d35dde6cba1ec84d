"""The second half of signing in: the code of the officer's device, or enrolling one.

A password alone opens nothing. Whoever has given it is remembered for ten minutes as half
signed in; only the code of a device makes an officer of them.
"""

from datetime import datetime, timedelta
from io import BytesIO

import segno
from flask import Response, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext

from accident_service.casefile.decision import Officer
from accident_service.errors import NotFound, NotPermitted
from accident_service.journal import Journal
from accident_service.quantities.identifiers import OfficerId
from accident_service.web.access import Caller, open_to
from accident_service.web.officer.hook import BLUEPRINT
from accident_service.web.pages import local_address
from accident_service.web.service import casework
from accident_service.web.throttle import LIMITER, PER_ADDRESS, was_refused
from accident_service.web.trace import leave_trace
from accident_service.web.visitor import officer_signed_in

JOURNAL = Journal("sign-in")
HALF = "half_signed_in"
HALF_LASTS = timedelta(minutes=10)
LONGEST_CODE = 40
QUIET_ZONE = 2
WRONG = lazy_gettext("This code is not right, or was used before. Wait for the next one.")
TOO_MANY = lazy_gettext("Too many wrong codes. Wait ten minutes, then sign in again.")


def password_was_right(officer: Officer, user_name: str) -> ResponseReturnValue:
    """Remember who is half signed in, and ask for the rest; then perhaps for a new password."""
    standing = casework().officers.standing(officer.id)
    return known_by_now(officer, user_name, choose_password=standing.password_handed_over)


def known_by_now(
    officer: Officer, user_name: str, *, choose_password: bool = False
) -> ResponseReturnValue:
    """Remember who is half signed in, and ask for the rest."""
    session[HALF] = {
        "officer": officer.id,
        "user_name": user_name,
        "at": casework().clock.now().isoformat(),
        "choose_password": choose_password,
    }
    known = casework().second_factors.is_enrolled(officer.id)
    return redirect(url_for("officer.ask_code" if known else "officer.ask_to_enrol"), 303)


def where_they_were_going() -> str:
    """The desk's page they had asked for before signing in, or the queue."""
    wanted = local_address(session.get("after_sign_in") or "/")
    return wanted if wanted.startswith("/officer") else url_for("officer.queue")


@BLUEPRINT.get("/sign-in/code")
@open_to(Caller.ANYONE)
def ask_code() -> ResponseReturnValue:
    """Ask for the code the device shows."""
    return _code_page({}) if _half() else redirect(url_for("officer.sign_in"), 303)


@BLUEPRINT.post("/sign-in/code")
@open_to(Caller.ANYONE)
@LIMITER.limit(PER_ADDRESS, deduct_when=was_refused)
def enter_by_code() -> ResponseReturnValue:
    """Let the officer in whose device shows this code."""
    officer = _half()
    if officer is None:
        return redirect(url_for("officer.sign_in"), 303)
    try:
        right = casework().second_factors.accepts(officer.id, typed_code())
    except NotPermitted:
        return _code_page({"code": TOO_MANY}), 422
    if right:
        return _let_in(officer)
    JOURNAL.warn("a sign-in was refused", kind="code", caller=f"officer:{officer.id}")
    return _code_page({"code": WRONG}), 422


@BLUEPRINT.get("/sign-in/enrol")
@open_to(Caller.ANYONE)
def ask_to_enrol() -> ResponseReturnValue:
    """Show what the officer's device must be given."""
    officer = _half()
    if officer is None or casework().second_factors.is_enrolled(officer.id):
        return redirect(url_for("officer.sign_in"), 303)
    return _enrol_page(officer, {})


@BLUEPRINT.get("/sign-in/enrol.svg")
@open_to(Caller.ANYONE)
def enrolment_drawing() -> Response:
    """The same as a QR code.

    Raises:
        NotFound: Nobody is half signed in, or they have a device already.
    """
    officer = _half()
    if officer is None or casework().second_factors.is_enrolled(officer.id):
        raise NotFound("there is nothing to enrol")
    begun = casework().second_factors.begin(officer.id, session[HALF]["user_name"])
    drawing = BytesIO()
    segno.make(begun.address, error="m").save(drawing, kind="svg", border=QUIET_ZONE, scale=5)
    return Response(drawing.getvalue(), mimetype="image/svg+xml")


@BLUEPRINT.post("/sign-in/enrol")
@open_to(Caller.ANYONE)
@LIMITER.limit(PER_ADDRESS, deduct_when=was_refused)
def enrol() -> ResponseReturnValue:
    """Enrol the device that shows this code, let the officer in, and show the recovery codes."""
    officer = _half()
    if officer is None or casework().second_factors.is_enrolled(officer.id):
        return redirect(url_for("officer.sign_in"), 303)
    try:
        recovery = casework().second_factors.confirm(officer.id, typed_code())
    except NotPermitted:
        return _enrol_page(officer, {"code": TOO_MANY}), 422
    if not recovery:
        return _enrol_page(officer, {"code": WRONG}), 422
    with casework().ledger.transaction() as work:
        leave_trace(work, "enrol-second-factor", actor=f"officer:{officer.id}", case=None)
    going_to = where_they_were_going()
    _let_in(officer)
    return render_template("officer/recovery_codes.html", codes=recovery, going_to=going_to)


def typed_code() -> str:
    """The code in the form, cut to what a code can be."""
    return request.form.get("code", "").strip()[:LONGEST_CODE]


def _half() -> Officer | None:
    """Who has given the right password, lately; None where nobody has."""
    half = session.get(HALF)
    if not isinstance(half, dict):
        return None
    since = casework().clock.now() - datetime.fromisoformat(half["at"])
    if since > HALF_LASTS:
        return None
    try:
        return casework().officers.officer(OfficerId(half["officer"]))
    except NotFound:
        return None


def _let_in(officer: Officer) -> ResponseReturnValue:
    going_to = where_they_were_going()
    officer_signed_in(officer, choose_password=session[HALF].get("choose_password", False))
    session.pop("after_sign_in", None)
    with casework().ledger.transaction() as work:
        leave_trace(work, "sign-in", actor=f"officer:{officer.id}", case=None)
    return redirect(going_to, 303)


def _code_page(errors: dict[str, object]) -> str:
    return render_template("officer/sign_in_code.html", errors=errors)


def _enrol_page(officer: Officer, errors: dict[str, object]) -> str:
    begun = casework().second_factors.begin(officer.id, session[HALF]["user_name"])
    in_fours = [begun.secret[at : at + 4] for at in range(0, len(begun.secret), 4)]
    return render_template("officer/enrol.html", secret=" ".join(in_fours), errors=errors)

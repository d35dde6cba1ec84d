"""Officers sign in by name and password; guessing is slow, and every entry is on record."""

from flask import redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext

from accident_service.web.access import Caller, open_to
from accident_service.web.officer.hook import BLUEPRINT
from accident_service.web.pages import local_address
from accident_service.web.service import casework
from accident_service.web.throttle import (
    LIMITER,
    PER_ADDRESS,
    PER_OFFICER_NAME,
    officer_in_form,
    was_refused,
)
from accident_service.web.trace import leave_trace
from accident_service.web.visitor import officer_signed_in, sign_out, signed_in_officer

LONGEST_PASSWORD = 200  # hashing is dear; nobody types more
REFUSED = lazy_gettext("User name or password is wrong.")


@BLUEPRINT.get("/sign-in")
@open_to(Caller.ANYONE)
def sign_in() -> ResponseReturnValue:
    """Ask who it is."""
    if signed_in_officer() is not None:
        return redirect(_where_they_were_going(), 303)
    return render_template("officer/sign_in.html", user_name="", errors={})


@BLUEPRINT.post("/sign-in")
@open_to(Caller.ANYONE)
@LIMITER.limit(PER_ADDRESS, deduct_when=was_refused)
@LIMITER.limit(PER_OFFICER_NAME, key_func=officer_in_form, deduct_when=was_refused)
def enter() -> ResponseReturnValue:
    """Let an officer in; which of name and password was wrong is not told."""
    user_name = request.form.get("user_name", "").strip()[:64]
    password = request.form.get("password", "")
    officer = (
        casework().officers.authenticate(user_name, password)
        if user_name and 0 < len(password) <= LONGEST_PASSWORD
        else None
    )
    if officer is None:
        page = render_template(
            "officer/sign_in.html", user_name=user_name, errors={"user_name": REFUSED}
        )
        return page, 422
    going_to = _where_they_were_going()
    officer_signed_in(officer)
    session.pop("after_sign_in", None)
    with casework().ledger.transaction() as work:
        leave_trace(work, "sign-in", actor=f"officer:{officer.id}", case=None)
    return redirect(going_to, 303)


@BLUEPRINT.post("/sign-out")
@open_to(Caller.ANYONE)
def leave() -> ResponseReturnValue:
    """End the session."""
    sign_out()
    return redirect(url_for("officer.sign_in"), 303)


def _where_they_were_going() -> str:
    wanted = local_address(session.get("after_sign_in") or "/")
    return wanted if wanted.startswith("/officer") else url_for("officer.queue")

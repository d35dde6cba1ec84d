"""Officers sign in by name and password, then by a device; guessing is slow."""

from collections.abc import Mapping
from types import MappingProxyType

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext

from accident_service.journal import Journal
from accident_service.web.access import Caller, open_to
from accident_service.web.officer.hook import BLUEPRINT
from accident_service.web.officer.second_factor import password_was_right, where_they_were_going
from accident_service.web.service import casework
from accident_service.web.throttle import (
    LIMITER,
    PER_ADDRESS,
    PER_OFFICER_NAME,
    officer_in_form,
    was_refused,
)
from accident_service.web.visitor import sign_out, signed_in_officer

LONGEST_PASSWORD = 200  # hashing is dear; nobody types more
JOURNAL = Journal("sign-in")
REFUSED = lazy_gettext("User name or password is wrong.")


def sign_in_page(
    user_name: str = "", errors: Mapping[str, object] = MappingProxyType({}), trouble: object = ""
) -> str:
    """The page that asks who it is.

    Args:
        trouble: Why signing in at the house did not work.
    """
    house = casework().house_sign_in
    return render_template(
        "officer/sign_in.html",
        user_name=user_name,
        errors=errors,
        trouble=trouble,
        house_words=house.words if house else None,
    )


@BLUEPRINT.get("/sign-in")
@open_to(Caller.ANYONE)
def sign_in() -> ResponseReturnValue:
    """Ask who it is."""
    if signed_in_officer() is not None:
        return redirect(where_they_were_going(), 303)
    return sign_in_page()


@BLUEPRINT.post("/sign-in")
@open_to(Caller.ANYONE)
@LIMITER.limit(PER_ADDRESS, deduct_when=was_refused)
@LIMITER.limit(PER_OFFICER_NAME, key_func=officer_in_form, deduct_when=was_refused)
def enter() -> ResponseReturnValue:
    """Take the first half of signing in; which of name and password was wrong is not told."""
    user_name = request.form.get("user_name", "").strip()[:64]
    password = request.form.get("password", "")
    officer = (
        casework().officers.authenticate(user_name, password)
        if user_name and 0 < len(password) <= LONGEST_PASSWORD
        else None
    )
    if officer is None:
        # Which name it was is not told: people type passwords there.
        JOURNAL.warn("a sign-in was refused", kind="password")
        return sign_in_page(user_name, {"user_name": REFUSED}), 422
    return password_was_right(officer, user_name)


@BLUEPRINT.post("/sign-out")
@open_to(Caller.ANYONE)
def leave() -> ResponseReturnValue:
    """End the session, and leave no pictures behind on a desk that others use."""
    sign_out()
    response = redirect(url_for("officer.sign_in"), 303)
    response.headers["Clear-Site-Data"] = '"cache"'
    return response

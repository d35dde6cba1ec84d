"""Somebody of the house changes their own password."""

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import LazyString, lazy_gettext

from accident_service.casework.own_password import NewPassword
from accident_service.journal import Journal
from accident_service.web.access import Caller, calling_officer, open_to
from accident_service.web.officer.hook import BLUEPRINT
from accident_service.web.officer.second_factor import typed_code
from accident_service.web.service import casework
from accident_service.web.throttle import LIMITER, PER_OFFICER_NAME, was_refused_here
from accident_service.web.visitor import must_choose_password, officer_signed_in

LONGEST_TYPED = 1000
JOURNAL = Journal("sign-in")
COMPLAINTS: dict[tuple[str, str], LazyString] = {
    ("old", "wrong"): lazy_gettext("This is not your present password."),
    ("new", "too-short"): lazy_gettext("Too short: 12 characters or more."),
    ("new", "too-long"): lazy_gettext("Too long: 200 characters at most."),
    ("new", "tried-first"): lazy_gettext(
        "Others would guess this. Take several words that have nothing to do with you or"
        " the police."
    ),
    ("new", "same"): lazy_gettext("This is the password you have already."),
    ("again", "different"): lazy_gettext("The two are not the same. Type it once more."),
    ("code", "wrong"): lazy_gettext(
        "This code is not right, or was used before. Wait for the next one."
    ),
    ("code", "too-many"): lazy_gettext("Too many wrong codes. Wait ten minutes."),
}


def _who() -> str:
    return f"own-password:{calling_officer().id}"


@BLUEPRINT.get("/password")
@open_to(Caller.STAFF)
def own_password() -> str:
    """Ask for the old one, the new one, and a code of the device."""
    return _page({})


@BLUEPRINT.post("/password")
@open_to(Caller.STAFF)
@LIMITER.limit(PER_OFFICER_NAME, key_func=_who, deduct_when=was_refused_here)
def change_own_password() -> ResponseReturnValue:
    """Change it; every other session of this account ends."""
    officer = calling_officer()
    old, new, again = (
        request.form.get(name, "")[:LONGEST_TYPED] for name in ("old", "new", "again")
    )
    typed = NewPassword(old=old, new=new, again=again, code=typed_code())
    wrong = casework().change_own_password(officer, typed)
    if wrong:
        JOURNAL.warn("a password was not changed", caller=f"officer:{officer.id}")
        return _page({name: COMPLAINTS[name, why] for name, why in wrong.items()}), 422
    officer_signed_in(officer)
    return render_template("officer/own_password_changed.html")


def _page(errors: dict[str, LazyString]) -> str:
    return render_template(
        "officer/own_password.html", errors=errors, handed_over=must_choose_password()
    )

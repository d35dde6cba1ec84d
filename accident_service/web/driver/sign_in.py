"""Phone and one-time code: all a driver needs to be somebody."""

import re

from flask import redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import LazyString, lazy_gettext

from accident_service.errors import NotPermitted
from accident_service.reports.complaints import IN_WORDS, Complaint
from accident_service.web.access import Caller, open_to
from accident_service.web.driver.hook import BLUEPRINT
from accident_service.web.language import spoken_pair
from accident_service.web.pages import local_address
from accident_service.web.service import casework
from accident_service.web.throttle import LIMITER, PER_ADDRESS, PER_PHONE, phone_in_form
from accident_service.web.visitor import phone_was_verified, sign_out, verified_phone

MOBILE = re.compile(r"1[3-9]\d{9}")
CODE = re.compile(r"\d{6}")
WRONG_CODE = lazy_gettext(
    "That is not the code we sent, or it has expired. Check it, or ask for a new one."
)
TOO_MANY_CODES = lazy_gettext(
    "Too many codes were asked for this phone. Wait ten minutes, then try again."
)
LAST_CODE_STANDS = lazy_gettext(
    "Three codes were sent; we cannot send another yet. The newest one still works for five"
    " minutes. Wait ten minutes for a new one, or report by calling 122."
)
ASK_AGAIN_AFTER_S = 60  # how long a message may well be under way [design]


@BLUEPRINT.get("/sign-in")
@open_to(Caller.ANYONE)
def ask_phone() -> ResponseReturnValue:
    """Ask for the phone number."""
    if verified_phone() is not None:
        return redirect(_where_they_were_going(), 303)
    return render_template("driver/phone.html", phone="", errors={})


@BLUEPRINT.post("/sign-in")
@open_to(Caller.ANYONE)
@LIMITER.limit(PER_ADDRESS)
@LIMITER.limit(PER_PHONE, key_func=phone_in_form)
def send_code() -> ResponseReturnValue:
    """Send a code, whether or not the phone is known here: the answer tells nothing."""
    phone = re.sub(r"[\s-]", "", request.form.get("phone", ""))
    if not MOBILE.fullmatch(phone):
        return _phone_again(phone, spoken_pair(IN_WORDS[Complaint.PHONE_PATTERN]))
    try:
        casework().codes.send(phone)
    except NotPermitted:
        if session.get("phone_to_verify") == phone:
            return _code_again(phone, LAST_CODE_STANDS)
        return _phone_again(phone, TOO_MANY_CODES)
    session["phone_to_verify"] = phone
    return redirect(url_for("driver.ask_code"), 303)


@BLUEPRINT.get("/sign-in/code")
@open_to(Caller.ANYONE)
def ask_code() -> ResponseReturnValue:
    """Ask for the code just sent."""
    phone = session.get("phone_to_verify")
    if phone is None:
        return redirect(url_for("driver.ask_phone"), 303)
    return _code_page(phone, {})


@BLUEPRINT.post("/sign-in/code")
@open_to(Caller.ANYONE)
@LIMITER.limit(PER_ADDRESS)
def check_code() -> ResponseReturnValue:
    """Let the holder of the phone in."""
    phone = session.get("phone_to_verify")
    if phone is None:
        return redirect(url_for("driver.ask_phone"), 303)
    code = re.sub(r"\s", "", request.form.get("code", ""))
    if not CODE.fullmatch(code) or not casework().codes.verify(phone, code):
        return _code_again(phone, WRONG_CODE)
    going_to = _where_they_were_going()
    phone_was_verified(phone)
    session.pop("after_sign_in", None)
    return redirect(going_to, 303)


@BLUEPRINT.post("/sign-out")
@open_to(Caller.ANYONE)
def leave() -> ResponseReturnValue:
    """Forget the phone; drafts are kept on the server under its number."""
    sign_out()
    return redirect(url_for("web.start"), 303)


def _where_they_were_going() -> str:
    return local_address(session.get("after_sign_in") or url_for("driver.my_cases"))


def _phone_again(phone: str, complaint: str | LazyString) -> ResponseReturnValue:
    page = render_template("driver/phone.html", phone=phone, errors={"phone": complaint})
    return page, 422


def _code_again(phone: str, complaint: LazyString) -> ResponseReturnValue:
    return _code_page(phone, {"code": complaint}), 422


def _code_page(phone: str, errors: dict[str, LazyString]) -> str:
    return render_template(
        "driver/code.html", phone=phone, errors=errors, ask_again_after_s=ASK_AGAIN_AFTER_S
    )

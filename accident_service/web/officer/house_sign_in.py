"""Signing in at the house's own provider, in place of typing a password here.

It gives the first half only: whoever comes back still shows a code of their device, as they do
for every signature. Nobody is enrolled by it; an account of ours must be there already.
"""

from flask import current_app, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext

from accident_service.casework.house_sign_in_ports import (
    BackFromHouse,
    HouseSignIn,
    SentToHouse,
)
from accident_service.errors import NotFound, NotPermitted, OutsideWorldFailed
from accident_service.web.access import Caller, open_to
from accident_service.web.officer.hook import BLUEPRINT
from accident_service.web.officer.second_factor import known_by_now
from accident_service.web.officer.sign_in import JOURNAL, sign_in_page
from accident_service.web.service import casework
from accident_service.web.throttle import LIMITER, PER_ADDRESS, was_refused

ASKED = "sent_to_house"
LONGEST_PART = 4096  # of what comes back in an address
NOT_LET_IN = lazy_gettext(
    "That sign-in did not work, or your account there has none here. Try again, or ask your"
    " administrator."
)
NO_ANSWER = lazy_gettext(
    "The sign-in does not answer just now. Try again in a moment, or use your password."
)


@BLUEPRINT.get("/sign-in/house")
@open_to(Caller.ANYONE)
@LIMITER.limit(PER_ADDRESS)
def go_to_house() -> ResponseReturnValue:
    """Send them there; what is asked is remembered in their own session."""
    try:
        sent = _house().begin(_back_to())
    except OutsideWorldFailed as failure:
        JOURNAL.warn("the house's sign-in does not answer", told=str(failure))
        return sign_in_page(trouble=NO_ANSWER), 503
    session[ASKED] = {"state": sent.state, "nonce": sent.nonce, "verifier": sent.verifier}
    return redirect(sent.address, 303)


@BLUEPRINT.get("/sign-in/house/back")
@open_to(Caller.ANYONE)
@LIMITER.limit(PER_ADDRESS, deduct_when=was_refused)
def back_from_house() -> ResponseReturnValue:
    """Take the first half of signing in from whoever the house says they are."""
    house, asked = _house(), session.pop(ASKED, None)
    if not isinstance(asked, dict):
        return sign_in_page(trouble=NOT_LET_IN), 422
    try:
        name = house.finish(SentToHouse("", **asked), _brought(), _back_to())
        officer = casework().officers.named(name)
    except (NotPermitted, NotFound) as refusal:
        # Said in the log alone: outside, an unknown person and a forged token look the same.
        JOURNAL.warn("a sign-in was refused", kind="house", told=str(refusal))
        return sign_in_page(trouble=NOT_LET_IN), 422
    except OutsideWorldFailed as failure:
        JOURNAL.warn("the house's sign-in does not answer", told=str(failure))
        return sign_in_page(trouble=NO_ANSWER), 503
    return known_by_now(officer, name)


def _house() -> HouseSignIn:
    house = casework().house_sign_in
    if house is None:
        raise NotFound("this house has no sign-in of its own")
    return house


def _back_to() -> str:
    here: str = current_app.config.get("PUBLIC_BASE_URL", "")
    return here.rstrip("/") + url_for("officer.back_from_house")


def _brought() -> BackFromHouse:
    code, state, issuer = (
        request.args.get(name, "")[:LONGEST_PART] for name in ("code", "state", "iss")
    )
    return BackFromHouse(code, state, issuer)

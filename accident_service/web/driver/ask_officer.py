"""A party asks for an officer on the scene: what that means, and one button."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from accident_service.casework.ask_for_officer import may_ask_for_officer
from accident_service.web.access import Caller, calling_party, case_in_address, open_to
from accident_service.web.driver.hook import BLUEPRINT
from accident_service.web.service import casework


@BLUEPRINT.get("/case/<tracking_code>/officer")
@open_to(Caller.PARTY)
def ask_officer() -> ResponseReturnValue:
    """What asking means; back to the case where an officer comes already, or it is too late."""
    case = case_in_address()
    if not may_ask_for_officer(case):
        return redirect(_to_case(case.tracking_code), 303)
    return render_template("driver/officer.html", case=case)


@BLUEPRINT.post("/case/<tracking_code>/officer")
@open_to(Caller.PARTY)
def take_officer() -> ResponseReturnValue:
    """Ask."""
    case = casework().ask_for_officer(case_in_address().id, calling_party().letter)
    return redirect(_to_case(case.tracking_code), 303)


def _to_case(tracking_code: str) -> str:
    return url_for("driver.case_status", tracking_code=tracking_code)

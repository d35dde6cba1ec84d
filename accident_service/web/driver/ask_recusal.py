"""A party asks that an officer who acts in the case stand aside (Order 146, article 105)."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from accident_service.casework.recuse import officers_acting_in
from accident_service.errors import InvalidDecision
from accident_service.quantities.identifiers import OfficerId
from accident_service.web.access import Caller, calling_party, case_in_address, open_to
from accident_service.web.driver.hook import BLUEPRINT
from accident_service.web.driver.short_form import LONGEST_ANSWER, TOO_SHORT
from accident_service.web.service import casework


@BLUEPRINT.get("/case/<tracking_code>/recusal")
@open_to(Caller.PARTY)
def ask_recusal() -> str:
    """Which officer, and why."""
    return _page({}, {})


@BLUEPRINT.post("/case/<tracking_code>/recusal")
@open_to(Caller.PARTY)
def take_recusal() -> ResponseReturnValue:
    """Put the request on record."""
    case = case_in_address()
    reason = request.form.get("reason", "")[:LONGEST_ANSWER]
    officer = OfficerId(request.form.get("officer", ""))
    try:
        casework().recuse.request(case.id, officer, calling_party().letter, reason)
    except InvalidDecision:
        return _page({"reason": reason, "officer": officer}, {"reason": str(TOO_SHORT)}), 422
    return redirect(url_for("driver.case_status", tracking_code=case.tracking_code), 303)


def _page(fields: dict[str, str], errors: dict[str, str]) -> str:
    case = case_in_address()
    return render_template(
        "driver/recusal.html",
        case=case,
        officers=officers_acting_in(case),
        fields=fields,
        errors=errors,
    )

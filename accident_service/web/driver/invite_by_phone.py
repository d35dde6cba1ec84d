"""The first driver has the link sent to the other by text message, to a number given for that."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from accident_service.errors import Conflict, InvalidReport
from accident_service.reports.complaints import IN_WORDS, Complaint
from accident_service.reports.identity import read_phone
from accident_service.web.access import Caller, calling_party, case_in_address, open_to
from accident_service.web.driver.hook import BLUEPRINT
from accident_service.web.language import chosen_language, spoken_pair
from accident_service.web.service import casework


@BLUEPRINT.post("/case/<tracking_code>/invite-by-phone")
@open_to(Caller.PARTY)
def invite_by_phone() -> ResponseReturnValue:
    """Send it, where the number can be one and the other driver gave it for this."""
    case = case_in_address()
    flash(_sent_or_why_not(), "invite")
    address = url_for("driver.case_status", tracking_code=case.tracking_code, _anchor="invite")
    return redirect(address, 303)


def _sent_or_why_not() -> str:
    if request.form.get("may_use") != "yes":
        return str(gettext("Please tick that the other driver gave you the number for this."))
    try:
        phone = read_phone(request.form.get("other_phone", ""))
        case, me = case_in_address(), calling_party()
        casework().join_case.invite(case.id, me.letter, phone, chosen_language())
    except InvalidReport:
        return spoken_pair(IN_WORDS[Complaint.PHONE_PATTERN])
    except Conflict:
        return str(gettext("It cannot be sent any more. Show the code, or send the link yourself."))
    return str(gettext("The link is on its way to the other driver."))

"""The policy's number, given later on the case's page."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from accident_service.casefile.policy_number import policy_no_wanted
from accident_service.errors import Conflict, InvalidReport
from accident_service.web.access import Caller, calling_party, case_in_address, open_to
from accident_service.web.driver.hook import BLUEPRINT
from accident_service.web.service import casework

LONGEST = 40


@BLUEPRINT.context_processor
def offered() -> dict[str, object]:
    """Let the status page ask whether the number is still missing."""
    return {"policy_no_wanted": policy_no_wanted}


@BLUEPRINT.post("/case/<tracking_code>/policy")
@open_to(Caller.PARTY)
def add_policy_number() -> ResponseReturnValue:
    """Keep it; what is no number is told beside the field, too late shows the case as it is."""
    case, letter = case_in_address(), calling_party().letter
    here = url_for("driver.case_status", tracking_code=case.tracking_code)
    typed = request.form.get("policy_no", "")[:LONGEST].strip()
    try:
        casework().add_policy_number(case.id, letter, typed)
    except InvalidReport:
        return redirect(f"{here}?policy=odd#policy", 303)
    except Conflict:
        return redirect(here, 303)
    return redirect(f"{here}?policy=kept#policy", 303)

"""A party applies for the determination online, or disputes what was to be settled."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from accident_service.casefile.case import Case
from accident_service.casefile.stage import CLOSED_TO_ACCOUNTS, Stage
from accident_service.reports.party import PartyLetter
from accident_service.web.access import Caller, calling_party, case_in_address, open_to
from accident_service.web.driver.hook import BLUEPRINT
from accident_service.web.service import casework


def may_apply_online(case: Case, letter: PartyLetter) -> bool:
    """Is this party's application still missing, and of use?"""
    given = case.statement(letter)
    if given is None or case.stage in CLOSED_TO_ACCOUNTS:
        return False
    return case.stage is Stage.NEGOTIATING or not given.applies_for_online_determination


@BLUEPRINT.get("/case/<tracking_code>/online-determination")
@open_to(Caller.PARTY)
def ask_online() -> ResponseReturnValue:
    """What applying means; back to the case where there is nothing to apply for."""
    case = case_in_address()
    if not may_apply_online(case, calling_party().letter):
        return redirect(url_for("driver.case_status", tracking_code=case.tracking_code), 303)
    return render_template("driver/online.html", case=case)


@BLUEPRINT.post("/case/<tracking_code>/online-determination")
@open_to(Caller.PARTY)
def apply_online() -> ResponseReturnValue:
    """Apply."""
    case = case_in_address()
    casework().apply_online(case.id, calling_party().letter)
    return redirect(url_for("driver.case_status", tracking_code=case.tracking_code), 303)

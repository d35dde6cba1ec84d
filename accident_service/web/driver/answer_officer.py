"""A party answers what an officer has asked for; the question stands first on its page."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from accident_service.casefile.ask_evidence import open_requests, photos_since
from accident_service.errors import InvalidDecision
from accident_service.web.access import Caller, calling_party, case_in_address, open_to
from accident_service.web.driver.hook import BLUEPRINT
from accident_service.web.service import casework

LONGEST_ANSWER = 2000


@BLUEPRINT.context_processor
def asked_of_me() -> dict[str, object]:
    """Let the status page ask what waits for this party."""
    return {"evidence_asked": open_requests, "photos_since": photos_since}


@BLUEPRINT.post("/case/<tracking_code>/evidence/<int:number>")
@open_to(Caller.PARTY)
def answer_officer(number: int) -> ResponseReturnValue:
    """Keep the answer; without a word or a photograph the page says what is missing."""
    case, letter = case_in_address(), calling_party().letter
    words = request.form.get("words", "")[:LONGEST_ANSWER]
    here = url_for("driver.case_status", tracking_code=case.tracking_code)
    try:
        casework().ask_evidence.answer(case.id, letter, number, words)
    except InvalidDecision:
        return redirect(f"{here}?empty={number}#asked-{number}", 303)
    return redirect(here, 303)

"""Copies of recordings for somebody outside: asked for, and handed out, on the case page."""

from flask import Response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import LazyString, lazy_gettext

from accident_service.casefile.ask_copy import OPEN_TO_DISCLOSURE, DisclosureWish
from accident_service.errors import InvalidDecision
from accident_service.quantities.identifiers import CaseId, ClipId
from accident_service.web.access import Caller, calling_officer, open_to
from accident_service.web.downloads import NEVER_CACHED
from accident_service.web.officer.case import case_page, load_case
from accident_service.web.officer.decision_form import DecisionForm
from accident_service.web.officer.hook import BLUEPRINT
from accident_service.web.officer.refusals import in_words
from accident_service.web.service import casework

LONGEST_RECIPIENT, LONGEST_PURPOSE = 120, 300
REFUSALS: dict[str, LazyString] = {
    "no-footage": lazy_gettext("This recording was not analysed, so nobody in it can be hidden."),
    "clip-unreadable": lazy_gettext("The recording can no longer be decoded."),
    "custody-broken": lazy_gettext("The stored recording is not the one that was sealed."),
    "evidence-insufficient": lazy_gettext(
        "The second look still found something recognisable, so the copy was thrown away."
    ),
}


@BLUEPRINT.context_processor
def offered() -> dict[str, object]:
    """What the section of the case page needs besides the case."""
    return {"disclosure_refusals": REFUSALS, "open_to_disclosure": OPEN_TO_DISCLOSURE}


@BLUEPRINT.post("/case/<case_id>/copies")
@open_to(Caller.OFFICER)
def ask_copy(case_id: str) -> ResponseReturnValue:
    """Ask for a copy; the same asked again while it is being made is one."""
    posted = request.form
    wish = DisclosureWish(
        clip=ClipId(posted.get("clip", "")),
        recipient=posted.get("recipient", "")[:LONGEST_RECIPIENT],
        purpose=posted.get("purpose", "")[:LONGEST_PURPOSE],
    )
    try:
        casework().ask_for_copy(CaseId(case_id), wish, calling_officer())
    except InvalidDecision as refusal:
        form = DecisionForm(errors={"copy": in_words(refusal)})
        return case_page(load_case(case_id), form), 422
    return redirect(url_for("officer.case", case_id=case_id, _anchor="copies"), 303)


@BLUEPRINT.get("/case/<case_id>/copies/<int:number>.mp4")
@open_to(Caller.OFFICER)
def copy_file(case_id: str, number: int) -> Response:
    """A finished copy, to be passed on; logged first."""
    content, media_type = casework().hand_out_copy(CaseId(case_id), number, calling_officer())
    response = Response(content, mimetype=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="copy-{number}.mp4"'
    response.headers["Cache-Control"] = NEVER_CACHED
    return response

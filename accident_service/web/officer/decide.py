"""The officer's acts: whose vehicle is whose, and what is to be signed."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext

from accident_service.errors import Conflict, InvalidDecision
from accident_service.quantities.identifiers import CaseId, TrackId
from accident_service.web.access import Caller, calling_officer, open_to
from accident_service.web.officer.case import case_page, load_case
from accident_service.web.officer.conflict import was_overtaken
from accident_service.web.officer.decision_form import DecisionForm, read_decision
from accident_service.web.officer.decision_refusals import decided_by, overtaken, refused
from accident_service.web.officer.hook import BLUEPRINT
from accident_service.web.officer.refusals import in_words
from accident_service.web.officer.sign import keep_to_sign
from accident_service.web.service import casework


@BLUEPRINT.post("/case/<case_id>/tracks")
@open_to(Caller.OFFICER)
def assign_tracks(case_id: str) -> ResponseReturnValue:
    """Say which vehicle in the picture is party A's."""
    track_a = request.form.get("track_a", "")
    if not track_a:
        form = DecisionForm(errors={"track_a": lazy_gettext("Choose the vehicle of party A.")})
        return case_page(load_case(case_id), form), 422
    try:
        casework().assign_tracks(
            CaseId(case_id),
            TrackId(track_a),
            seen_version=request.form.get("seen_version", 0, type=int),
            officer=calling_officer(),
            reason=request.form.get("reason", ""),
        )
    except InvalidDecision as refusal:
        form = DecisionForm(errors={"track_reason": in_words(refusal)})
        return case_page(load_case(case_id), form), 422
    return redirect(url_for("officer.case", case_id=case_id, _anchor="decide"), 303)


@BLUEPRINT.post("/case/<case_id>/decision")
@open_to(Caller.OFFICER)
def decide(case_id: str) -> ResponseReturnValue:
    """Try what was chosen; where it can stand, lead to its signature."""
    form = read_decision(request.form)
    if was_overtaken(load_case(case_id)):
        return overtaken(case_id, form), 412
    if form.errors:
        return case_page(load_case(case_id), form), 422
    officer = calling_officer()
    try:
        casework().preview_decision(CaseId(case_id), form.request(), officer)
    except InvalidDecision as refusal:
        return refused(case_id, form, refusal), 422
    except Conflict:
        if not decided_by(case_id, officer):
            return overtaken(case_id, form), 409
        return redirect(url_for("officer.case", case_id=case_id), 303)
    return keep_to_sign(case_id, form)

"""The officer's acts: whose vehicle is whose, and the decision."""

from dataclasses import replace

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext

from accident_service.casefile.case import Case
from accident_service.casefile.decide import SHORTEST_REASON
from accident_service.errors import Conflict, InvalidDecision
from accident_service.quantities.identifiers import CaseId, TrackId
from accident_service.web.access import Caller, calling_officer, open_to
from accident_service.web.officer.case import case_page
from accident_service.web.officer.conflict import was_overtaken
from accident_service.web.officer.decision_form import DecisionForm, read_decision
from accident_service.web.officer.hook import BLUEPRINT
from accident_service.web.officer.refusals import in_words
from accident_service.web.service import casework

REPEATED = "the review ordered this division"
REFUSED = {
    "there is no proposal": lazy_gettext("There is no proposal to confirm."),
    REPEATED: lazy_gettext(
        "The review ordered this division looked at anew: to confirm it again, give a reason of"
        " at least %(count)d characters.",
        count=SHORTEST_REASON,
    ),
    "first say which vehicle": lazy_gettext(
        "It is not settled yet which vehicle in the picture is whose."
    ),
    "both parties must have applied": lazy_gettext(
        "The parties have not both applied for the online determination."
    ),
}


@BLUEPRINT.post("/case/<case_id>/tracks")
@open_to(Caller.OFFICER)
def assign_tracks(case_id: str) -> ResponseReturnValue:
    """Say which vehicle in the picture is party A's."""
    track_a = request.form.get("track_a", "")
    if not track_a:
        form = DecisionForm(errors={"track_a": lazy_gettext("Choose the vehicle of party A.")})
        return case_page(_load(case_id), form), 422
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
        return case_page(_load(case_id), form), 422
    return redirect(url_for("officer.case", case_id=case_id, _anchor="decide"), 303)


@BLUEPRINT.post("/case/<case_id>/decision")
@open_to(Caller.OFFICER)
def decide(case_id: str) -> ResponseReturnValue:
    """Confirm, amend or refer; one's own second click finds the decision already made."""
    form = read_decision(request.form)
    if was_overtaken(_load(case_id)):
        return _overtaken(case_id, form), 412
    if form.errors:
        return case_page(_load(case_id), form), 422
    try:
        casework().decide_case(CaseId(case_id), form.request(), calling_officer())
    except InvalidDecision as refusal:
        return case_page(_load(case_id), _refused(form, refusal)), 422
    except Conflict:
        if not _decided_by_me(_load(case_id)):
            return _overtaken(case_id, form), 409
    return redirect(url_for("officer.case", case_id=case_id), 303)


def _overtaken(case_id: str, form: DecisionForm) -> str:
    """The case as it is now, what changed, and everything that was typed."""
    moved_on = lazy_gettext("The case has changed since you opened it. Nothing was decided.")
    return case_page(_load(case_id), replace(form, errors={"kind": moved_on}, overtaken=True))


def _refused(form: DecisionForm, refusal: InvalidDecision) -> DecisionForm:
    said = str(refusal)
    words = next((words for start, words in REFUSED.items() if said.startswith(start)), said)
    field = "reason_confirm" if said.startswith(REPEATED) else "kind"
    return DecisionForm(
        kind=form.kind,
        grades=form.grades,
        provisions=form.provisions,
        reason=form.reason,
        found=form.found,
        errors={field: words},
    )


def _decided_by_me(case: Case) -> bool:
    return case.decision is not None and case.decision.officer.id == calling_officer().id


def _load(case_id: str) -> Case:
    with casework().ledger.reading() as work:
        return work.cases.load(CaseId(case_id))

"""Steps that do not go as they should: looked through, tried now, or given up."""

from dataclasses import dataclass
from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import LazyString, lazy_gettext

from accident_service.casework.ports import Step
from accident_service.casework.steps_in_trouble import (
    BEGINS_AT,
    LONGEST_REASON,
    MOST_LISTED,
    Listed,
)
from accident_service.casework.trouble_ports import Trouble, TroubleQuery
from accident_service.errors import Conflict, InvalidInput
from accident_service.quantities.identifiers import AttemptId
from accident_service.web.access import Caller, calling_officer, open_to
from accident_service.web.admin.searches import asked_for
from accident_service.web.admin.step_words import (
    NO_WORKER,
    PARTS,
    REASONS,
    STATES,
    STEPS,
    TROUBLES,
    UNKNOWN,
)
from accident_service.web.officer.hook import BLUEPRINT
from accident_service.web.service import casework

FILTERS = ("step", "trouble", "reason")
DONE: dict[str, LazyString] = {
    "tried": lazy_gettext("The step is tried now. It leaves this list once it has worked."),
    "given-up": lazy_gettext("The step is given up, with your reason on record."),
}
GONE_ON = lazy_gettext(
    "The step has gone on since you looked, so nothing was changed. This is how it stands now."
)
NO_REASON = lazy_gettext("Say in a few words why.")


@dataclass(frozen=True, slots=True)
class Complaint:
    """What was wrong with an act, and with which step it was."""

    words: LazyString
    attempt: str = ""  # empty: it is said above the list


@BLUEPRINT.get("/admin/steps")
@open_to(Caller.REGISTRAR)
def steps() -> str:
    """What is in trouble, the longest first."""
    return _page(None)


@BLUEPRINT.post("/admin/steps/<attempt_id>/retry")
@open_to(Caller.ADMIN)
def retry_step(attempt_id: str) -> ResponseReturnValue:
    """Have the step tried now."""
    try:
        casework().steps_in_trouble.retry(AttemptId(attempt_id), by=_actor())
    except Conflict:
        return _page(Complaint(GONE_ON)), 409
    return _back("tried")


@BLUEPRINT.post("/admin/steps/<attempt_id>/give-up")
@open_to(Caller.ADMIN)
def give_step_up(attempt_id: str) -> ResponseReturnValue:
    """Try the step no more: an officer takes the case over, or it goes on without."""
    reason = request.form.get("reason", "")[:LONGEST_REASON]
    try:
        casework().steps_in_trouble.give_up(AttemptId(attempt_id), reason, by=_actor())
    except InvalidInput:
        return _page(Complaint(NO_REASON, attempt_id)), 422
    except Conflict:
        return _page(Complaint(GONE_ON)), 409
    return _back("given-up")


def _page(complaint: Complaint | None) -> str:
    asked = asked_for(FILTERS)
    act = casework().steps_in_trouble
    found = act.found(_query(asked))
    return render_template(
        "admin/steps.html",
        asked=asked,
        found=found,
        counts=act.counts(),
        most=MOST_LISTED,
        signs=casework().vital_signs.taken(),
        why=_why,
        complaint=complaint,
        done=DONE.get(request.args.get("done", "")),
        of_the_story=BEGINS_AT,
        step_words=STEPS,
        trouble_words=TROUBLES,
        reason_words=REASONS,
        try_words=STATES,
        part_words=PARTS,
    )


def _why(listed: Listed) -> LazyString:
    """Why the step is in trouble, in a sentence."""
    reason = listed.step.reason
    return REASONS.get(reason, UNKNOWN) if reason else NO_WORKER


def _query(asked: dict[str, str]) -> TroubleQuery:
    return TroubleQuery(
        step=next((one for one in Step if one == asked["step"]), None),
        trouble=next((one for one in Trouble if one == asked["trouble"]), None),
        reason=asked["reason"],
    )


def _actor() -> str:
    return f"officer:{calling_officer().id}"


def _back(done: str) -> ResponseReturnValue:
    kept: dict[str, Any] = {name: value for name, value in asked_for(FILTERS).items() if value}
    return redirect(url_for("officer.steps", done=done, **kept), 303)

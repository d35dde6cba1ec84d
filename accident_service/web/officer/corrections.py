"""The officer's corrections: enter one, withdraw one, and hear whether the answer is complete."""

from dataclasses import replace

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import LazyString, lazy_gettext

from accident_service.casefile.case import Case
from accident_service.casefile.correction import CorrectingAct, CorrectionRequest, Withdrawn
from accident_service.casefile.decision import SHORTEST_REASON
from accident_service.errors import Conflict, InvalidDecision
from accident_service.liability.changes import FootprintMoved
from accident_service.quantities.identifiers import CaseId
from accident_service.web.access import Caller, calling_officer, open_to
from accident_service.web.officer.case import case_page
from accident_service.web.officer.correction_form import CorrectionForm, Shift, read_correction
from accident_service.web.officer.decision_form import empty_form
from accident_service.web.officer.hook import BLUEPRINT
from accident_service.web.service import casework

REFUSED: tuple[tuple[str, str, LazyString], ...] = (
    (
        "give a reason",
        "reason",
        lazy_gettext("Give a reason of at least %(count)d characters.", count=SHORTEST_REASON),
    ),
    ("no vehicle", "party", lazy_gettext("No such vehicle was followed.")),
    ("vehicle", "at_s", lazy_gettext("The vehicle was not in sight then; choose another moment.")),
    ("that place", "party", lazy_gettext("That is too far from where it was measured.")),
    ("give or take", "doubt", lazy_gettext("Nobody can be that sure, or that unsure.")),
    ("a contact is between", "other", lazy_gettext("Choose two different vehicles.")),
    ("give both x and y", "x_m", lazy_gettext("Give both x and y of the contact, or neither.")),
    ("no contact between", "other", lazy_gettext("No contact between these two is on record.")),
    ("no light", "approach", lazy_gettext("No such light stands here.")),
    ("a phase ends", "to_s", lazy_gettext("A phase ends after it begins.")),
    ("the map has no", "lane", lazy_gettext("The map has no such lane.")),
    (
        "nothing was measured",
        "what",
        lazy_gettext("Nothing was measured that could be corrected."),
    ),
    ("there is no correction", "what", lazy_gettext("That correction is no longer in force.")),
)


@BLUEPRINT.post("/case/<case_id>/correction")
@open_to(Caller.OFFICER)
def correct(case_id: str) -> ResponseReturnValue:
    """Enter a correction; one's own second click finds it already entered."""
    form = read_correction(request.form)
    if form.act is None:
        return _page(case_id, form), 422
    try:
        act = _placed(case_id, form.act)
        return _entered(case_id, act, form)
    except InvalidDecision as refusal:
        return _page(case_id, _refused(form, refusal)), 422


@BLUEPRINT.post("/case/<case_id>/correction-withdrawal")
@open_to(Caller.OFFICER)
def withdraw(case_id: str) -> ResponseReturnValue:
    """Undo a correction, or an undo: a new entry that withdraws it."""
    form = CorrectionForm(fields={"what": "withdrawal"})
    act = Withdrawn(number=request.form.get("number", 0, type=int))
    try:
        return _entered(case_id, act, form)
    except InvalidDecision as refusal:
        return _page(case_id, _refused(form, refusal)), 422


@BLUEPRINT.get("/case/<case_id>/correction-state")
@open_to(Caller.OFFICER)
def correction_state(case_id: str) -> ResponseReturnValue:
    """Which version the case is at, and whether its second look is still to come."""
    case = _load(case_id)
    pending = case.proposal is not None and case.proposal.firmness_pending
    return {"version": case.version, "pending": pending}


def _entered(case_id: str, act: CorrectingAct, form: CorrectionForm) -> ResponseReturnValue:
    asked = CorrectionRequest(
        act=act,
        seen_version=request.form.get("seen_version", -1, type=int),
        reason=form.fields.get("reason", ""),
    )
    try:
        casework().correct_case(CaseId(case_id), asked, calling_officer())
    except Conflict:
        if not _entered_before(_load(case_id), asked):
            moved_on = lazy_gettext(
                "The case has changed since you opened it. Nothing was corrected; what you"
                " typed is kept below."
            )
            return _page(case_id, replace(form, errors={"what": moved_on})), 409
    return redirect(url_for("officer.case", case_id=case_id, _anchor="corrections"), 303)


def _placed(case_id: str, act: CorrectingAct | Shift) -> CorrectingAct:
    """The act as the casework takes it: a shift becomes a place on the road."""
    if not isinstance(act, Shift):
        return act
    return casework().correct_case.shifted(
        _load(case_id),
        act.track,
        act.pts_s,
        (act.ahead_m, act.left_m, act.turned_rad),
        act.doubt_m,
    )


def _entered_before(case: Case, asked: CorrectionRequest) -> bool:
    """Is the newest entry this very one, by this officer?"""
    newest = case.corrections[-1] if case.corrections else None
    return (
        newest is not None
        and newest.officer == calling_officer().id
        and _same(newest.act, asked.act)
        and newest.reason == asked.reason.strip()
    )


def _same(entered: CorrectingAct, asked: CorrectingAct) -> bool:
    """A shift asked for twice is told from the place it has already led to."""
    if isinstance(entered, FootprintMoved) and isinstance(asked, FootprintMoved):
        return (entered.track, entered.pts_s) == (asked.track, asked.pts_s)
    return entered == asked


def _refused(form: CorrectionForm, refusal: InvalidDecision) -> CorrectionForm:
    said = str(refusal)
    known = ((name, words) for start, name, words in REFUSED if said.startswith(start))
    name, words = next(known, ("what", said))
    return replace(form, errors={name: words})


def _page(case_id: str, form: CorrectionForm) -> str:
    return case_page(_load(case_id), empty_form(), form)


def _load(case_id: str) -> Case:
    with casework().ledger.reading() as work:
        return work.cases.load(CaseId(case_id))

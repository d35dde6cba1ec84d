"""The head's page: who of the unit has how much in hand, and handing a case to another of them."""

from dataclasses import dataclass
from datetime import timedelta

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import LazyString, lazy_gettext

from accident_service.casefile.working_days import beijing_date
from accident_service.casework.desk_ports import DeskRow
from accident_service.casework.lead_unit import OfficerLoad
from accident_service.errors import CaseMovedOn, InvalidDecision, NotPermitted, StepOutOfOrder
from accident_service.quantities.identifiers import CaseId, OfficerId
from accident_service.web.access import Caller, calling_officer, lets_in, open_to
from accident_service.web.limits import DueLine, due_line
from accident_service.web.officer.city_span import USUAL, AskedSpan
from accident_service.web.officer.hook import BLUEPRINT
from accident_service.web.officer.wordings import CASE_WORDS
from accident_service.web.service import casework
from accident_service.web.trace import leave_trace

ONE_DAY = timedelta(days=1)
MOVED_ON = lazy_gettext("The case has changed hands or is done. Below it stands as it is now.")
NOBODY = lazy_gettext("Choose an officer of your unit.")
STANDS_ASIDE = lazy_gettext("This officer stands aside in the case, or it is not your unit's.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """One case in somebody's hands."""

    row: DeskRow
    due: DueLine | None


@BLUEPRINT.get("/unit")
@open_to(Caller.HEAD)
def unit_load() -> str:
    """The unit's officers with their cases; the showing is on record."""
    return _page(None)


@BLUEPRINT.post("/unit/case/<case_id>/hand-over")
@open_to(Caller.HEAD)
def hand_over_in_unit(case_id: str) -> ResponseReturnValue:
    """Give the case to another officer of the unit, with a note for them."""
    form = request.form
    try:
        casework().lead_unit.hand_over(
            CaseId(case_id),
            OfficerId(form.get("holder", "")),
            OfficerId(form.get("to", "")),
            note=form.get("note", ""),
            by=calling_officer(),
        )
    except InvalidDecision:
        return _page(NOBODY), 422
    except (CaseMovedOn, StepOutOfOrder):
        return _page(MOVED_ON), 409
    except NotPermitted:
        return _page(STANDS_ASIDE), 403
    return redirect(url_for("officer.unit_load", _anchor=f"case-{case_id}"), 303)


def _page(complaint: LazyString | None) -> str:
    me = calling_officer()
    loads = casework().lead_unit.load(me)
    _note_showing(loads)
    asked = _lately()
    span = asked.span
    return render_template(
        "officer/unit.html",
        loads=loads,
        held={one.officer: tuple(_held(row) for row in one.in_hand) for one in loads},
        asked=asked,
        figures=casework().city_book.service(span, beijing_date(casework().clock.now())),
        complaint=complaint,
        may_open=lets_in(Caller.OFFICER),
        **CASE_WORDS,
    )


def _held(row: DeskRow) -> Held:
    summary = row.summary
    if summary.due_on is None or summary.due_kind is None:
        return Held(row=row, due=None)
    return Held(row=row, due=due_line(summary.due_kind, summary.due_on))


def _lately() -> AskedSpan:
    """The last ninety days of the head's own unit."""
    me, until = calling_officer(), beijing_date(casework().clock.now())
    since = until - USUAL + ONE_DAY
    return AskedSpan(since=since, until=until, unit=me.unit, units=((me.unit, me.unit_name),))


def _note_showing(loads: tuple[OfficerLoad, ...]) -> None:
    shown = " ".join(row.summary.tracking_code for one in loads for row in one.in_hand)
    with casework().ledger.transaction() as work:
        leave_trace(
            work, "view-unit", actor=f"officer:{calling_officer().id}", case=None, cases=shown
        )

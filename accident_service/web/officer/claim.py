"""Taking a case in hand, giving it back and handing it over, from the list or from the case."""

from dataclasses import dataclass

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from accident_service.casefile.case import Case
from accident_service.casefile.claim import Claim, may_be_claimed
from accident_service.casefile.decision import Officer
from accident_service.errors import CaseTaken, Conflict
from accident_service.quantities.identifiers import CaseId, OfficerId
from accident_service.web.access import Caller, calling_officer, open_to
from accident_service.web.officer.hook import BLUEPRINT
from accident_service.web.pages import local_address
from accident_service.web.service import casework


@dataclass(frozen=True, slots=True, kw_only=True)
class InHand:
    """Who has the case this page shows, as its officer needs to know."""

    claim: Claim | None
    is_mine: bool
    may_be_taken: bool
    colleagues: tuple[Officer, ...]

    @property
    def is_anothers(self) -> bool:
        """Has a colleague got it?"""
        return self.claim is not None and not self.is_mine


@BLUEPRINT.post("/case/<case_id>/take")
@open_to(Caller.OFFICER)
def take(case_id: str) -> ResponseReturnValue:
    """Take it in hand; who comes second is told who has it, and since when."""
    try:
        casework().claim_case.take(CaseId(case_id), calling_officer())
    except CaseTaken:
        return _taken(case_id)
    return _back(case_id)


@BLUEPRINT.post("/case/<case_id>/release")
@open_to(Caller.OFFICER)
def release(case_id: str) -> ResponseReturnValue:
    """Give it back."""
    casework().claim_case.release(CaseId(case_id), calling_officer())
    return _back(case_id)


@BLUEPRINT.post("/case/<case_id>/hand-over")
@open_to(Caller.OFFICER)
def hand_over(case_id: str) -> ResponseReturnValue:
    """Hand it to a colleague of the unit, with a note."""
    to = casework().officers.officer(OfficerId(request.form.get("to", "")))
    note = request.form.get("note", "")
    try:
        casework().claim_case.hand_over(CaseId(case_id), to, note=note, officer=calling_officer())
    except CaseTaken:
        return _taken(case_id)
    return _back(case_id)


@BLUEPRINT.context_processor
def offered() -> dict[str, object]:
    """Let every page of the desk ask who has a case in hand."""
    return {"in_hand": in_hand}


def in_hand(case: Case) -> InHand:
    """Who has this case, and to whom it could be given."""
    me = calling_officer()
    with casework().ledger.reading() as work:
        claim = work.desk.claim(case.id)
    if claim is not None and not claim.holds_at(casework().clock.now()):
        claim = None
    workable = may_be_claimed(case.stage)
    unit = casework().officers.of_unit(me.unit) if workable else ()
    return InHand(
        claim=claim if workable else None,
        is_mine=workable and claim is not None and claim.officer == me.id,
        may_be_taken=workable and claim is None,
        colleagues=tuple(one for one in unit if one.id != me.id),
    )


def _taken(case_id: str) -> ResponseReturnValue:
    with casework().ledger.reading() as work:
        case = work.cases.load(CaseId(case_id))
        claim = work.desk.claim(CaseId(case_id))
    if claim is None:
        raise Conflict(f"case {case.tracking_code} was given back meanwhile; try again")
    return render_template("officer/taken.html", case=case, claim=claim), 409


def _back(case_id: str) -> ResponseReturnValue:
    wanted = request.form.get("back", "")
    here = url_for("officer.case", case_id=case_id)
    return redirect(local_address(wanted) if wanted else here, 303)

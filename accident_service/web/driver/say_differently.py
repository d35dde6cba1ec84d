"""A party sees one thing of the decision differently, and says so on a page of its own."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from accident_service.casefile.analysis import Exhibit
from accident_service.casefile.objection import LONGEST_OBJECTION, Subject, SubjectKind, subject_at
from accident_service.casefile.time_limits import LimitKind
from accident_service.errors import InvalidDecision, NotFound
from accident_service.web.access import Caller, calling_party, case_in_address, open_to
from accident_service.web.driver.hook import BLUEPRINT
from accident_service.web.driver.short_form import TOO_SHORT
from accident_service.web.driver.why import WHOLE_DECISION, shown_to, subjects_of
from accident_service.web.limits import limits_in, lines_of
from accident_service.web.service import casework


@BLUEPRINT.get("/case/<tracking_code>/objection")
@open_to(Caller.PARTY)
def ask_objection() -> str:
    """What it is about, and why the party sees it differently."""
    return _page(_subject(), "", {})


@BLUEPRINT.post("/case/<tracking_code>/objection")
@open_to(Caller.PARTY)
def take_objection() -> ResponseReturnValue:
    """Put it on file."""
    case, subject = case_in_address(), _subject()
    words = request.form.get("words", "")[:LONGEST_OBJECTION]
    try:
        casework().party_after.object_to(case.id, calling_party().letter, subject, words)
    except InvalidDecision:
        return _page(subject, words, {"words": str(TOO_SHORT)}), 422
    address = url_for("driver.case_status", tracking_code=case.tracking_code, _anchor="objections")
    return redirect(address, 303)


def _subject() -> Subject:
    case, letter = case_in_address(), calling_party().letter
    with casework().ledger.reading() as work:
        found = work.determinations.of_case(case.id)
    if found is None:
        raise NotFound(f"case {case.tracking_code} has no determination")
    address = request.values.get("about", WHOLE_DECISION.address)
    return subject_at(address, subjects_of(case, letter, found[0]))


def _page(subject: Subject, words: str, errors: dict[str, str]) -> str:
    case, letter = case_in_address(), calling_party().letter
    with casework().ledger.reading() as work:
        mine = limits_in(work, case).of(letter)
    limits = lines_of(tuple(one for one in mine if one.limit.kind is LimitKind.APPLY_FOR_REVIEW))
    return render_template(
        "driver/objection.html",
        case=case,
        subject=subject,
        picture=_picture(subject),
        review_due=next((one for one in limits if not one.settled), None),
        fields={"words": words},
        errors=errors,
    )


def _picture(subject: Subject) -> Exhibit | None:
    shown = shown_to(case_in_address(), calling_party().letter)
    wanted = subject.key if subject.kind is SubjectKind.PICTURE else None
    return next((one for one in shown if one.name == wanted and one.kind != "camera-film"), None)

"""The second of two officers: reads what a colleague signed, and signs it too or gives it back."""

from dataclasses import dataclass

from flask import Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import LazyString, lazy_gettext

from accident_service.casefile.case import Case
from accident_service.casefile.correct import proposal_of_machine
from accident_service.casefile.correction import in_force
from accident_service.casefile.four_eyes import demand_second_officer, fell_away, waiting
from accident_service.casefile.pending_decision import PendingDecision, SecondOfficerGround
from accident_service.errors import Conflict, InvalidDecision, NotFound, NotPermitted, WrongCode
from accident_service.liability.grade import Grade
from accident_service.quantities.identifiers import CaseId
from accident_service.reports.party import PartyLetter
from accident_service.web.access import Caller, calling_officer, open_to
from accident_service.web.driver.answers import place_in_words
from accident_service.web.officer.articles import provisions_worded
from accident_service.web.officer.case import load_case
from accident_service.web.officer.hook import BLUEPRINT
from accident_service.web.officer.refusals import in_words
from accident_service.web.officer.second_factor import TOO_MANY, WRONG, typed_code
from accident_service.web.officer.wordings import CASE_WORDS
from accident_service.web.service import casework

LONGEST_WORDS = 2000
GROUNDS: dict[SecondOfficerGround, LazyString] = {
    SecondOfficerGround.AGAINST_FIRM: lazy_gettext(
        "It departs from what the measurements alone propose without reserve."
    ),
    SecondOfficerGround.ON_TOLD_FACT: lazy_gettext(
        "It rests on what an officer put right, not on the recording alone."
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondSignature:
    """How a case stands with the second officer, for one who looks at it."""

    waits: PendingDecision | None
    given_back: PendingDecision | None
    is_mine: bool  # this officer signed first
    may_sign: bool
    fell_away: bool


@BLUEPRINT.context_processor
def offered() -> dict[str, object]:
    """Let every page of the desk ask how a case stands with the second officer."""
    return {"second_signature": second_signature, "second_grounds": GROUNDS}


def second_signature(case: Case) -> SecondSignature:
    """How the case stands, for whoever is signed in."""
    waits, pending, me = waiting(case), case.pending_decision, calling_officer()
    past = fell_away(case)
    returned = pending is not None and pending.given_back is not None and not past
    return SecondSignature(
        waits=waits,
        given_back=pending if returned else None,
        is_mine=pending is not None and pending.decision.officer.id == me.id,
        may_sign=waits is not None and _may_sign(waits),
        fell_away=past and case.decision is None,
    )


@BLUEPRINT.get("/case/<case_id>/second")
@open_to(Caller.OFFICER)
def second(case_id: str) -> ResponseReturnValue:
    """What waits: why, what it changes, its document, and a field for the code."""
    if waiting(load_case(case_id)) is None:
        return redirect(url_for("officer.case", case_id=case_id, _anchor="decide"), 303)
    return _page(case_id, {})


@BLUEPRINT.get("/case/<case_id>/second/<int:page>.png")
@open_to(Caller.OFFICER)
def second_page(case_id: str, page: int) -> Response:
    """One page of the document as both officers would issue it.

    Raises:
        NotFound: Nothing waits, or its document has no such page.
    """
    if waiting(load_case(case_id)) is None:
        raise NotFound("no decision waits for a second officer")
    shown = casework().preview_decision.for_second(CaseId(case_id), calling_officer())
    pages = casework().press.preview(shown.document) if shown.document else ()
    if not 1 <= page <= len(pages):
        raise NotFound(f"there is no page {page} to preview")
    return Response(pages[page - 1], mimetype="image/png")


@BLUEPRINT.post("/case/<case_id>/second")
@open_to(Caller.OFFICER)
def sign_second(case_id: str) -> ResponseReturnValue:
    """Sign; a second click finds it signed."""
    try:
        casework().second_officer.sign(
            CaseId(case_id),
            calling_officer(),
            shown=request.form.get("shown", ""),
            code=typed_code(),
        )
    except WrongCode:
        return _page(case_id, {"code": WRONG}), 422
    except Conflict:
        if waiting(load_case(case_id)) is not None:
            return _page(case_id, {"code": CHANGED}), 409
    except NotPermitted as refusal:
        if "wrong codes" not in str(refusal):
            raise
        return _page(case_id, {"code": TOO_MANY}), 422
    return _to_case(case_id)


@BLUEPRINT.post("/case/<case_id>/second/return")
@open_to(Caller.OFFICER)
def give_back(case_id: str) -> ResponseReturnValue:
    """Give it back to who signed first, with words."""
    words = request.form.get("words", "")[:LONGEST_WORDS]
    try:
        casework().second_officer.give_back(
            CaseId(case_id), calling_officer(), words, seen_version=_seen()
        )
    except InvalidDecision as refusal:
        return _page(case_id, {"words": in_words(refusal)}), 422
    except Conflict:
        if waiting(load_case(case_id)) is not None:
            return _page(case_id, {"words": CHANGED}), 409
    return _to_case(case_id)


@BLUEPRINT.post("/case/<case_id>/second/take-back")
@open_to(Caller.OFFICER)
def take_back(case_id: str) -> ResponseReturnValue:
    """Let who signed first think again; too late, the case shows what has become of it."""
    try:
        casework().second_officer.take_back(
            CaseId(case_id), calling_officer(), seen_version=_seen()
        )
    except Conflict:
        return _to_case(case_id)
    return _to_case(case_id)


CHANGED = lazy_gettext(
    "The case has changed, or you have not opened it as it stands. Open the case, then come back."
)


def _page(case_id: str, errors: dict[str, object]) -> str:
    shown = casework().preview_decision.for_second(CaseId(case_id), calling_officer())
    case = load_case(case_id)
    pages = casework().press.preview(shown.document) if shown.document else ()
    return render_template(
        "officer/second.html",
        case=case,
        decided=shown.case,
        pending=waiting(case),
        proposed=_by_party(case),
        corrections=in_force(case.corrections),
        provisions=provisions_worded(shown.case),
        place=place_in_words(case.site or case.report.place.site, case.report.place.words),
        shown=shown.fingerprint,
        page_count=len(pages),
        errors=errors,
        labels={"code": lazy_gettext("Code of your device"), "words": lazy_gettext("Your words")},
        **CASE_WORDS,
    )


def _by_party(case: Case) -> dict[PartyLetter, Grade]:
    """What the measurements alone propose for each party; empty where that is open."""
    machines, owners = proposal_of_machine(case), case.party_tracks
    if machines is None or owners is None:
        return {}
    graded = ((owners.party_of(track), grade) for track, grade in machines.grades)
    return {letter: grade for letter, grade in graded if letter is not None}


def _may_sign(pending: PendingDecision) -> bool:
    try:
        demand_second_officer(pending, calling_officer())
    except NotPermitted:
        return False
    return True


def _seen() -> int:
    return request.form.get("seen_version", -1, type=int)


def _to_case(case_id: str) -> ResponseReturnValue:
    return redirect(url_for("officer.case", case_id=case_id, _anchor="decide"), 303)

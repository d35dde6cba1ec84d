"""Asking a party for more evidence, from the case page."""

from datetime import date, timedelta

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import LazyString, lazy_gettext

from accident_service.casefile.ask_evidence import LONGEST_WAIT, USUAL_WAIT, EvidenceWish
from accident_service.casefile.evidence_request import EvidenceWanted
from accident_service.casefile.notice import LEGAL_TIME
from accident_service.errors import Conflict, InvalidDecision
from accident_service.quantities.identifiers import CaseId
from accident_service.reports.party import PartyLetter
from accident_service.web.access import Caller, calling_officer, open_to
from accident_service.web.officer.case import case_page, load_case
from accident_service.web.officer.decision_form import DecisionForm
from accident_service.web.officer.decision_refusals import overtaken
from accident_service.web.officer.hook import BLUEPRINT
from accident_service.web.officer.refusals import in_words
from accident_service.web.service import casework

LONGEST_WORDS = 500  # they are read on a phone
WANTED: dict[EvidenceWanted, LazyString] = {
    EvidenceWanted.PHOTOS: lazy_gettext("Photos"),
    EvidenceWanted.FILM: lazy_gettext("A film of their own, such as of a dash camera"),
    EvidenceWanted.ANSWER: lazy_gettext("An answer to a question"),
}


@BLUEPRINT.context_processor
def offered() -> dict[str, object]:
    """The choices of the form, and the days it may be due on."""
    return {"evidence_words": WANTED, "due_days": due_days}


def due_days() -> dict[str, date]:
    """Today, the day usually given, and the last one allowed."""
    today = casework().clock.now().astimezone(LEGAL_TIME).date()
    return {"first": today, "usual": today + USUAL_WAIT, "last": today + LONGEST_WAIT}


@BLUEPRINT.post("/case/<case_id>/ask")
@open_to(Caller.OFFICER)
def ask_evidence(case_id: str) -> ResponseReturnValue:
    """Ask one party for one thing; asked twice of the same version, it is asked once."""
    try:
        casework().ask_evidence(CaseId(case_id), _wish(), calling_officer())
    except InvalidDecision as refusal:
        form = DecisionForm(errors={"ask": in_words(refusal)})
        return case_page(load_case(case_id), form), 422
    except Conflict:
        return overtaken(case_id, DecisionForm()), 409
    return redirect(url_for("officer.case", case_id=case_id, _anchor="asked"), 303)


def _wish() -> EvidenceWish:
    posted, letters = request.form, set(PartyLetter)
    if posted.get("letter") not in letters or posted.get("wanted") not in set(EvidenceWanted):
        raise InvalidDecision("say whom you ask, and what for")
    try:
        due_on = date.fromisoformat(posted.get("due_on", ""))
    except ValueError:
        due_on = date.min + timedelta(days=1)
    return EvidenceWish(
        letter=PartyLetter(posted["letter"]),
        wanted=EvidenceWanted(posted["wanted"]),
        words=posted.get("words", "")[:LONGEST_WORDS],
        due_on=due_on,
        seen_version=posted.get("seen_version", 0, type=int),
    )

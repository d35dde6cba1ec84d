"""The officer's acts after the decision: service, forwarding, recusal, mediation."""

from collections.abc import Callable
from enum import StrEnum
from typing import TypeVar

from flask import Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from accident_service.casefile.case import Case
from accident_service.casefile.mediation import MediationEnd
from accident_service.casefile.serve import HandOver
from accident_service.casefile.service import Receipt
from accident_service.errors import InvalidDecision, InvalidInput
from accident_service.quantities.identifiers import CaseId, DocumentNumber
from accident_service.reports.party import PartyLetter
from accident_service.web import downloads
from accident_service.web.access import Caller, calling_officer, open_to
from accident_service.web.officer.case import case_page
from accident_service.web.officer.decision_form import DecisionForm
from accident_service.web.officer.hook import BLUEPRINT
from accident_service.web.officer.refusals import in_words
from accident_service.web.service import casework

LONGEST_NOTE = 2000
Choice = TypeVar("Choice", bound=StrEnum)


@BLUEPRINT.post("/case/<case_id>/service")
@open_to(Caller.OFFICER)
def serve(case_id: str) -> ResponseReturnValue:
    """Note that a document was handed over, signed for or refused."""
    note = HandOver(
        letter=_one_of(PartyLetter, "letter"),
        receipt=_one_of(Receipt, "receipt"),
        note=_words("note"),
    )
    document = DocumentNumber(request.form.get("number", ""))
    return _done(
        case_id,
        lambda: casework().serve.hand_over(
            CaseId(case_id), document, note, calling_officer(), seen_version=_seen()
        ),
    )


@BLUEPRINT.post("/case/<case_id>/review-forwarded")
@open_to(Caller.OFFICER)
def forward_review(case_id: str) -> ResponseReturnValue:
    """Send the application and the file up."""
    return _done(
        case_id,
        lambda: casework().review.forward(CaseId(case_id), calling_officer(), seen_version=_seen()),
    )


@BLUEPRINT.post("/case/<case_id>/recusal")
@open_to(Caller.OFFICER)
def declare_recusal(case_id: str) -> ResponseReturnValue:
    """Stand aside by one's own word."""
    return _done(
        case_id,
        lambda: casework().recuse.declare(CaseId(case_id), calling_officer(), _words("reason")),
    )


@BLUEPRINT.post("/case/<case_id>/recusal-ruling")
@open_to(Caller.OFFICER)
def rule_on_recusal(case_id: str) -> ResponseReturnValue:
    """Rule on a colleague's recusal."""
    return _done(
        case_id,
        lambda: casework().recuse.rule(
            CaseId(case_id),
            request.form.get("asked", -1, type=int),
            calling_officer(),
            granted=request.form.get("granted") == "yes",
            seen_version=_seen(),
        ),
    )


@BLUEPRINT.post("/case/<case_id>/mediation")
@open_to(Caller.OFFICER)
def note_mediation(case_id: str) -> ResponseReturnValue:
    """Note how the mediation ended."""
    result = (_one_of(MediationEnd, "end"), _words("terms"))
    return _done(
        case_id,
        lambda: casework().mediate.note(
            CaseId(case_id), result, calling_officer(), seen_version=_seen()
        ),
    )


@BLUEPRINT.get("/case/<case_id>/paper/<number>.pdf")
@open_to(Caller.OFFICER)
def paper(case_id: str, number: str) -> Response:
    """A certificate, agreement or conclusion as signed; the reading is logged."""
    with casework().ledger.reading() as work:
        case = work.cases.load(CaseId(case_id))
    viewer = f"officer:{calling_officer().id}"
    return downloads.paper_pdf(case, DocumentNumber(number), viewer=viewer)


def _done(case_id: str, act: Callable[[], object]) -> ResponseReturnValue:
    try:
        act()
    except InvalidDecision as refusal:
        form = DecisionForm(errors={"proceedings": in_words(refusal)})
        return case_page(_load(case_id), form), 422
    return redirect(url_for("officer.case", case_id=case_id, _anchor="proceedings"), 303)


def _load(case_id: str) -> Case:
    with casework().ledger.reading() as work:
        return work.cases.load(CaseId(case_id))


def _seen() -> int:
    return request.form.get("seen_version", -1, type=int)


def _words(name: str) -> str:
    return request.form.get(name, "")[:LONGEST_NOTE]


def _one_of(choices: type[Choice], name: str) -> Choice:
    try:
        return choices(request.form.get(name, ""))
    except ValueError as odd:
        raise InvalidInput(f"{name} is none of {', '.join(choices)}") from odd

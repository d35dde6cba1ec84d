"""A party agrees to electronic service, confirms receipt, fetches its papers, asks to mediate."""

from flask import Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from accident_service.casefile.serve import consented_at
from accident_service.errors import InvalidDecision
from accident_service.quantities.identifiers import DocumentNumber
from accident_service.web import downloads
from accident_service.web.access import Caller, calling_party, case_in_address, open_to
from accident_service.web.driver.hook import BLUEPRINT
from accident_service.web.service import casework


@BLUEPRINT.get("/case/<tracking_code>/electronic-service")
@open_to(Caller.PARTY)
def ask_consent() -> str:
    """May documents be served on this page (ADM-36)? Who has agreed sees so, and may withdraw."""
    case = case_in_address()
    with casework().ledger.reading() as work:
        proceedings = work.proceedings.load(case.id)
    given_at = consented_at(case, proceedings, calling_party().letter)
    return render_template("driver/consent.html", case=case, given_at=given_at)


@BLUEPRINT.post("/case/<tracking_code>/electronic-service")
@open_to(Caller.PARTY)
def give_consent() -> ResponseReturnValue:
    """Yes; what waits is sent at once."""
    casework().serve.consent(case_in_address().id, calling_party().letter)
    return _to_case()


@BLUEPRINT.post("/case/<tracking_code>/electronic-service-withdrawn")
@open_to(Caller.PARTY)
def withdraw_consent() -> ResponseReturnValue:
    """No longer; what comes from now on is handed over."""
    casework().serve.withdraw_consent(case_in_address().id, calling_party().letter)
    return _to_case()


@BLUEPRINT.post("/case/<tracking_code>/receipt")
@open_to(Caller.PARTY)
def acknowledge() -> ResponseReturnValue:
    """Confirm receipt of one document."""
    number = DocumentNumber(request.form.get("number", ""))
    casework().serve.acknowledge(case_in_address().id, number, calling_party().letter)
    return _to_case()


@BLUEPRINT.get("/case/<tracking_code>/paper/<number>.pdf")
@open_to(Caller.PARTY)
def party_paper(number: str) -> Response:
    """A certificate, agreement or conclusion as signed; opening it is receipt, and on record."""
    case, letter = case_in_address(), calling_party().letter
    response = downloads.paper_pdf(case, DocumentNumber(number), viewer=f"driver:{letter}")
    casework().serve.opened(case.id, DocumentNumber(number), letter)
    return response


@BLUEPRINT.get("/case/<tracking_code>/mediation")
@open_to(Caller.PARTY)
def ask_mediation() -> str:
    """What mediation is, and whether this party wants it."""
    return render_template("driver/mediation.html", case=case_in_address(), late=False)


@BLUEPRINT.post("/case/<tracking_code>/mediation")
@open_to(Caller.PARTY)
def take_mediation() -> ResponseReturnValue:
    """Sign the request, where the ten working days are not over."""
    case = case_in_address()
    try:
        casework().mediate.ask(case.id, calling_party().letter)
    except InvalidDecision:
        return render_template("driver/mediation.html", case=case, late=True), 422
    return _to_case()


def _to_case() -> ResponseReturnValue:
    return redirect(
        url_for("driver.case_status", tracking_code=case_in_address().tracking_code), 303
    )

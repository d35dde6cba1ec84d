"""What the officer prints of proceedings: the service receipt, the mediation's papers."""

from flask import Response

from accident_service.casefile.case import Case
from accident_service.casefile.masking import IssuedDocument
from accident_service.casework.ports import UnitOfWork
from accident_service.casework.proceedings_papers import ProceedingsPapers
from accident_service.quantities.identifiers import CaseId
from accident_service.web.access import Caller, calling_officer, open_to
from accident_service.web.downloads import NEVER_CACHED
from accident_service.web.officer.hook import BLUEPRINT
from accident_service.web.service import casework
from accident_service.web.trace import leave_trace


@BLUEPRINT.get("/case/<case_id>/service-receipt.pdf")
@open_to(Caller.OFFICER)
def service_receipt(case_id: str) -> Response:
    """How each party got the document in force; printed as it stands, and logged.

    Raises:
        NotFound: Nothing has been served yet.
    """
    with casework().ledger.transaction() as work:
        papers = _papers(work, case_id)
        receipt = papers.service_receipt()
        _log(work, "print-service-receipt", papers.case)
    return _printed(receipt, f"service-receipt-{papers.case.tracking_code}.pdf")


@BLUEPRINT.get("/case/<case_id>/mediation.pdf")
@open_to(Caller.OFFICER)
def mediation_paper(case_id: str) -> Response:
    """The request both parties made, or the record of how the mediation ended.

    Raises:
        NotFound: They have not both asked for it.
    """
    with casework().ledger.transaction() as work:
        papers = _papers(work, case_id)
        mediation = papers.mediation()
        _log(work, "print-mediation", papers.case)
    return _printed(mediation, f"mediation-{papers.case.tracking_code}.pdf")


def _papers(work: UnitOfWork, case_id: str) -> ProceedingsPapers:
    return ProceedingsPapers(work, work.cases.load(CaseId(case_id)), casework().clock.now())


def _log(work: UnitOfWork, verb: str, case: Case) -> None:
    leave_trace(work, verb, actor=f"officer:{calling_officer().id}", case=case.id)


def _printed(document: IssuedDocument, filename: str) -> Response:
    response = Response(casework().press.pdf(document), mimetype="application/pdf")
    response.headers["Cache-Control"] = NEVER_CACHED
    response.headers.set("Content-Disposition", "attachment", filename=filename)
    return response

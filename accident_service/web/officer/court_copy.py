"""The whole evidence of a case in one file, for a court: handed out by an officer, on record."""

from flask import Response

from accident_service.casefile.entitlement import Entitlement, Recipient
from accident_service.web.access import Caller, calling_officer, open_to
from accident_service.web.evidence_bundle import bundle
from accident_service.web.officer.case import load_case
from accident_service.web.officer.hook import BLUEPRINT


@BLUEPRINT.post("/case/<case_id>/evidence-bundle")
@open_to(Caller.OFFICER)
def court_copy(case_id: str) -> Response:
    """Make and hand out the bundle; a form and no link, because it writes into the record."""
    entitlement = Entitlement(recipient=Recipient.COURT)
    return bundle(load_case(case_id), entitlement, actor=f"officer:{calling_officer().id}")

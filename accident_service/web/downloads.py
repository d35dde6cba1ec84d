"""Evidence and documents on their way to a browser; every one leaves a line in the audit ledger.

Nothing here may be cached: the next look must come through the gate, and be logged, again.
"""

from flask import Response, request

from accident_service.casefile.case import Case
from accident_service.errors import NotFound
from accident_service.web.service import casework
from accident_service.web.trace import leave_trace

NEVER_CACHED = "private, no-store"


def exhibit(case: Case, name: str, *, viewer: str) -> Response:
    """One exhibit of the case; a part of it where the browser asks for one, as for films.

    Raises:
        NotFound: The case has no such exhibit.
        CustodyBroken: The stored bytes have changed.
    """
    content, media_type = casework().view_exhibit(case, name, viewer=viewer)
    response = Response(content, mimetype=media_type)
    response.headers["Cache-Control"] = NEVER_CACHED
    response.make_conditional(request, accept_ranges=True, complete_length=len(content))
    return response


def determination_pdf(case: Case, *, viewer: str) -> Response:
    """The determination in force, as signed.

    Raises:
        NotFound: None has been issued.
    """
    with casework().ledger.transaction() as work:
        found = work.determinations.of_case(case.id)
        if found is None:
            raise NotFound(f"case {case.tracking_code} has no determination")
        determination, pdf, _json = found
        leave_trace(
            work, "read-determination", actor=viewer, case=case.id, number=determination.number
        )
    response = Response(casework().blobs.open(pdf), mimetype=pdf.media_type)
    response.headers["Cache-Control"] = NEVER_CACHED
    response.headers.set(
        "Content-Disposition", "attachment", filename=f"determination-{case.tracking_code}.pdf"
    )
    return response

"""Evidence and documents on their way to a browser; every one leaves a line in the audit ledger.

Nothing here may be cached: the next look must come through the gate, and be logged, again.
"""

from flask import Response, request

from accident_service.casefile.case import Case
from accident_service.errors import NotFound
from accident_service.quantities.identifiers import DocumentNumber
from accident_service.reports.party import PartyLetter
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
    return _in_parts(content, media_type)


def party_picture(case: Case, letter: PartyLetter, name: str) -> Response:
    """A picture drawn for this party, in which everybody else is unrecognisable.

    Raises:
        NotFound: None of this name was drawn for it; the other party's are none of its own.
        CustodyBroken: The stored bytes have changed.
    """
    content, media_type = casework().party_after.view_picture(case, letter, name)
    return _in_parts(content, media_type)


def _in_parts(content: bytes, media_type: str) -> Response:
    response = Response(content, mimetype=media_type)
    response.headers["Cache-Control"] = NEVER_CACHED
    response.make_conditional(request, accept_ranges=True, complete_length=len(content))
    return response


def paper_pdf(case: Case, number: DocumentNumber, *, viewer: str) -> Response:
    """A certificate, agreement or review conclusion of the case, as signed.

    Raises:
        NotFound: The case has no such document.
    """
    with casework().ledger.transaction() as work:
        paper = work.papers.paper(number)
        if paper.content.case != case.id:
            raise NotFound(f"case {case.tracking_code} has no document {number}")
        leave_trace(work, "read-paper", actor=viewer, case=case.id, number=number)
    response = Response(casework().blobs.open(paper.pdf), mimetype=paper.pdf.media_type)
    response.headers["Cache-Control"] = NEVER_CACHED
    response.headers.set("Content-Disposition", "attachment", filename=f"{number}.pdf")
    return response


def masked_determination_pdf(case: Case, letter: PartyLetter) -> Response:
    """A copy one party may pass on: everybody but them is masked, and it says so.

    Raises:
        NotFound: None has been issued.
    """
    with casework().ledger.transaction() as work:
        found = work.determinations.of_case(case.id)
        if found is None:
            raise NotFound(f"case {case.tracking_code} has no determination")
        actor = f"driver:{letter}"
        leave_trace(work, "make-masked-copy", actor=actor, case=case.id, number=found[0].number)
    copy = casework().press.masked_pdf(found[0], shown=frozenset({letter}))
    response = Response(copy, mimetype="application/pdf")
    response.headers["Cache-Control"] = NEVER_CACHED
    response.headers.set(
        "Content-Disposition", "attachment", filename=f"masked-copy-{case.tracking_code}.pdf"
    )
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

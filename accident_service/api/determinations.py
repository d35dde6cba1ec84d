"""GET /v1/determinations and what lies below: an insurer's own, and nothing else."""

import json

from flask import Response, url_for

from accident_service.api import cursor
from accident_service.api.access import Caller, calling_client, open_to
from accident_service.api.blueprint import BLUEPRINT
from accident_service.api.reading import (
    READERS,
    as_json,
    conditional,
    file_answer,
    page_of,
)
from accident_service.api.schemas import DeterminationList, DeterminationView, ListQuery
from accident_service.api.service import casework
from accident_service.api.throttle import LIMITER, READINGS, by_client
from accident_service.api.views import covered_by, entry_of, view_of
from accident_service.casework.insurer_ports import InsurersQuery
from accident_service.casework.insurer_scopes import Scope
from accident_service.casework.read_determination import ReadAsInsurer
from accident_service.quantities.identifiers import DeterminationNumber, InsurerId
from accident_service.reports.plate import normalised

FULL_READERS = Caller(Scope.READ_FULL_DOCUMENTS)
PDF_ANSWER = file_answer("The document", "application/pdf")


@BLUEPRINT.get("/determinations")
@open_to(READERS)
@BLUEPRINT.doc(summary="List your determinations", tags=["Determinations"])
@BLUEPRINT.input(ListQuery, location="query", arg_name="query")
@BLUEPRINT.output(DeterminationList)
@LIMITER.limit(READINGS, key_func=by_client)
def list_determinations(query: ListQuery) -> Response:
    """In the order of their last change, without personal data; `next` leads on.

    What changes while you page comes again at the end: nothing is missed.
    """
    client = calling_client()
    found = casework().read_determination.listed(
        client.insurer, _asked(query, client.insurer), limit=query.limit + 1
    )
    here = url_for("api.list_determinations")
    page, following = page_of(
        found, query.limit, lambda last: cursor.sealed(last.position, client.insurer), here
    )
    listed = DeterminationList(items=[entry_of(one, client) for one in page], next=following)
    return as_json(listed)


@BLUEPRINT.get("/determinations/<number>")
@open_to(READERS)
@BLUEPRINT.doc(summary="Read one determination", tags=["Determinations"])
@BLUEPRINT.output(DeterminationView)
@LIMITER.limit(READINGS, key_func=by_client)
def read_determination(number: str) -> Response:
    """With your own insured in full, the other party masked, and the signed content."""
    read = _read(number, "read-determination")
    signed = json.loads(casework().blobs.open(read.found.json))
    return as_json(view_of(read, calling_client(), signed))


@BLUEPRINT.get("/determinations/<number>/document.pdf")
@open_to(FULL_READERS)
@BLUEPRINT.doc(
    summary="Fetch the document",
    description="The document as issued, byte for byte. It carries what SPR-24 demands of it,"
    " and so both parties in full; the masked copy needs no more than determinations:read.",
    tags=["Determinations"],
    responses=PDF_ANSWER,
)
@LIMITER.limit(READINGS, key_func=by_client)
def read_document(number: str) -> Response:
    """The PDF; its hash is in the signed content."""
    pdf = _read(number, "read-document").found.pdf
    response = Response(casework().blobs.open(pdf), mimetype=pdf.media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{pdf.sha256[:16]}.pdf"'
    response.set_etag(pdf.sha256)
    return conditional(response)


@BLUEPRINT.get("/determinations/<number>/masked-document.pdf")
@open_to(READERS)
@BLUEPRINT.doc(
    summary="Fetch a masked copy",
    description="The document with the party you do not cover masked, marked as a masked copy and"
    " signed. Its bytes are not those issued; its content hash is.",
    tags=["Determinations"],
    responses=PDF_ANSWER,
)
@LIMITER.limit(READINGS, key_func=by_client)
def read_masked_document(number: str) -> Response:
    """A PDF made on the spot; the same version of the service makes the same bytes."""
    determination = _read(number, "read-masked-document").found.determination
    shown = covered_by(determination, calling_client().insurer_code)
    copy = casework().press.masked_pdf(determination, shown=shown)
    response = Response(copy, mimetype="application/pdf")
    response.headers["Content-Disposition"] = 'attachment; filename="masked-copy.pdf"'
    return conditional(response)


def _read(number: str, verb: str) -> ReadAsInsurer:
    insurer = calling_client().insurer
    return casework().read_determination(insurer, DeterminationNumber(number), verb=verb)


def _asked(query: ListQuery, insurer: InsurerId) -> InsurersQuery:
    return InsurersQuery(
        after=cursor.opened(query.cursor, insurer),
        updated_since=query.updated_since,
        status=None if query.status is None else query.status.kept,
        plate=None if query.plate is None else normalised(query.plate),
        policy_no=query.policy_no,
        occurred_from=query.occurred_from,
        occurred_to=query.occurred_to,
    )

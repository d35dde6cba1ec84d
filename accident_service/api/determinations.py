"""GET /v1/determinations and what lies below: an insurer's own, and nothing else."""

import base64
import binascii
import json
from typing import Any

from flask import Response, jsonify, request, url_for

from accident_service.api.access import Caller, calling_client, open_to
from accident_service.api.blueprint import BLUEPRINT, Answers
from accident_service.api.problems import problem
from accident_service.api.schemas import (
    DeterminationList,
    DeterminationView,
    ListQuery,
    covered_by,
    document_link,
    entry_of,
    view_of,
)
from accident_service.api.service import casework
from accident_service.api.throttle import LIMITER, READINGS, by_client
from accident_service.casework.insurer_scopes import Scope
from accident_service.quantities.identifiers import DeterminationNumber

INSURERS = Caller(Scope.READ_DETERMINATIONS)
SECURITY: list[str | dict[str, list[Any]]] = [{"oauth2": [Scope.READ_DETERMINATIONS.value]}]
PDF_ANSWER: Answers = {200: {"description": "The document", "content": {"application/pdf": {}}}}
# Personal data: no cache but the caller's own records may keep it.
PERSONAL = "private, no-store"


@BLUEPRINT.get("/determinations")
@open_to(INSURERS)
@BLUEPRINT.doc(summary="List your determinations", tags=["Determinations"], security=SECURITY)
@BLUEPRINT.input(ListQuery, location="query", arg_name="query")
@BLUEPRINT.output(DeterminationList)
@LIMITER.limit(READINGS, key_func=by_client)
def list_determinations(query: ListQuery) -> Response:
    """In order of number, without personal data; `next` leads on."""
    try:
        after = _number_in(query.cursor)
    except ValueError:
        return problem(422, "invalid-request", "The cursor is not one this service gave out.")
    with casework().ledger.reading() as work:
        found = work.determinations.listed_for_insurer(
            calling_client().insurer, after=after, limit=query.limit + 1
        )
    page, more = found[: query.limit], len(found) > query.limit
    following = None
    if more:
        cursor = base64.urlsafe_b64encode(page[-1].number.encode()).decode()
        following = url_for("api.list_determinations", cursor=cursor, limit=query.limit)
    listed = DeterminationList(
        items=[entry_of(one, url_for("api.read_determination", number=one.number)) for one in page],
        next=following,
    )
    return _conditional(jsonify(listed.model_dump(mode="json")))


@BLUEPRINT.get("/determinations/<number>")
@open_to(INSURERS)
@BLUEPRINT.doc(summary="Read one determination", tags=["Determinations"], security=SECURITY)
@BLUEPRINT.output(DeterminationView)
@LIMITER.limit(READINGS, key_func=by_client)
def read_determination(number: str) -> Response:
    """With your own insured in full, the other party masked, and the signed content."""
    client = calling_client()
    determination, pdf, signed = casework().read_determination(
        client.insurer, DeterminationNumber(number)
    )
    view = view_of(
        determination,
        client.insurer_code,
        document_link(url_for("api.read_document", number=determination.number), pdf),
        json.loads(casework().blobs.open(signed)),
    )
    return _conditional(jsonify(view.model_dump(mode="json")))


@BLUEPRINT.get("/determinations/<number>/document.pdf")
@open_to(INSURERS)
@BLUEPRINT.doc(
    summary="Fetch the document",
    description="The document as issued, byte for byte. It carries what SPR-24 demands of it,"
    " and so both parties in full.",
    tags=["Determinations"],
    security=SECURITY,
    responses=PDF_ANSWER,
)
@LIMITER.limit(READINGS, key_func=by_client)
def read_document(number: str) -> Response:
    """The PDF; its hash is in the signed content."""
    _, pdf, _ = casework().read_determination(
        calling_client().insurer, DeterminationNumber(number), verb="read-document"
    )
    response = Response(casework().blobs.open(pdf), mimetype=pdf.media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{pdf.sha256[:16]}.pdf"'
    response.set_etag(pdf.sha256)
    response.headers["Cache-Control"] = PERSONAL
    response.make_conditional(request)
    return response


@BLUEPRINT.get("/determinations/<number>/masked-document.pdf")
@open_to(INSURERS)
@BLUEPRINT.doc(
    summary="Fetch a masked copy",
    description="The document with the party you do not cover masked, marked as a masked copy and"
    " signed. Its bytes are not those issued; its content hash is.",
    tags=["Determinations"],
    security=SECURITY,
    responses=PDF_ANSWER,
)
@LIMITER.limit(READINGS, key_func=by_client)
def read_masked_document(number: str) -> Response:
    """A PDF made on the spot; the same version of the service makes the same bytes."""
    client = calling_client()
    determination, _, _ = casework().read_determination(
        client.insurer, DeterminationNumber(number), verb="read-masked-document"
    )
    copy = casework().press.masked_pdf(
        determination, shown=covered_by(determination, client.insurer_code)
    )
    response = Response(copy, mimetype="application/pdf")
    response.headers["Content-Disposition"] = 'attachment; filename="masked-copy.pdf"'
    return _conditional(response)


def _conditional(response: Response) -> Response:
    response.headers["Cache-Control"] = PERSONAL
    response.add_etag()
    response.make_conditional(request)
    return response


def _number_in(cursor: str) -> DeterminationNumber | None:
    if not cursor:
        return None
    try:
        return DeterminationNumber(base64.b64decode(cursor, altchars=b"-_", validate=True).decode())
    except (binascii.Error, UnicodeDecodeError) as unreadable:
        raise ValueError(cursor) from unreadable

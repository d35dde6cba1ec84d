"""The verification page: is this document genuine, does it still stand, is this file it?

For anybody who holds a document; reached from its QR code. What is uploaded is hashed and
forgotten. Tries are counted, and every wrong one is answered in the same way.
"""

import hashlib
import re

from flask import Response, render_template, request
from flask_babel import LazyString, lazy_gettext

from accident_service.casefile.agreement import Agreement
from accident_service.casefile.certificate import AccidentCertificate
from accident_service.casefile.determination import Determination, DeterminationStatus
from accident_service.casefile.review_conclusion import ReviewConclusion
from accident_service.casework.verify_document import VerifiedDocument
from accident_service.errors import NotFound
from accident_service.web import checking_bundles
from accident_service.web.access import Caller, open_to
from accident_service.web.pages import BLUEPRINT
from accident_service.web.service import casework
from accident_service.web.throttle import LIMITER, PER_READER
from accident_service.web.words import GRADES, PARTIES

__all__ = ["BLUEPRINT", "checking_bundles"]

LARGEST_DOCUMENT_BYTES = 8 * 2**20  # ten times the largest document this service makes
HASH = re.compile(r"[0-9a-fA-F]{64}")
LONGEST_NUMBER = 64

TITLES: dict[type, tuple[str, str]] = {
    Determination: ("道路交通事故认定书", "Determination of responsibility"),
    AccidentCertificate: ("道路交通事故证明", "Accident certificate"),
    Agreement: ("道路交通事故自行协商协议书", "Agreement of the parties"),
    ReviewConclusion: ("道路交通事故复核结论", "Conclusion of a review"),
}
# What each status means to somebody who holds the document.
STATUSES: dict[DeterminationStatus, LazyString] = {
    DeterminationStatus.ISSUED: lazy_gettext("Issued; not yet served on every party"),
    DeterminationStatus.SERVED: lazy_gettext("Issued and served on every party"),
    DeterminationStatus.UNDER_REVIEW: lazy_gettext("Under review by the next higher unit"),
    DeterminationStatus.REVOKED: lazy_gettext("Revoked: do not rely on it"),
    DeterminationStatus.REPLACED: lazy_gettext("Replaced by a later one: do not rely on it"),
}
NO_LONGER_VALID = (DeterminationStatus.REVOKED, DeterminationStatus.REPLACED)


@BLUEPRINT.get("/verify")
@open_to(Caller.ANYONE)
@LIMITER.limit(PER_READER)
def verify() -> tuple[str, int]:
    """Ask for number and code, or tell what they lead to."""
    number, code = _asked()
    if not number and not code:
        return _page(None)
    return _page(_found(number, code))


@BLUEPRINT.post("/verify")
@open_to(Caller.ANYONE, largest_form_bytes=LARGEST_DOCUMENT_BYTES)
@LIMITER.limit(PER_READER)
def compare_file() -> tuple[str, int]:
    """Compare a file, or a typed hash, with the document."""
    found = _found(*_asked())
    given = _given_hash()
    matches = None if found is None or not given else found.is_its_hash(given)
    return _page(found, given=given, matches=matches, compared=True)


@BLUEPRINT.get("/verify/content.json")
@open_to(Caller.ANYONE)
@LIMITER.limit(PER_READER)
def signed_content() -> Response:
    """The signed content, in which everybody is masked.

    Raises:
        NotFound: No document has this number and this code.
    """
    found = casework().verify_document(*_asked())
    response = Response(
        casework().blobs.open(found.signed_json), mimetype=found.signed_json.media_type
    )
    response.headers.set("Content-Disposition", "attachment", filename=f"{found.number}.json")
    return response


@BLUEPRINT.get("/verify/certificates.pem")
@open_to(Caller.ANYONE)
def certificates() -> Response:
    """The certificates the signatures in PDFs are checked with."""
    response = Response(casework().press.certificates_pem(), mimetype="application/x-pem-file")
    response.headers.set("Content-Disposition", "attachment", filename="unit-certificates.pem")
    return response


def _asked() -> tuple[str, str]:
    return (
        request.values.get("number", "").strip()[:LONGEST_NUMBER],
        request.values.get("code", "").strip()[:LONGEST_NUMBER],
    )


def _found(number: str, code: str) -> VerifiedDocument | None:
    try:
        return casework().verify_document(number, code)
    except NotFound:
        return None


def _given_hash() -> str:
    """The typed hash, or that of the file; empty where neither was given."""
    typed = "".join(request.form.get("sha256", "").split())
    if HASH.fullmatch(typed):
        return typed.lower()
    file = request.files.get("file")
    if file is None or not file.filename:
        return ""
    return hashlib.file_digest(file.stream, "sha256").hexdigest()  # type: ignore[arg-type] # a binary stream


def _page(
    found: VerifiedDocument | None,
    *,
    given: str = "",
    matches: bool | None = None,
    compared: bool = False,
) -> tuple[str, int]:
    number, code = _asked()
    asked = bool(number or code)
    page = render_template(
        "verify.html",
        party_words=PARTIES,
        found=found,
        asked=asked,
        number=number,
        code=code,
        given=given,
        matches=matches,
        compared=compared,
        title=TITLES.get(type(found.document)) if found else None,
        status_words=STATUSES,
        grade_words=GRADES,
        no_longer_valid=NO_LONGER_VALID,
    )
    return page, 404 if asked and found is None else 200

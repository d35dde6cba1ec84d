"""Small pictures of the contact in lists: only for whom a list was made, and that is on record.

Twenty pictures a list would be twenty entries in the ledger for one look; the list itself is one
entry that names its cases. So that no picture is had without such a list, its address carries a
mark that only a list can give, for this officer and this picture, until the end of the next day.
"""

import hmac
from datetime import date, timedelta

from flask import Response, current_app, request, url_for
from itsdangerous import Signer

from accident_service.casefile.decision import Officer
from accident_service.casefile.summary import CaseSummary, contact_still
from accident_service.casefile.working_days import beijing_date
from accident_service.errors import NotFound
from accident_service.quantities.identifiers import CaseId
from accident_service.web.access import Caller, calling_officer, open_to
from accident_service.web.officer.hook import BLUEPRINT
from accident_service.web.service import casework

PURPOSE = "thumbnail of a listed case"
# A browser may keep it, and has to come through the gate to show it again.
ASKED_EACH_TIME = "private, no-cache"
MARK_GOOD_FOR = timedelta(days=1)


def address_of(summary: CaseSummary, officer: Officer) -> str | None:
    """Where this officer finds the picture today; None where the case has none."""
    if summary.thumbnail is None:
        return None
    today = beijing_date(casework().clock.now())
    mark = _mark(summary.case, summary.thumbnail.sha256, officer, today)
    return url_for("officer.thumbnail", case_id=summary.case, mark=mark)


@BLUEPRINT.get("/case/<case_id>/thumbnail")
@open_to(Caller.OFFICER)
def thumbnail(case_id: str) -> Response:
    """The picture, small.

    Raises:
        NotFound: The case has none, or the caller got the address from no list of theirs.
    """
    with casework().ledger.reading() as work:
        still = contact_still(work.cases.load(CaseId(case_id)))
    if still is None or not _was_listed(case_id, still.blob.sha256):
        raise NotFound(f"no picture of case {case_id} for this address")
    content, media_type = casework().thumbnails.small(still.blob)
    response = Response(content, mimetype=media_type)
    response.headers["Cache-Control"] = ASKED_EACH_TIME
    response.set_etag(still.blob.sha256)
    response.make_conditional(request)
    return response


def _was_listed(case_id: str, sha256: str) -> bool:
    given = request.args.get("mark", "")
    today = beijing_date(casework().clock.now())
    offered = (
        _mark(CaseId(case_id), sha256, calling_officer(), day)
        for day in (today, today - MARK_GOOD_FOR)
    )
    return any(hmac.compare_digest(given.encode(), mark.encode()) for mark in offered)


def _mark(case: CaseId, sha256: str, officer: Officer, on: date) -> str:
    signer = Signer(str(current_app.config["SECRET_KEY"]), salt=PURPOSE)
    return signer.get_signature(f"{case} {sha256} {officer.id} {on}").decode()

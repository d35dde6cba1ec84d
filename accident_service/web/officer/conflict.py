"""When a case has moved on under an officer's hands: what changed, by whom, and no word lost.

A form carries the version its officer saw; a script may send the same as `If-Match` (RFC 9110,
section 13.1.1), as it was given in the case page's `ETag`.
"""

from flask import Response, make_response, request

from accident_service.casefile.audit import AuditEntry
from accident_service.casefile.case import Case
from accident_service.casefile.decision import Officer
from accident_service.casework.ports import UnitOfWork

LOOKING = "view-"  # every verb of looking begins so; looking changes nothing


def tagged(page: str, shown: Case) -> Response:
    """The page of a case, tagged with the version that it shows."""
    response = make_response(page)
    response.set_etag(str(shown.version))
    return response


def was_overtaken(shown: Case) -> bool:
    """Does the request name, by `If-Match`, another version than the one on file?"""
    return bool(request.if_match) and not request.if_match.contains(str(shown.version))


def changes_since(work: UnitOfWork, shown: Case, officer: Officer) -> tuple[AuditEntry, ...]:
    """What others did to the case since this officer last opened it, newest first."""
    actor = f"officer:{officer.id}"
    entries = work.audit.of_case(shown.id)
    opened = [
        one.sequence for one in entries if one.act.actor == actor and one.act.verb == "view-case"
    ]
    since = max(opened, default=0)
    done = [
        one
        for one in entries
        if one.sequence > since and one.act.actor != actor and not one.act.verb.startswith(LOOKING)
    ]
    return tuple(reversed(done))

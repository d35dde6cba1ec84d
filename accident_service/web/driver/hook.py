"""The blueprint of the drivers' pages, guarded before the first page hangs on it."""

from flask import Blueprint, Response, request

from accident_service.web.access import guard

BLUEPRINT = Blueprint("driver", __name__)
guard(BLUEPRINT)

# A form sent by script asks for the next address instead of the next page, so that a
# connection lost between the two loses nothing (static/report/keep.js).
SENT_BY_SCRIPT = "X-Sent-By"
NEXT_ADDRESS = "X-Next"


@BLUEPRINT.after_request
def tell_the_next_address(response: Response) -> Response:
    """Answer a form sent by script with where to go; everybody else is simply led there."""
    if response.status_code != 303 or SENT_BY_SCRIPT not in request.headers:
        return response
    return Response(status=204, headers={NEXT_ADDRESS: response.location or "/"})

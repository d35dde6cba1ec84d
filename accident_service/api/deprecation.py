"""What is to go away says so in time: Deprecation (RFC 9745), Sunset (RFC 8594), and where to read.

The promise: a route of /v1 works for at least a year after it is marked; every answer of it
carries the three headers from the first day on. Fields are added at any time and never taken
away within /v1: what would break a program becomes /v2, beside it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import Response, request
from werkzeug.http import http_date

LEAST_NOTICE = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Deprecation:
    """A route that is to go.

    Raises:
        ValueError: It would go earlier than promised.
    """

    since: datetime
    sunset: datetime
    read_at: str  # where it says what to use instead

    def __post_init__(self) -> None:
        if self.sunset - self.since < LEAST_NOTICE:
            raise ValueError(f"a route is announced {LEAST_NOTICE.days} days ahead")


# By endpoint, such as "api.list_determinations". None yet.
DEPRECATED: Mapping[str, Deprecation] = {}


def tell_deprecation(
    response: Response, deprecated: Mapping[str, Deprecation] = DEPRECATED
) -> Response:
    """Mark the answer of a route that is to go."""
    going = deprecated.get(request.endpoint or "")
    if going is not None:
        response.headers["Deprecation"] = f"@{int(going.since.timestamp())}"
        response.headers["Sunset"] = http_date(going.sunset)
        response.headers.add("Link", f'<{going.read_at}>; rel="deprecation"; type="text/html"')
    return response

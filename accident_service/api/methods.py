"""Which methods an address of the API answers to, told alike by OPTIONS and by every 405."""

from flask import Response, current_app, request
from werkzeug.exceptions import MethodNotAllowed, NotFound
from werkzeug.routing import RequestRedirect

from accident_service.api.blueprint import PREFIX, name_answer, name_request
from accident_service.api.problems import by_status

METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]
NOWHERE = "api.nowhere"


def methods_here() -> list[str]:
    """The methods of this request's address, in order; none where it leads nowhere."""
    adapter = current_app.url_map.bind("")
    found = []
    for method in METHODS:
        try:
            endpoint, _ = adapter.match(request.path, method)
        except (NotFound, MethodNotAllowed, RequestRedirect):
            continue
        if endpoint != NOWHERE:
            found.append(method)
    return sorted(found)


def answer_other_methods() -> Response | None:
    """Answer OPTIONS, and methods that no route has; these belong to no blueprint yet."""
    if not request.path.startswith(f"{PREFIX}/"):
        return None
    unknown = isinstance(request.routing_exception, MethodNotAllowed)
    if not unknown and request.method != "OPTIONS":
        return None
    name_request()
    allowed = methods_here()
    if not allowed:
        return name_answer(by_status(NotFound("There is no such address.")))
    if unknown:
        return name_answer(by_status(MethodNotAllowed(allowed)))
    return name_answer(Response(status=204, headers={"Allow": ", ".join([*allowed, "OPTIONS"])}))

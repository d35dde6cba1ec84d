"""Which parameters an address takes after its "?"; any other is refused, never passed over.

A filter whose name is misspelled would be no filter at all, and a claims department would take
a list of everything for a list of what it asked for.
"""

from collections.abc import Callable

from flask import Response, current_app, request
from pydantic import BaseModel

from accident_service.api.problems import INVALID, problem

# A token's form may hold what we do not know (RFC 6749, 3.2); nowhere is answered with 404.
TAKING_ANYTHING = frozenset({"api.give_token", "api.nowhere"})


def accepted_by(view: Callable[..., object]) -> tuple[str, ...]:
    """The parameters the view was declared with, in their order."""
    declared = getattr(view, "_spec", {}).get("args") or ()
    return tuple(
        name
        for schema, location in declared
        if location == "query" and issubclass(schema, BaseModel)
        for name in schema.model_fields
    )


def refuse_unknown_parameters() -> Response | None:
    """A problem that names every unknown parameter, and those accepted; None where all are."""
    endpoint = request.endpoint or ""
    if endpoint in TAKING_ANYTHING:
        return None
    accepted = accepted_by(current_app.view_functions[endpoint])
    unknown = [name for name in request.args if name not in accepted]
    if not unknown:
        return None
    known = f"it takes {', '.join(accepted)}" if accepted else "it takes none"
    told = {name: [f"There is no such parameter; {known}."] for name in unknown}
    named = ", ".join(unknown)
    detail = f"Unknown query parameter {named}: this address does not take it; {known}."
    return problem(422, INVALID, detail, errors={"query": told})

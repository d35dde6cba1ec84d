"""An insurer's claim beside a determination: left once, seen by itself and by the officers."""

from flask import Response

from accident_service.api.access import Caller, calling_client, open_to
from accident_service.api.blueprint import BLUEPRINT
from accident_service.api.once import once_by_key
from accident_service.api.reading import READERS, as_json
from accident_service.api.schemas import Claim, ClaimReference
from accident_service.api.service import casework
from accident_service.api.throttle import LIMITER, READINGS, WRITINGS, by_client
from accident_service.api.views import claim_of
from accident_service.casework.insurer_scopes import Scope
from accident_service.errors import NotFound
from accident_service.quantities.identifiers import DeterminationNumber


@BLUEPRINT.get("/determinations/<number>/claim")
@open_to(READERS)
@BLUEPRINT.doc(summary="Read your claim", tags=["Claims"])
@BLUEPRINT.output(Claim)
@LIMITER.limit(READINGS, key_func=by_client)
def read_claim(number: str) -> Response:
    """What you left with this accident; nobody else's.

    Raises:
        NotFound: You have left none.
    """
    kept = casework().link_claim.kept(calling_client(), DeterminationNumber(number))
    if kept is None:
        raise NotFound("no claim was left with this determination")
    return as_json(claim_of(kept))


@BLUEPRINT.put("/determinations/<number>/claim")
@open_to(Caller(Scope.WRITE_CLAIMS))
@BLUEPRINT.doc(
    summary="Leave the number of your claim",
    description="Kept with the accident, whichever version of the determination holds later, in"
    " place of one you left before. The officers who work on the case see it; the other insurer"
    " does not.",
    tags=["Claims"],
)
@BLUEPRINT.input(ClaimReference, location="json", arg_name="given")
@BLUEPRINT.output(Claim)
@LIMITER.limit(WRITINGS, key_func=by_client)
@once_by_key
def leave_claim(number: str, given: ClaimReference) -> Response:
    """The claim as it is kept now."""
    kept = casework().link_claim(calling_client(), DeterminationNumber(number), given.reference)
    return as_json(claim_of(kept))

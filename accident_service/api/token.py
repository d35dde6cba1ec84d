"""POST /v1/oauth/token: a client's secret for a token (RFC 6749, 4.4 client credentials)."""

from urllib.parse import unquote_plus

from flask import Response, jsonify, request

from accident_service.api.access import ANYONE, access_tokens, bound_certificate, open_to
from accident_service.api.access_tokens import LIFE, Grant
from accident_service.api.answers import Token, TokenRefusal
from accident_service.api.blueprint import BLUEPRINT, Answers
from accident_service.api.service import casework
from accident_service.api.throttle import LIMITER, REFUSED_TOKENS, was_refused
from accident_service.casework.door_ports import InsurerClient
from accident_service.errors import NotPermitted

GRANT_TYPE = "client_credentials"
REFUSAL = {"application/json": {"schema": TokenRefusal.model_json_schema()}}
REFUSALS: Answers = {
    400: {"description": "No such grant or scope", "content": REFUSAL},
    401: {"description": "Unknown client or wrong secret", "content": REFUSAL},
}


@BLUEPRINT.post("/oauth/token")
@open_to(ANYONE)
@BLUEPRINT.doc(
    summary="Get an access token",
    description="Form body: grant_type=client_credentials, scope optional. The client"
    " authenticates by HTTP Basic, or by client_id and client_secret in the body.",
    tags=["Access"],
    responses=REFUSALS,
)
@BLUEPRINT.output(Token)
@LIMITER.limit(REFUSED_TOKENS, deduct_when=was_refused)
def give_token() -> Token | Response:
    """A token for the scopes asked for, or for all the client has."""
    if request.form.get("grant_type") != GRANT_TYPE:
        return _refused(400, "unsupported_grant_type", f"grant_type must be {GRANT_TYPE}")
    client = _authenticated()
    if client is None:
        return _refused(401, "invalid_client", "unknown client, or wrong secret")
    asked = frozenset(request.form.get("scope", "").split()) or client.scopes
    if not asked <= client.scopes:
        return _refused(400, "invalid_scope", f"you may ask for: {' '.join(sorted(client.scopes))}")
    try:
        grant = Grant(client.client_id, asked, bound_certificate(client))
    except NotPermitted as refused:
        return _refused(401, "invalid_client", str(refused))
    token = access_tokens().issue(grant, casework().clock.now())
    return Token(
        access_token=token,
        expires_in=int(LIFE.total_seconds()),
        scope=" ".join(sorted(asked)),
    )


def _authenticated() -> InsurerClient | None:
    basic = request.authorization
    if basic is not None and basic.type == "basic":
        # RFC 6749, 2.3.1: both parts are form-encoded before they are joined.
        client_id, secret = unquote_plus(basic.username or ""), unquote_plus(basic.password or "")
    else:
        client_id = request.form.get("client_id", "")
        secret = request.form.get("client_secret", "")
    return casework().insurers.authenticate(client_id, secret) if client_id else None


def _refused(status: int, error: str, description: str) -> Response:
    refusal = TokenRefusal(error=error, error_description=description)
    response = jsonify(refusal.model_dump())
    response.status_code = status
    response.headers["Cache-Control"] = "no-store"
    if status == 401:
        response.headers["WWW-Authenticate"] = 'Basic realm="v1"'
    return response

"""Who may call which route: declared on the view, refused where nothing is declared."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from flask import Blueprint, current_app, g, request
from flask.typing import ResponseReturnValue

from accident_service.api.access_tokens import AccessTokens, Grant
from accident_service.api.certificate import as_x5t, presented_thumbprint
from accident_service.api.problems import problem
from accident_service.api.service import app_secret, casework, former_secrets
from accident_service.casework.door_ports import InsurerClient
from accident_service.casework.insurer_scopes import Scope
from accident_service.errors import NotPermitted

DECLARATION = "may_be_called_by"

View = TypeVar("View", bound=Callable[..., object])


@dataclass(frozen=True, slots=True)
class Caller:
    """Who a route is for: anyone, or a client whose token carries the scope."""

    scope: Scope | None = None


ANYONE = Caller()


def open_to(caller: Caller) -> Callable[[View], View]:
    """Declare who may call the view."""

    def declare(view: View) -> View:
        setattr(view, DECLARATION, caller)
        return view

    return declare


def declared_caller(view: Callable[..., object]) -> Caller | None:
    """Who the view is open to, or None when its author forgot to say."""
    caller = getattr(view, DECLARATION, None)
    return caller if isinstance(caller, Caller) else None


def guard(blueprint: Blueprint) -> None:
    """Let nobody into the blueprint's routes who is not declared."""
    blueprint.before_request(_admit)


def calling_client() -> InsurerClient:
    """The insurer's client whose token came with this request."""
    client = g.insurer_client
    if not isinstance(client, InsurerClient):
        raise TypeError("only routes with a scope have a client")
    return client


def access_tokens() -> AccessTokens:
    """The tokens of this app, under its own secret."""
    return AccessTokens(app_secret(), former_secrets())


def _admit() -> ResponseReturnValue | None:
    view = current_app.view_functions[request.endpoint or ""]
    caller = declared_caller(view)
    if caller is None:
        raise NotPermitted(f"{request.endpoint} does not say who may call it")
    return None if caller.scope is None else _admit_with(caller.scope)


def _admit_with(scope: Scope) -> ResponseReturnValue | None:
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() != "bearer" or not token.strip():
        return _unauthorised("Send an access token: Authorization: Bearer ….", error=None)
    try:
        grant = access_tokens().read(token.strip(), casework().clock.now())
    except NotPermitted:
        return _unauthorised("The access token is not valid, or has expired; ask for a new one.")
    client = casework().insurers.client(grant.client_id)
    if client is None:
        return _unauthorised("The client is not known, or has been switched off.")
    if not _comes_with_its_certificate(grant, client):
        return _unauthorised("This client's tokens are taken with its certificate only.")
    if scope not in grant.scopes & client.scopes:
        challenge = f'Bearer realm="v1", error="insufficient_scope", scope="{scope}"'
        return problem(
            403,
            "insufficient-scope",
            f"This needs the scope {scope}.",
            headers={"WWW-Authenticate": challenge},
        )
    g.insurer_client = client
    return None


def bound_certificate(client: InsurerClient) -> str | None:
    """The certificate a token for this client is bound to; None for a client without.

    Raises:
        NotPermitted: The call came without one of the client's certificates.
    """
    if not client.certificates:
        return None
    thumbprint = presented_thumbprint()
    if thumbprint not in client.certificates:
        raise NotPermitted("this client must come with its certificate")
    return as_x5t(thumbprint)


def _comes_with_its_certificate(grant: Grant, client: InsurerClient) -> bool:
    try:
        # A token from before the binding, or from before it was lifted, is not let through.
        return grant.certificate == bound_certificate(client)
    except NotPermitted:
        return False


def _unauthorised(detail: str, error: str | None = "invalid_token") -> ResponseReturnValue:
    challenge = 'Bearer realm="v1"' + (f', error="{error}"' if error else "")
    return problem(401, "unauthorised", detail, headers={"WWW-Authenticate": challenge})

"""/v1/webhook-endpoints: where an insurer wants to be told that determinations changed."""

from dataclasses import replace

from flask import Response, url_for

from accident_service.api.access import Caller, calling_client, open_to
from accident_service.api.blueprint import BLUEPRINT
from accident_service.api.once import once_by_key
from accident_service.api.reading import as_json
from accident_service.api.service import casework
from accident_service.api.throttle import LIMITER, READINGS, WRITINGS, by_client
from accident_service.api.webhook_schemas import (
    ChangedEndpoint,
    EndpointList,
    EndpointView,
    NewEndpoint,
    NewSecret,
    RegisteredEndpoint,
    SecretChange,
    endpoint_view,
    registered_view,
)
from accident_service.casefile.announcement import EventType
from accident_service.casework.insurer_scopes import Scope
from accident_service.casework.manage_webhooks import EndpointWish
from accident_service.casework.replay_webhooks import CallingInsurer, owned
from accident_service.casework.webhook_records import Endpoint, EndpointState

MANAGERS = Caller(Scope.MANAGE_WEBHOOKS)
TAGS = ["Webhooks"]


@BLUEPRINT.get("/webhook-endpoints")
@open_to(MANAGERS)
@BLUEPRINT.doc(summary="List your webhook endpoints", tags=TAGS)
@BLUEPRINT.output(EndpointList)
@LIMITER.limit(READINGS, key_func=by_client)
def list_endpoints() -> Response:
    """All of them, oldest first, with how each does."""
    with casework().ledger.reading() as work:
        found = work.webhook_endpoints.of_insurer(calling_client().insurer)
    return as_json(EndpointList(items=[endpoint_view(one) for one in found]))


@BLUEPRINT.post("/webhook-endpoints")
@open_to(MANAGERS)
@BLUEPRINT.doc(
    summary="Register a webhook endpoint",
    description="The answer holds the signing secret; it is shown this once. At most five.",
    tags=TAGS,
)
@BLUEPRINT.input(NewEndpoint, location="json", arg_name="given")
@BLUEPRINT.output(RegisteredEndpoint, status_code=201)
@LIMITER.limit(WRITINGS, key_func=by_client)
@once_by_key
def register_endpoint(given: NewEndpoint) -> Response:
    """It is told of what happens from now on."""
    wish = EndpointWish(
        url=given.url,
        description=given.description,
        types=frozenset(EventType(one.value) for one in given.events),
    )
    endpoint, secret = casework().manage_webhooks.register(wish, by=caller())
    response = as_json(registered_view(endpoint, secret), status=201)
    response.headers["Location"] = url_for("api.read_endpoint", endpoint_id=endpoint.id)
    return response


@BLUEPRINT.get("/webhook-endpoints/<endpoint_id>")
@open_to(MANAGERS)
@BLUEPRINT.doc(summary="Read one webhook endpoint", tags=TAGS)
@BLUEPRINT.output(EndpointView)
@LIMITER.limit(READINGS, key_func=by_client)
def read_endpoint(endpoint_id: str) -> Response:
    """How it does; never its secret."""
    return as_json(endpoint_view(own_endpoint(endpoint_id)))


@BLUEPRINT.patch("/webhook-endpoints/<endpoint_id>")
@open_to(MANAGERS)
@BLUEPRINT.doc(
    summary="Change a webhook endpoint, or switch it off or on",
    description="What is announced while it is off counts as missed, and is sent when you ask"
    " for a replay.",
    tags=TAGS,
)
@BLUEPRINT.input(ChangedEndpoint, location="json", arg_name="given")
@BLUEPRINT.output(EndpointView)
@LIMITER.limit(WRITINGS, key_func=by_client)
@once_by_key
def change_endpoint(endpoint_id: str, given: ChangedEndpoint) -> Response:
    """What is left out stays as it is."""
    now = own_endpoint(endpoint_id)
    wish = EndpointWish(url=now.url, description=now.description, types=now.types)
    if given.url is not None:
        wish = replace(wish, url=given.url)
    if given.description is not None:
        wish = replace(wish, description=given.description)
    if given.events is not None:
        wish = replace(wish, types=frozenset(EventType(one.value) for one in given.events))
    active = now.state is EndpointState.ACTIVE if given.active is None else given.active
    after = casework().manage_webhooks.change(endpoint_id, wish, active=active, by=caller())
    return as_json(endpoint_view(after))


@BLUEPRINT.delete("/webhook-endpoints/<endpoint_id>")
@open_to(MANAGERS)
@BLUEPRINT.doc(
    summary="Remove a webhook endpoint",
    description="With its secrets and its log; nothing is sent to it any more.",
    tags=TAGS,
    responses={204: "It is gone"},
)
@LIMITER.limit(WRITINGS, key_func=by_client)
@once_by_key
def remove_endpoint(endpoint_id: str) -> Response:
    """Forget it."""
    casework().manage_webhooks.remove(endpoint_id, by=caller())
    return Response(status=204)


@BLUEPRINT.post("/webhook-endpoints/<endpoint_id>/secret")
@open_to(MANAGERS)
@BLUEPRINT.doc(
    summary="Exchange the signing secret",
    description="Until the overlap is over every message carries a signature by each secret, so"
    " that nothing is refused while you change over. An overlap of 0 retires a leaked one at once.",
    tags=TAGS,
)
@BLUEPRINT.input(SecretChange, location="json", arg_name="given")
@BLUEPRINT.output(NewSecret, status_code=201)
@LIMITER.limit(WRITINGS, key_func=by_client)
@once_by_key
def exchange_secret(endpoint_id: str, given: SecretChange) -> Response:
    """The new one, shown this once."""
    at = casework().clock.now()
    manage = casework().manage_webhooks
    secret = manage.rotate_secret(endpoint_id, given.overlap, by=caller())
    return as_json(NewSecret(secret=secret, old_secret_signs_until=at + given.overlap), status=201)


def caller() -> CallingInsurer:
    """Whose endpoints this request is about."""
    insurer = calling_client().insurer
    return CallingInsurer(insurer=insurer, actor=f"insurer:{insurer}")


def own_endpoint(endpoint_id: str) -> Endpoint:
    """The calling insurer's endpoint.

    Raises:
        NotFound: It has no such endpoint.
    """
    with casework().ledger.reading() as work:
        return owned(work, endpoint_id, calling_client().insurer)

"""What was sent to an insurer's endpoint, what became of it, and sending it again."""

from flask import Response, url_for
from pydantic import BaseModel, Field

from accident_service.api.access import open_to
from accident_service.api.blueprint import BLUEPRINT
from accident_service.api.once import once_by_key
from accident_service.api.reading import as_json, page_of
from accident_service.api.service import casework
from accident_service.api.throttle import LIMITER, READINGS, WRITINGS, by_client
from accident_service.api.webhook_schemas import (
    DeliveryList,
    DeliveryView,
    DeliveryWithTries,
    Replayed,
    ReplayWish,
    delivery_view,
    delivery_with_tries,
)
from accident_service.api.webhooks import MANAGERS, TAGS, caller, own_endpoint
from accident_service.casework.webhook_records import Delivery, DeliveryState

BELOW = "/webhook-endpoints/<endpoint_id>"


class LogQuery(BaseModel):
    """Which deliveries, and which page of them."""

    cursor: str = Field("", max_length=64, description="From `next` of the page before")
    limit: int = Field(50, ge=1, le=200)
    state: DeliveryState | None = None


@BLUEPRINT.get(f"{BELOW}/deliveries")
@open_to(MANAGERS)
@BLUEPRINT.doc(
    summary="Read the delivery log",
    description="The newest first; kept for 90 days.",
    tags=TAGS,
)
@BLUEPRINT.input(LogQuery, location="query", arg_name="query")
@BLUEPRINT.output(DeliveryList)
@LIMITER.limit(READINGS, key_func=by_client)
def list_deliveries(endpoint_id: str, query: LogQuery) -> Response:
    """What was announced to this endpoint and what became of it; `next` leads on."""
    own_endpoint(endpoint_id)
    with casework().ledger.reading() as work:
        found = work.webhook_outbox.listed(
            endpoint_id,
            states=frozenset({query.state} if query.state else ()),
            before=query.cursor or None,
            limit=query.limit + 1,
        )
    here = url_for("api.list_deliveries", endpoint_id=endpoint_id)
    page, following = page_of(found, query.limit, lambda last: last.announcement.id, here)
    return as_json(DeliveryList(items=[delivery_view(one) for one in page], next=following))


@BLUEPRINT.get(f"{BELOW}/deliveries/<message_id>")
@open_to(MANAGERS)
@BLUEPRINT.doc(summary="Read one delivery with every try", tags=TAGS)
@BLUEPRINT.output(DeliveryWithTries)
@LIMITER.limit(READINGS, key_func=by_client)
def read_delivery(endpoint_id: str, message_id: str) -> Response:
    """What came back each time, or why nothing did."""
    own_endpoint(endpoint_id)
    with casework().ledger.reading() as work:
        delivery = work.webhook_outbox.delivery(endpoint_id, message_id)
        tries = work.webhook_outbox.tries(endpoint_id, message_id)
    return as_json(delivery_with_tries(delivery, tries))


@BLUEPRINT.post(f"{BELOW}/ping")
@open_to(MANAGERS)
@BLUEPRINT.doc(
    summary="Try an endpoint out",
    description="An announcement of type endpoint.ping takes the way all others take; its"
    " delivery says what came of it.",
    tags=TAGS,
)
@BLUEPRINT.output(DeliveryView, status_code=202)
@LIMITER.limit(WRITINGS, key_func=by_client)
@once_by_key
def ping_endpoint(endpoint_id: str) -> Response:
    """It is on its way."""
    return _on_its_way(casework().replay_webhooks.ping(endpoint_id, by=caller()))


@BLUEPRINT.post(f"{BELOW}/deliveries/<message_id>/replay")
@open_to(MANAGERS)
@BLUEPRINT.doc(
    summary="Send one delivery again",
    description="Under the same webhook-id, whatever became of it before.",
    tags=TAGS,
)
@BLUEPRINT.output(DeliveryView, status_code=202)
@LIMITER.limit(WRITINGS, key_func=by_client)
@once_by_key
def replay_delivery(endpoint_id: str, message_id: str) -> Response:
    """It is on its way again."""
    replay = casework().replay_webhooks.replay
    return _on_its_way(replay(endpoint_id, message_id, by=caller()))


@BLUEPRINT.post(f"{BELOW}/replay")
@open_to(MANAGERS)
@BLUEPRINT.doc(
    summary="Send again what did not arrive",
    description="Everything announced since a moment that failed for good or was missed while the"
    " endpoint was switched off; and what was delivered, where you ask for it.",
    tags=TAGS,
)
@BLUEPRINT.input(ReplayWish, location="json", arg_name="given")
@BLUEPRINT.output(Replayed, status_code=202)
@LIMITER.limit(WRITINGS, key_func=by_client)
@once_by_key
def replay_since(endpoint_id: str, given: ReplayWish) -> Response:
    """How many are on their way again."""
    states = frozenset(DeliveryState(one.value) for one in given.states)
    count = casework().replay_webhooks.replay_since(
        endpoint_id, given.since, states=states, by=caller()
    )
    return as_json(Replayed(count=count), status=202)


def _on_its_way(delivery: Delivery) -> Response:
    return as_json(delivery_view(delivery), status=202)

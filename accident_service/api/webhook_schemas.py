"""What the API takes and says about webhook endpoints and what was sent to them."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from pydantic import AwareDatetime, Field

from accident_service.api.schemas import NUMBER, PRINTABLE, Schema
from accident_service.casefile.announcement import EventType
from accident_service.casework.manage_webhooks import LONGEST_DESCRIPTION, LONGEST_URL
from accident_service.casework.webhook_records import (
    Delivery,
    DeliveryState,
    DeliveryTry,
    DisabledWhy,
    Endpoint,
    EndpointState,
)

URL = "https://claims.insurer.example/hooks/accidents"
ENDPOINT = "whe_5f2b8c1d9e7a4f3360ab12cd"
MESSAGE = "msg_019caccf6940682fc08097a8b7480cd4"
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"  # noqa: S105 - the specification's example
# As told; what really may be reached is the operator's word, and judged when it is registered.
USUAL: dict[str, Any] = {
    "pattern": r"^https://([a-z0-9]{1,20}\.){1,3}[a-z]{2,10}(/[A-Za-z0-9._~-]{0,40}){0,5}$"
}
USUAL_OVERLAP_H, LONGEST_OVERLAP_H = 24, 168


class Event(StrEnum):
    """What an endpoint may be told of."""

    ISSUED = EventType.ISSUED.value
    SERVED = EventType.SERVED.value
    UNDER_REVIEW = EventType.UNDER_REVIEW.value
    REVOKED = EventType.REVOKED.value
    REPLACED = EventType.REPLACED.value


class NewEndpoint(Schema):
    """Where you want to be told."""

    url: str = Field(
        min_length=1,
        max_length=LONGEST_URL,
        description="https, on the public internet, port 443 or 8443, without user or password",
        examples=[URL],
        json_schema_extra=USUAL,
    )
    description: str = Field(
        "", max_length=LONGEST_DESCRIPTION, pattern=rf"^$|{PRINTABLE}", examples=["Motor claims"]
    )
    events: list[Event] = Field(
        default_factory=list, max_length=len(Event), description="Empty: all of them"
    )


class ChangedEndpoint(Schema):
    """What is to be different; what is left out stays."""

    url: str | None = Field(
        None, min_length=1, max_length=LONGEST_URL, examples=[URL], json_schema_extra=USUAL
    )
    description: str | None = Field(
        None, max_length=LONGEST_DESCRIPTION, pattern=rf"^$|{PRINTABLE}"
    )
    events: list[Event] | None = Field(None, max_length=len(Event))
    active: bool | None = Field(None, description="false switches it off, true on again")


class EndpointView(Schema):
    """An endpoint, and how it does."""

    id: str = Field(examples=[ENDPOINT])
    url: str = Field(examples=[URL])
    description: str
    events: list[Event] = Field(description="Empty: all of them")
    active: bool
    disabled_because: DisabledWhy | None = Field(
        description="gone: it answered 410. unreachable: it took nothing over the whole schedule."
    )
    disabled_at: datetime | None
    created_at: datetime
    failures_in_a_row: int
    last_delivered_at: datetime | None
    last_failed_at: datetime | None


class RegisteredEndpoint(EndpointView):
    """A new endpoint with its signing secret, shown this once."""

    secret: str = Field(examples=[SECRET])


class EndpointList(Schema):
    """All your endpoints."""

    items: list[EndpointView]


class SecretChange(Schema):
    """For how long the secret before goes on signing beside the new one."""

    overlap_hours: int = Field(USUAL_OVERLAP_H, ge=0, le=LONGEST_OVERLAP_H)

    @property
    def overlap(self) -> timedelta:
        """The same as a length of time."""
        return timedelta(hours=self.overlap_hours)


class NewSecret(Schema):
    """The new signing secret, shown this once."""

    secret: str = Field(examples=[SECRET])
    old_secret_signs_until: datetime


class DeliveryView(Schema):
    """One announcement at one endpoint; never its body or the receiver's."""

    id: str = Field(description="The webhook-id it is sent under", examples=[MESSAGE])
    type: EventType
    timestamp: datetime = Field(description="When it happened")
    number: str | None = Field(description="Of the determination", examples=[NUMBER])
    version: int | None
    state: DeliveryState
    tries: int = Field(description="Since it was written down, or last asked for again")
    next_try_at: datetime | None
    delivered_at: datetime | None
    last_status: int | None
    last_failure: str


class TryView(Schema):
    """One try: what came back, or why nothing did."""

    at: datetime
    status: int | None
    failure: str
    took_s: float


class DeliveryWithTries(DeliveryView):
    """One delivery with every try of it."""

    all_tries: list[TryView]


class DeliveryList(Schema):
    """Deliveries, the newest announcement first."""

    items: list[DeliveryView]
    next: str | None = Field(description="Address of the next page; null on the last")


class Replayable(StrEnum):
    """What may be sent again; what waits is on its way already."""

    FAILED = DeliveryState.FAILED.value
    MISSED = DeliveryState.MISSED.value
    DELIVERED = DeliveryState.DELIVERED.value


class ReplayWish(Schema):
    """What is to be sent again."""

    since: AwareDatetime = Field(
        description="Announced at or after", examples=["2026-03-02T00:00:00Z"]
    )
    states: list[Replayable] = Field(
        default_factory=lambda: [Replayable.FAILED, Replayable.MISSED],
        min_length=1,
        max_length=3,
        description="missed: announced while the endpoint was switched off",
    )


class Replayed(Schema):
    """How many were put in line."""

    count: int


def endpoint_view(endpoint: Endpoint) -> EndpointView:
    """The endpoint as its insurer sees it."""
    return EndpointView(**_shown(endpoint))


def registered_view(endpoint: Endpoint, secret: str) -> RegisteredEndpoint:
    """The same with its secret."""
    return RegisteredEndpoint(**_shown(endpoint), secret=secret)


def delivery_view(delivery: Delivery) -> DeliveryView:
    """The delivery as its insurer sees it."""
    return DeliveryView(**_told(delivery))


def delivery_with_tries(delivery: Delivery, tries: tuple[DeliveryTry, ...]) -> DeliveryWithTries:
    """The same with every try."""
    shown = [
        TryView(at=one.at, status=one.status, failure=one.failure, took_s=round(one.took_s, 3))
        for one in tries
    ]
    return DeliveryWithTries(**_told(delivery), all_tries=shown)


def _shown(endpoint: Endpoint) -> dict[str, Any]:
    return {
        "id": endpoint.id,
        "url": endpoint.url,
        "description": endpoint.description,
        "events": sorted(Event(one.value) for one in endpoint.types),
        "active": endpoint.state is EndpointState.ACTIVE,
        "disabled_because": endpoint.disabled_why,
        "disabled_at": endpoint.disabled_at,
        "created_at": endpoint.created_at,
        "failures_in_a_row": endpoint.failures_in_a_row,
        "last_delivered_at": endpoint.last_delivered_at,
        "last_failed_at": endpoint.last_failed_at,
    }


def _told(delivery: Delivery) -> dict[str, Any]:
    announcement = delivery.announcement
    return {
        "id": announcement.id,
        "type": announcement.type,
        "timestamp": announcement.at,
        "number": announcement.number,
        "version": announcement.version if announcement.number else None,
        "state": delivery.state,
        "tries": delivery.tries,
        "next_try_at": delivery.next_try_at,
        "delivered_at": delivery.delivered_at,
        "last_status": delivery.last_status,
        "last_failure": delivery.last_failure,
    }

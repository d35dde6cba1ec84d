"""Deliveries as their table gives them, and the conditions they are looked for by."""

from datetime import datetime

from sqlalchemy import ColumnElement, or_

from accident_service.adapters.database.metadata import KeptRow
from accident_service.adapters.database.webhook_tables import webhook_delivery as table
from accident_service.adapters.database.webhook_tables import webhook_endpoint
from accident_service.casefile.announcement import Announcement, EventType
from accident_service.casework.webhook_records import Delivery, DeliveryState, EndpointState
from accident_service.quantities.identifiers import DeterminationNumber


def is_delivery(endpoint_id: str, announcement_id: str) -> ColumnElement[bool]:
    """Is it this announcement at this endpoint?"""
    return (table.c.endpoint_id == endpoint_id) & (table.c.announcement_id == announcement_id)


def is_due(now_at: datetime) -> ColumnElement[bool]:
    """Does it wait, and has its time come?"""
    return (table.c.state == DeliveryState.WAITING) & (table.c.next_try_at <= now_at)


def is_free(now_at: datetime) -> tuple[ColumnElement[bool], ...]:
    """Is the endpoint on, in nobody's hand and not to be left alone?"""
    endpoint = webhook_endpoint.c
    return (
        endpoint.state == EndpointState.ACTIVE,
        or_(endpoint.held_until.is_(None), endpoint.held_until <= now_at),
        or_(endpoint.rest_until.is_(None), endpoint.rest_until <= now_at),
    )


def delivery_of(row: KeptRow) -> Delivery:
    """A row as a delivery."""
    return Delivery(
        endpoint=row.endpoint_id,
        announcement=Announcement(
            id=row.announcement_id,
            type=EventType(row.type),
            at=row.announced_at,
            number=None if row.number is None else DeterminationNumber(row.number),
            version=row.version,
        ),
        state=DeliveryState(row.state),
        tries=row.tries,
        next_try_at=row.next_try_at,
        delivered_at=row.delivered_at,
        last_status=row.last_status,
        last_failure=row.last_failure,
    )

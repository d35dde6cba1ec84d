"""An insurer tries its receiver out, and asks again for what it missed.

Whatever is sent again keeps its id and its bytes; only the time of sending is new.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from accident_service.casework.announce import ping
from accident_service.casework.ports import Clock, Ledger, UnitOfWork
from accident_service.casework.staff_acts import record
from accident_service.casework.webhook_records import (
    Delivery,
    DeliveryState,
    Endpoint,
    EndpointState,
)
from accident_service.errors import Conflict, NotFound
from accident_service.quantities.identifiers import InsurerId

# What a replay since a moment sends, unless it is told otherwise: whatever did not arrive.
NOT_ARRIVED = frozenset({DeliveryState.FAILED, DeliveryState.MISSED})

Told = TypeVar("Told")


@dataclass(frozen=True, slots=True, kw_only=True)
class CallingInsurer:
    """For whom somebody calls, and who it is, as the record names them."""

    insurer: InsurerId
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplayWebhooks:
    """Every sending an insurer asks for; each is on record."""

    ledger: Ledger
    clock: Clock

    def ping(self, endpoint_id: str, *, by: CallingInsurer) -> Delivery:
        """A trial announcement on its way, through the very door the real ones take.

        Raises:
            NotFound: The insurer has no such endpoint.
            Conflict: The endpoint is switched off.
        """
        at = self.clock.now()
        announcement = ping(at)
        with self.ledger.transaction() as work:
            endpoint = demand_active(owned(work, endpoint_id, by.insurer))
            work.webhook_outbox.add_for(announcement, endpoint)
            work.webhook_outbox.wake(endpoint_id, at)  # who tries a receiver out is waiting
            record(work, at, by.actor, "ping-webhook", endpoint=endpoint.id)
            return work.webhook_outbox.delivery(endpoint_id, announcement.id)

    def replay(self, endpoint_id: str, announcement_id: str, *, by: CallingInsurer) -> Delivery:
        """One announcement sent again under its own id, whatever became of it before.

        Raises:
            NotFound: The insurer has no such endpoint, or it no such delivery.
            Conflict: The endpoint is switched off.
        """

        def again(work: UnitOfWork, at: datetime) -> Delivery:
            delivery = work.webhook_outbox.delivery(endpoint_id, announcement_id)
            waiting = delivery.asked_again(at)
            work.webhook_outbox.settle(waiting, None)
            return waiting

        return self._replayed(endpoint_id, again, by)

    def replay_since(
        self,
        endpoint_id: str,
        since: datetime,
        *,
        states: frozenset[DeliveryState] = NOT_ARRIVED,
        by: CallingInsurer,
    ) -> int:
        """Everything in these states announced since that moment, sent again; how many.

        Raises:
            NotFound, Conflict: See `replay`.
        """

        def again(work: UnitOfWork, at: datetime) -> int:
            return work.webhook_outbox.ask_again(endpoint_id, states=states, since=since, now_at=at)

        return self._replayed(endpoint_id, again, by)

    def _replayed(
        self, endpoint_id: str, again: Callable[[UnitOfWork, datetime], Told], by: CallingInsurer
    ) -> Told:
        at = self.clock.now()
        with self.ledger.transaction() as work:
            endpoint = demand_active(owned(work, endpoint_id, by.insurer))
            told = again(work, at)
            work.webhook_outbox.wake(endpoint_id, at)
            record(work, at, by.actor, "replay-webhooks", endpoint=endpoint.id)
            return told


def owned(work: UnitOfWork, endpoint_id: str, insurer: InsurerId) -> Endpoint:
    """The insurer's own endpoint; of another's nothing is told, not even that it is there.

    Raises:
        NotFound: The insurer has no such endpoint.
    """
    endpoint = work.webhook_endpoints.one(endpoint_id)
    if endpoint.insurer != insurer:
        raise NotFound(f"no webhook endpoint {endpoint_id}")
    return endpoint


def demand_active(endpoint: Endpoint) -> Endpoint:
    """The endpoint, if it is on.

    Raises:
        Conflict: It is switched off.
    """
    if endpoint.state is not EndpointState.ACTIVE:
        raise Conflict("this endpoint is switched off; switch it on first (active: true)")
    return endpoint

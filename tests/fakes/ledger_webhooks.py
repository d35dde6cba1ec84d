"""Insurers' endpoints and what waits for them, in memory."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from accident_service.casefile.announcement import Announcement
from accident_service.casework.webhook_records import (
    Delivery,
    DeliveryState,
    DeliveryTry,
    Endpoint,
    EndpointState,
    SealedSecret,
)
from accident_service.errors import NotFound
from accident_service.quantities.identifiers import InsurerId

Key = tuple[str, str]  # endpoint, announcement


@dataclass(slots=True)
class WebhookTables:
    """Everything kept of webhooks."""

    endpoints: dict[str, Endpoint] = field(default_factory=dict)
    secrets: dict[str, tuple[SealedSecret, ...]] = field(default_factory=dict)  # newest first
    held_until: dict[str, datetime] = field(default_factory=dict)
    rest_until: dict[str, datetime] = field(default_factory=dict)
    deliveries: dict[Key, Delivery] = field(default_factory=dict)
    tries: dict[Key, tuple[DeliveryTry, ...]] = field(default_factory=dict)


class FakeWebhookEndpoints:
    """A `WebhookEndpoints` on the tables of one unit of work."""

    def __init__(self, tables: WebhookTables, codes: Mapping[InsurerId, str]) -> None:
        self._tables = tables
        self._codes = codes

    def insurer_codes(self) -> dict[InsurerId, str]:
        """By id."""
        return dict(self._codes)

    def add(self, endpoint: Endpoint, secret: SealedSecret) -> None:
        """Keep it."""
        self._tables.endpoints[endpoint.id] = endpoint
        self._tables.secrets[endpoint.id] = (secret,)

    def of_insurer(self, insurer: InsurerId) -> tuple[Endpoint, ...]:
        """Its endpoints."""
        return tuple(one for one in self.all() if one.insurer == insurer)

    def all(self) -> tuple[Endpoint, ...]:
        """Everybody's."""
        known = self._tables.endpoints.values()
        return tuple(sorted(known, key=lambda one: (one.insurer, one.created_at, one.id)))

    def one(self, endpoint_id: str) -> Endpoint:
        """One."""
        if endpoint_id not in self._tables.endpoints:
            raise NotFound(f"no webhook endpoint {endpoint_id}")
        return self._tables.endpoints[endpoint_id]

    def save(self, endpoint: Endpoint) -> None:
        """Keep what changed."""
        self._tables.endpoints[endpoint.id] = endpoint

    def remove(self, endpoint_id: str) -> None:
        """Forget it."""
        del self._tables.endpoints[endpoint_id]
        del self._tables.secrets[endpoint_id]
        for key in [key for key in self._tables.deliveries if key[0] == endpoint_id]:
            del self._tables.deliveries[key]
            self._tables.tries.pop(key, None)

    def secrets(self, endpoint_id: str, now_at: datetime) -> tuple[SealedSecret, ...]:
        """Those that sign now."""
        kept = self._tables.secrets[endpoint_id]
        return tuple(one for one in kept if one.retires_at is None or one.retires_at > now_at)

    def add_secret(self, endpoint_id: str, secret: SealedSecret, older_retire_at: datetime) -> None:
        """Put it before the others."""
        older = tuple(
            one
            if one.retires_at is not None and one.retires_at <= older_retire_at
            else replace(one, retires_at=older_retire_at)
            for one in self.secrets(endpoint_id, secret.created_at)
        )
        self._tables.secrets[endpoint_id] = (secret, *older)


class FakeWebhookOutbox:
    """A `WebhookOutbox` on the tables of one unit of work."""

    def __init__(self, tables: WebhookTables, codes: Mapping[InsurerId, str]) -> None:
        self._tables = tables
        self._codes = codes

    def add(self, announcement: Announcement, insurer_codes: Iterable[str]) -> None:
        """Write it down for each endpoint concerned."""
        told = set(insurer_codes)
        for endpoint in self._tables.endpoints.values():
            if self._codes.get(endpoint.insurer) in told and endpoint.wants(announcement.type):
                self.add_for(announcement, endpoint)

    def add_for(self, announcement: Announcement, endpoint: Endpoint) -> None:
        """Write it down."""
        is_on = endpoint.state is EndpointState.ACTIVE
        self._tables.deliveries[endpoint.id, announcement.id] = Delivery(
            endpoint=endpoint.id,
            announcement=announcement,
            state=DeliveryState.WAITING if is_on else DeliveryState.MISSED,
            tries=0,
            next_try_at=announcement.at if is_on else None,
        )

    def ready_endpoints(self, now_at: datetime, limit: int) -> tuple[str, ...]:
        """Those free, with something due."""
        waiting = sorted(
            (one.next_try_at, one.endpoint)
            for one in self._tables.deliveries.values()
            if _is_due(one, now_at) and one.next_try_at and self._is_free(one.endpoint, now_at)
        )
        return tuple(dict.fromkeys(endpoint for _, endpoint in waiting))[:limit]

    def take(self, endpoint_id: str, now_at: datetime, until: datetime) -> bool:
        """Hold it."""
        if not self._is_free(endpoint_id, now_at):
            return False
        self._tables.held_until[endpoint_id] = until
        return True

    def give_back(self, endpoint_id: str, now_at: datetime, rest_until: datetime) -> None:
        """Let go."""
        self._tables.held_until[endpoint_id] = now_at
        self._tables.rest_until[endpoint_id] = rest_until

    def wake(self, endpoint_id: str, now_at: datetime) -> None:
        """End its rest."""
        self._tables.rest_until[endpoint_id] = now_at

    def due(self, endpoint_id: str, now_at: datetime, limit: int) -> tuple[Delivery, ...]:
        """What is due there."""
        found = [one for one in self._of(endpoint_id) if _is_due(one, now_at)]
        return tuple(found[:limit])

    def settle(self, delivery: Delivery, tried: DeliveryTry | None) -> None:
        """Keep it as it stands."""
        key = (delivery.endpoint, delivery.announcement.id)
        self._tables.deliveries[key] = delivery
        if tried is not None:
            self._tables.tries[key] = (*self._tables.tries.get(key, ()), tried)

    def listed(
        self, endpoint_id: str, *, states: frozenset[DeliveryState], before: str | None, limit: int
    ) -> tuple[Delivery, ...]:
        """The newest first."""
        found = [
            one
            for one in self._of(endpoint_id)
            if (not states or one.state in states)
            and (before is None or one.announcement.id < before)
        ]
        return tuple(sorted(found, key=lambda one: one.announcement.id, reverse=True)[:limit])

    def delivery(self, endpoint_id: str, announcement_id: str) -> Delivery:
        """One."""
        key = (endpoint_id, announcement_id)
        if key not in self._tables.deliveries:
            raise NotFound(f"no delivery {announcement_id}")
        return self._tables.deliveries[key]

    def tries(self, endpoint_id: str, announcement_id: str) -> tuple[DeliveryTry, ...]:
        """Every try."""
        return self._tables.tries.get((endpoint_id, announcement_id), ())

    def ask_again(
        self,
        endpoint_id: str,
        *,
        states: frozenset[DeliveryState],
        since: datetime,
        now_at: datetime,
    ) -> int:
        """Let them wait again."""
        found = [
            one
            for one in self._of(endpoint_id)
            if one.state in states and one.announcement.at >= since
        ]
        for one in found:
            self.settle(one.asked_again(now_at), None)
        return len(found)

    def miss(self, endpoint_id: str) -> None:
        """Let nothing wait."""
        for one in self._of(endpoint_id):
            if one.state is DeliveryState.WAITING:
                self.settle(replace(one, state=DeliveryState.MISSED, next_try_at=None), None)

    def count(self, endpoint_id: str) -> dict[DeliveryState, int]:
        """By state."""
        states = [one.state for one in self._of(endpoint_id)]
        return {state: states.count(state) for state in set(states)}

    def forget_before(self, at: datetime) -> int:
        """Forget what is settled and old."""
        old = [
            key
            for key, one in self._tables.deliveries.items()
            if one.announcement.at < at and one.state is not DeliveryState.WAITING
        ]
        for key in old:
            del self._tables.deliveries[key]
            self._tables.tries.pop(key, None)
        return len(old)

    def _of(self, endpoint_id: str) -> tuple[Delivery, ...]:
        kept = self._tables.deliveries.values()
        return tuple(one for one in kept if one.endpoint == endpoint_id)

    def _is_free(self, endpoint_id: str, now_at: datetime) -> bool:
        held, rest = self._tables.held_until, self._tables.rest_until
        return (
            self._tables.endpoints[endpoint_id].state is EndpointState.ACTIVE
            and held.get(endpoint_id, now_at) <= now_at
            and rest.get(endpoint_id, now_at) <= now_at
        )


def _is_due(delivery: Delivery, now_at: datetime) -> bool:
    return (
        delivery.state is DeliveryState.WAITING
        and delivery.next_try_at is not None
        and delivery.next_try_at <= now_at
    )

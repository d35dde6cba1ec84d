"""Those who run the service see how insurers' endpoints do, and may switch one off or on."""

from collections.abc import Mapping
from dataclasses import dataclass

from accident_service.casefile.decision import Officer
from accident_service.casework.manage_webhooks import switched_on
from accident_service.casework.ports import Clock, Ledger, UnitOfWork
from accident_service.casework.send_webhooks import switched_off
from accident_service.casework.staff_acts import record
from accident_service.casework.webhook_records import (
    Delivery,
    DeliveryState,
    DeliveryTry,
    DisabledWhy,
    Endpoint,
    EndpointState,
)
from accident_service.quantities.identifiers import InsurerId

LATEST = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchedEndpoint:
    """An endpoint, and how many of its deliveries stand where."""

    endpoint: Endpoint
    insurer_code: str
    counts: dict[DeliveryState, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class EndpointLog:
    """One endpoint with its latest deliveries and every try of each."""

    watched: WatchedEndpoint
    deliveries: tuple[tuple[Delivery, tuple[DeliveryTry, ...]], ...]


@dataclass(frozen=True, slots=True)
class WatchWebhooks:
    """What an administrator sees and does."""

    ledger: Ledger
    clock: Clock

    def all(self) -> tuple[WatchedEndpoint, ...]:
        """Every insurer's endpoints, by insurer."""
        with self.ledger.reading() as work:
            codes = work.webhook_endpoints.insurer_codes()
            return tuple(_watched(work, one, codes) for one in work.webhook_endpoints.all())

    def log(self, endpoint_id: str, *, before: str | None = None) -> EndpointLog:
        """One endpoint's log, the newest first; bodies are never kept.

        Raises:
            NotFound: There is no such endpoint.
        """
        with self.ledger.reading() as work:
            endpoint, outbox = work.webhook_endpoints.one(endpoint_id), work.webhook_outbox
            codes = work.webhook_endpoints.insurer_codes()
            listed = outbox.listed(endpoint_id, states=frozenset(), before=before, limit=LATEST)
            return EndpointLog(
                watched=_watched(work, endpoint, codes),
                deliveries=tuple(
                    (one, outbox.tries(endpoint_id, one.announcement.id)) for one in listed
                ),
            )

    def switch(self, endpoint_id: str, *, active: bool, by: Officer) -> Endpoint:
        """The endpoint on or off; as it is already, nothing changes.

        Raises:
            NotFound: There is no such endpoint.
        """
        at, actor = self.clock.now(), f"officer:{by.id}"
        with self.ledger.transaction() as work:
            before = work.webhook_endpoints.one(endpoint_id)
            if active == (before.state is EndpointState.ACTIVE):
                return before
            if active:
                after = switched_on(before)
                work.webhook_outbox.wake(endpoint_id, at)
                record(work, at, actor, "enable-webhook", endpoint=endpoint_id)
            else:
                why = DisabledWhy.BY_ADMINISTRATOR
                after = switched_off(work, before, why, at, actor)
            work.webhook_endpoints.save(after)
        return after


def _watched(
    work: UnitOfWork, endpoint: Endpoint, codes: Mapping[InsurerId, str]
) -> WatchedEndpoint:
    return WatchedEndpoint(
        endpoint=endpoint,
        insurer_code=codes.get(endpoint.insurer, endpoint.insurer),
        counts=work.webhook_outbox.count(endpoint.id),
    )

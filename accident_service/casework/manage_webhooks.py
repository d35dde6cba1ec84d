"""An insurer says where it wants to be told, tries it out, and asks again for what it missed.

Whoever calls is known by the insurer it calls for: an endpoint of another is as good as none.
A signing secret is shown once, when it is made; while one is exchanged, both sign.
"""

import base64
import secrets
from dataclasses import dataclass, replace
from datetime import timedelta

from accident_service.casefile.announcement import EventType
from accident_service.casework.ports import Clock, Ledger
from accident_service.casework.replay_webhooks import CallingInsurer, owned
from accident_service.casework.send_webhooks import switched_off
from accident_service.casework.staff_acts import record
from accident_service.casework.webhook_ports import SecretSeal, WebhookSender
from accident_service.casework.webhook_records import (
    DisabledWhy,
    Endpoint,
    EndpointState,
    SealedSecret,
)
from accident_service.errors import Conflict, InvalidInput

MOST_ENDPOINTS = 5  # of one insurer [design]
SECRET_PREFIX, SECRET_BYTES = "whsec_", 32
LONGEST_URL, LONGEST_DESCRIPTION = 500, 200


@dataclass(frozen=True, slots=True, kw_only=True)
class EndpointWish:
    """What an insurer says of an endpoint."""

    url: str
    description: str = ""
    types: frozenset[EventType] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class ManageWebhooks:
    """Every change of an insurer's endpoints; each is on record."""

    ledger: Ledger
    clock: Clock
    seal: SecretSeal
    sender: WebhookSender

    def register(self, wish: EndpointWish, *, by: CallingInsurer) -> tuple[Endpoint, str]:
        """A new endpoint and its signing secret, told this once.

        Raises:
            InvalidInput: The address cannot be used.
            Conflict: The insurer has that address already, or as many as it may.
        """
        self._demand_usable(wish)
        at = self.clock.now()
        endpoint = Endpoint(
            id=f"whe_{secrets.token_hex(12)}",
            insurer=by.insurer,
            url=wish.url,
            description=wish.description,
            types=wish.types,
            created_at=at,
        )
        secret = new_secret()
        sealed = self.seal.sealed(secret, of=endpoint.id)
        with self.ledger.transaction() as work:
            _demand_room(work.webhook_endpoints.of_insurer(by.insurer), wish.url)
            work.webhook_endpoints.add(endpoint, SealedSecret(sealed=sealed, created_at=at))
            record(work, at, by.actor, "register-webhook", endpoint=endpoint.id)
        return endpoint, secret

    def change(
        self, endpoint_id: str, wish: EndpointWish, *, active: bool, by: CallingInsurer
    ) -> Endpoint:
        """The endpoint as wished; switched on again, it is asked afresh for what waits.

        Raises:
            NotFound: The insurer has no such endpoint.
            InvalidInput, Conflict: See `register`; or the city has switched it off.
        """
        self._demand_usable(wish)
        at = self.clock.now()
        with self.ledger.transaction() as work:
            endpoint = owned(work, endpoint_id, by.insurer)
            others = [
                one
                for one in work.webhook_endpoints.of_insurer(by.insurer)
                if one.id != endpoint_id
            ]
            _demand_room(tuple(others), wish.url)
            endpoint = replace(
                endpoint, url=wish.url, description=wish.description, types=wish.types
            )
            if active:
                _demand_not_barred(endpoint)
                endpoint = switched_on(endpoint)
                work.webhook_outbox.wake(endpoint_id, at)
            elif endpoint.state is EndpointState.ACTIVE:
                endpoint = switched_off(work, endpoint, DisabledWhy.BY_INSURER, at, by.actor)
            work.webhook_endpoints.save(endpoint)
            record(work, at, by.actor, "change-webhook", endpoint=endpoint.id)
        return endpoint

    def remove(self, endpoint_id: str, *, by: CallingInsurer) -> None:
        """Forget the endpoint, its secrets and its log.

        Raises:
            NotFound: The insurer has no such endpoint.
        """
        at = self.clock.now()
        with self.ledger.transaction() as work:
            endpoint = owned(work, endpoint_id, by.insurer)
            work.webhook_endpoints.remove(endpoint_id)
            record(work, at, by.actor, "remove-webhook", endpoint=endpoint.id)

    def rotate_secret(self, endpoint_id: str, overlap: timedelta, *, by: CallingInsurer) -> str:
        """A new secret, told this once; the one before signs too until the overlap is over.

        Raises:
            NotFound: The insurer has no such endpoint.
        """
        at = self.clock.now()
        secret = new_secret()
        sealed = self.seal.sealed(secret, of=endpoint_id)
        with self.ledger.transaction() as work:
            endpoint = owned(work, endpoint_id, by.insurer)
            kept = SealedSecret(sealed=sealed, created_at=at)
            work.webhook_endpoints.add_secret(endpoint_id, kept, at + overlap)
            record(work, at, by.actor, "rotate-webhook-secret", endpoint=endpoint.id)
        return secret

    def _demand_usable(self, wish: EndpointWish) -> None:
        if len(wish.url) > LONGEST_URL or len(wish.description) > LONGEST_DESCRIPTION:
            raise InvalidInput(
                f"an address has at most {LONGEST_URL} characters, a description"
                f" {LONGEST_DESCRIPTION}"
            )
        self.sender.demand_usable(wish.url)


def switched_on(endpoint: Endpoint) -> Endpoint:
    """The endpoint, ready to be sent to."""
    if endpoint.state is EndpointState.ACTIVE:
        return endpoint
    return replace(
        endpoint,
        state=EndpointState.ACTIVE,
        disabled_why=None,
        disabled_at=None,
        failures_in_a_row=0,
    )


def new_secret() -> str:
    """A signing secret in the form the Standard Webhooks specification gives it."""
    return SECRET_PREFIX + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()


def _demand_room(others: tuple[Endpoint, ...], url: str) -> None:
    if len(others) >= MOST_ENDPOINTS:
        raise Conflict(f"an insurer has at most {MOST_ENDPOINTS} endpoints")
    if any(one.url == url for one in others):
        raise Conflict("this address is registered already")


def _demand_not_barred(endpoint: Endpoint) -> None:
    if endpoint.disabled_why is DisabledWhy.BY_ADMINISTRATOR:
        raise Conflict("those who run the service have switched this endpoint off; ask them")

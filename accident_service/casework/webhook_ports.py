"""What telling insurers needs: their endpoints, what waits for each, and a way to send it.

Announcements are written in the transaction they tell of and sent by the relay: at least once,
under the same id however often.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from accident_service.casefile.announcement import Announcement
from accident_service.casework.webhook_records import (
    Delivery,
    DeliveryState,
    DeliveryTry,
    Endpoint,
    SealedSecret,
)
from accident_service.quantities.identifiers import InsurerId


class WebhookEndpoints(Protocol):
    """Endpoints and their secrets, inside a unit of work."""

    def add(self, endpoint: Endpoint, secret: SealedSecret) -> None:
        """Keep a new endpoint."""
        ...

    def of_insurer(self, insurer: InsurerId) -> tuple[Endpoint, ...]:
        """Its endpoints, oldest first."""
        ...

    def all(self) -> tuple[Endpoint, ...]:
        """Everybody's, by insurer."""
        ...

    def insurer_codes(self) -> dict[InsurerId, str]:
        """What each insurer is called by drivers and documents."""
        ...

    def one(self, endpoint_id: str) -> Endpoint:
        """One endpoint.

        Raises:
            NotFound: There is none.
        """
        ...

    def save(self, endpoint: Endpoint) -> None:
        """Keep what changed of it."""
        ...

    def remove(self, endpoint_id: str) -> None:
        """Forget it with its secrets and all that was or was to be sent to it."""
        ...

    def secrets(self, endpoint_id: str, now_at: datetime) -> tuple[SealedSecret, ...]:
        """Those that sign now, the newest first."""
        ...

    def add_secret(self, endpoint_id: str, secret: SealedSecret, older_retire_at: datetime) -> None:
        """A new secret; those before it retire then, or earlier where that was said already."""
        ...


class WebhookOutbox(Protocol):
    """What waits for endpoints, inside a unit of work."""

    def add(self, announcement: Announcement, insurer_codes: Iterable[str]) -> None:
        """Write it down for every endpoint of these insurers that wants its kind.

        An insurer whose clients are all switched off is told nothing either; for an endpoint
        that is switched off it counts as missed.
        """
        ...

    def add_for(self, announcement: Announcement, endpoint: Endpoint) -> None:
        """Write it down for this endpoint alone."""
        ...

    def ready_endpoints(self, now_at: datetime, limit: int) -> tuple[str, ...]:
        """Active endpoints at rest for which something is due, longest waiting first."""
        ...

    def take(self, endpoint_id: str, now_at: datetime, until: datetime) -> bool:
        """Keep others off an endpoint until then; False where another has it."""
        ...

    def give_back(self, endpoint_id: str, now_at: datetime, rest_until: datetime) -> None:
        """Let others have it again, once it has been left alone until then."""
        ...

    def wake(self, endpoint_id: str, now_at: datetime) -> None:
        """End its rest; who has it in hand keeps it."""
        ...

    def due(self, endpoint_id: str, now_at: datetime, limit: int) -> tuple[Delivery, ...]:
        """What is due at one endpoint, oldest first."""
        ...

    def settle(self, delivery: Delivery, tried: DeliveryTry | None) -> None:
        """Keep a delivery as it stands now, with the try that brought it there."""
        ...

    def listed(
        self, endpoint_id: str, *, states: frozenset[DeliveryState], before: str | None, limit: int
    ) -> tuple[Delivery, ...]:
        """An endpoint's deliveries, the newest announcement first; no states: all.

        Args:
            before: The id of an announcement; only older ones.
        """
        ...

    def delivery(self, endpoint_id: str, announcement_id: str) -> Delivery:
        """One delivery.

        Raises:
            NotFound: There is none.
        """
        ...

    def tries(self, endpoint_id: str, announcement_id: str) -> tuple[DeliveryTry, ...]:
        """Every try of one delivery, oldest first."""
        ...

    def ask_again(
        self,
        endpoint_id: str,
        *,
        states: frozenset[DeliveryState],
        since: datetime,
        now_at: datetime,
    ) -> int:
        """Send again what stands in one of these states and was announced since; how many."""
        ...

    def miss(self, endpoint_id: str) -> None:
        """Whatever waits for this endpoint is sent only when it is asked for again."""
        ...

    def count(self, endpoint_id: str) -> dict[DeliveryState, int]:
        """How many deliveries stand in each state; states without any are left out."""
        ...

    def forget_before(self, at: datetime) -> int:
        """Forget settled deliveries of announcements before that moment; how many."""
        ...


class SecretSeal(Protocol):
    """Seals what must be read again."""

    def sealed(self, text: str, *, of: str) -> str:
        """The text, unreadable without the key; `of` names whose it is."""
        ...

    def opened(self, sealed: str, *, of: str) -> str:
        """The text again."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedMessage:
    """One announcement as it goes out."""

    url: str
    id: str
    body: bytes
    secrets: tuple[str, ...]  # each signs; the newest first


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiverAnswer:
    """What a receiver said: its status, and for how long it asks to be left alone."""

    status: int
    retry_after_s: float | None = None


class WebhookSender(Protocol):
    """A way to insurers' receivers."""

    def send(self, message: SignedMessage) -> ReceiverAnswer:
        """Post it, signed; redirects are not followed.

        Raises:
            OutsideWorldFailed: Nobody answered in time, or the address may not be reached.
        """
        ...

    def demand_usable(self, url: str) -> None:
        """Refuse an address that nothing would ever be sent to; nobody is asked for it.

        Raises:
            InvalidInput: It is not https, names a user, or is an address of this network.
        """
        ...

"""What waits for insurers' receivers is sent; what fails is tried again over days.

A sender takes one endpoint at a time and nobody else sends there meanwhile: a slow receiver holds
up its own announcements and no other's. Announcements are sent at least once: a crash after the
receiver's answer and before it is noted sends one again, under the same id.
"""

import random
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from accident_service.casefile.webhook_schedule import pause_after, rest_of
from accident_service.casework.ports import Clock, Ledger, UnitOfWork
from accident_service.casework.staff_acts import record
from accident_service.casework.webhook_ports import (
    ReceiverAnswer,
    SecretSeal,
    SignedMessage,
    WebhookSender,
)
from accident_service.casework.webhook_records import (
    Delivery,
    DeliveryState,
    DeliveryTry,
    DisabledWhy,
    Endpoint,
    EndpointState,
)
from accident_service.errors import InvalidSettings, OutsideWorldFailed

ENDPOINTS_A_TURN, DELIVERIES_A_TURN = 20, 10
# Longer than so many receivers' answers are waited for. [design]
HOLD = timedelta(minutes=5)
# After so long others have their turn. [design]
TURN = timedelta(minutes=1)
GONE = 410
# The log is kept for so long; then only the determinations themselves tell. [design]
LOG_KEPT = timedelta(days=90)


@dataclass(frozen=True, slots=True, kw_only=True)
class SendWebhooks:
    """Sends what is due; several may do so side by side."""

    ledger: Ledger
    sender: WebhookSender
    seal: SecretSeal
    clock: Clock
    public_url: str
    chance: random.Random = field(default_factory=random.Random)

    def turn(self) -> int:
        """Send what is due at endpoints nobody else has in hand; how many were taken.

        Raises:
            LedgerUnavailable: The ledger did not answer.
        """
        with self.ledger.reading() as work:
            ready = work.webhook_outbox.ready_endpoints(self.clock.now(), ENDPOINTS_A_TURN)
        return sum(self._serve(endpoint_id) for endpoint_id in ready)

    def forget_old(self) -> int:
        """Forget what was settled long ago; how many deliveries."""
        with self.ledger.transaction() as work:
            return work.webhook_outbox.forget_before(self.clock.now() - LOG_KEPT)

    def _serve(self, endpoint_id: str) -> int:
        now = self.clock.now()
        with self.ledger.transaction() as work:
            if not work.webhook_outbox.take(endpoint_id, now, now + HOLD):
                return 0
            endpoint = work.webhook_endpoints.one(endpoint_id)
            due = work.webhook_outbox.due(endpoint_id, now, DELIVERIES_A_TURN)
            sealed = work.webhook_endpoints.secrets(endpoint_id, now)
        taken = 0
        try:
            secrets = tuple(self.seal.opened(one.sealed, of=endpoint_id) for one in sealed)
        except InvalidSettings:  # the key is another's: that is said where it is looked for
            secrets = ()
        for delivery in due:
            if self.clock.now() > now + TURN:
                break
            if not self._sent(endpoint, delivery, secrets):
                return taken
            taken += 1
        with self.ledger.transaction() as work:
            work.webhook_outbox.give_back(endpoint_id, self.clock.now(), self.clock.now())
        return taken

    def _sent(self, endpoint: Endpoint, delivery: Delivery, secrets: tuple[str, ...]) -> bool:
        began_at = self.clock.now()
        answer, failure = self._answer(endpoint, delivery, secrets)
        at = self.clock.now()
        tried = DeliveryTry(
            at=began_at,
            status=answer.status if answer else None,
            failure=failure,
            took_s=max((at - began_at).total_seconds(), 0.0),
        )
        with self.ledger.transaction() as work:
            if tried.was_taken:
                self._note_taken(work, delivery, tried)
            else:
                self._note_failed(work, delivery, tried, answer)
        return tried.was_taken

    def _answer(
        self, endpoint: Endpoint, delivery: Delivery, secrets: tuple[str, ...]
    ) -> tuple[ReceiverAnswer | None, str]:
        if not secrets:
            return None, "no secret of this endpoint can be opened"
        message = SignedMessage(
            url=endpoint.url,
            id=delivery.announcement.id,
            body=delivery.announcement.body(self.public_url),
            secrets=secrets,
        )
        try:
            return self.sender.send(message), ""
        except OutsideWorldFailed as failure:
            return None, str(failure)

    def _note_taken(self, work: UnitOfWork, delivery: Delivery, tried: DeliveryTry) -> None:
        work.webhook_outbox.settle(
            replace(
                delivery,
                state=DeliveryState.DELIVERED,
                tries=delivery.tries + 1,
                next_try_at=None,
                delivered_at=tried.at,
                last_status=tried.status,
                last_failure="",
            ),
            tried,
        )
        endpoint = work.webhook_endpoints.one(delivery.endpoint)
        work.webhook_endpoints.save(
            replace(endpoint, failures_in_a_row=0, last_delivered_at=tried.at)
        )

    def _note_failed(
        self,
        work: UnitOfWork,
        delivery: Delivery,
        tried: DeliveryTry,
        answer: ReceiverAnswer | None,
    ) -> None:
        endpoint = work.webhook_endpoints.one(delivery.endpoint)
        failures = delivery.tries + 1
        asked_for_s = answer.retry_after_s if answer else None
        pause = pause_after(failures, self.chance.random(), asked_for_s=asked_for_s)
        gone = tried.status == GONE
        work.webhook_outbox.settle(
            replace(
                delivery,
                state=DeliveryState.FAILED if gone or pause is None else DeliveryState.WAITING,
                tries=failures,
                next_try_at=None if gone or pause is None else tried.at + pause,
                last_status=tried.status,
                last_failure=tried.failure,
            ),
            tried,
        )
        endpoint = replace(
            endpoint,
            failures_in_a_row=endpoint.failures_in_a_row + 1,
            last_failed_at=tried.at,
        )
        if gone:
            endpoint = switched_off(work, endpoint, DisabledWhy.GONE, tried.at)
        elif pause is None and _nothing_taken_since(endpoint, delivery):
            endpoint = switched_off(work, endpoint, DisabledWhy.UNREACHABLE, tried.at)
        work.webhook_endpoints.save(endpoint)
        rest_until = self.clock.now() + rest_of(endpoint.failures_in_a_row)
        work.webhook_outbox.give_back(endpoint.id, self.clock.now(), rest_until)


def switched_off(
    work: UnitOfWork, endpoint: Endpoint, why: DisabledWhy, at: datetime, actor: str = ""
) -> Endpoint:
    """The endpoint switched off, on record; what waited for it counts as missed."""
    work.webhook_outbox.miss(endpoint.id)
    by = actor or "worker:webhooks"
    record(work, at, by, "disable-webhook", endpoint=endpoint.id, because=why.value)
    return replace(endpoint, state=EndpointState.DISABLED, disabled_why=why, disabled_at=at)


def _nothing_taken_since(endpoint: Endpoint, delivery: Delivery) -> bool:
    """Has the receiver taken nothing at all over the whole schedule of this delivery?"""
    since = delivery.announcement.at
    return endpoint.last_delivered_at is None or endpoint.last_delivered_at < since

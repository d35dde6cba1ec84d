"""Two insurers' receivers: one that has failed lately, with its log, and one that is off."""

from dataclasses import replace
from datetime import timedelta

from accident_service.casefile.announcement import Announcement, EventType
from accident_service.casework.webhook_records import (
    Delivery,
    DeliveryState,
    DeliveryTry,
    DisabledWhy,
    Endpoint,
    EndpointState,
    SealedSecret,
)
from accident_service.quantities.identifiers import DeterminationNumber
from tests.fakes import examples
from tests.fakes.casework import FakeWorld
from tests.fakes.doors import insurer_client

NUMBER = DeterminationNumber("2203020001-2026-000001")
AT = examples.NOON
FAILING = Endpoint(
    id="whe_picc",
    insurer=insurer_client("PICC").insurer,
    url="https://claims.picc.example/accidents/hooks/determinations?tenant=220302",
    description="车险理赔 Motor claims",
    types=frozenset(),
    created_at=AT - timedelta(days=40),
    failures_in_a_row=3,
    last_delivered_at=AT - timedelta(hours=2),
)
GONE = Endpoint(
    id="whe_cpic",
    insurer=insurer_client("CPIC").insurer,
    url="https://hooks.cpic.example/v2",
    description="",
    types=frozenset({EventType.ISSUED, EventType.REVOKED}),
    created_at=AT - timedelta(days=40),
    state=EndpointState.DISABLED,
    disabled_why=DisabledWhy.GONE,
    disabled_at=AT - timedelta(days=1),
)


def stage_receivers(world: FakeWorld) -> None:
    """One announcement delivered at the second try, one on its way again, one given up."""
    delivered, waiting, given_up = (
        _waiting(1, EventType.ISSUED),
        _waiting(2, EventType.SERVED),
        _waiting(3, EventType.PING),
    )
    with world.ledger.transaction() as work:
        for endpoint in (FAILING, GONE):
            work.webhook_endpoints.add(endpoint, SealedSecret(sealed="-", created_at=AT))
        for delivery, statuses in (
            (
                replace(delivered, state=DeliveryState.DELIVERED, delivered_at=AT, last_status=204),
                (500, 204),
            ),
            (replace(waiting, next_try_at=AT + timedelta(minutes=5), last_status=503), (503, 503)),
            (
                replace(
                    given_up,
                    state=DeliveryState.FAILED,
                    last_failure="claims.picc.example did not answer: timed out",
                ),
                (None,) * 10,
            ),
        ):
            for status in statuses:
                tried = DeliveryTry(at=AT, status=status, failure="", took_s=0.2)
                work.webhook_outbox.settle(delivery, tried)


def _waiting(index: int, kind: EventType) -> Delivery:
    ping = kind is EventType.PING
    return Delivery(
        endpoint=FAILING.id,
        announcement=Announcement(
            id=f"msg_{index}",
            type=kind,
            at=AT + timedelta(minutes=index),
            number=None if ping else NUMBER,
            version=0 if ping else 1,
        ),
        state=DeliveryState.WAITING,
        tries=2,
        next_try_at=None,
    )

"""What waits for insurers' endpoints, in SQL, and every try to bring it there."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, delete, exists, func, insert, select, update

from accident_service.adapters.database.door_tables import insurer as insurer_table
from accident_service.adapters.database.door_tables import insurer_client
from accident_service.adapters.database.webhook_endpoints import SqlWebhookEndpoints
from accident_service.adapters.database.webhook_rows import (
    delivery_of,
    is_delivery,
    is_due,
    is_free,
)
from accident_service.adapters.database.webhook_tables import webhook_delivery as table
from accident_service.adapters.database.webhook_tables import webhook_endpoint, webhook_try
from accident_service.casefile.announcement import Announcement
from accident_service.casework.webhook_records import (
    Delivery,
    DeliveryState,
    DeliveryTry,
    Endpoint,
    EndpointState,
)
from accident_service.errors import NotFound
from accident_service.quantities.identifiers import InsurerId

LONGEST_FAILURE = 200  # characters


class SqlWebhookOutbox:
    """A `WebhookOutbox` inside one transaction."""

    def __init__(self, connection: Connection, endpoints: SqlWebhookEndpoints) -> None:
        self._connection = connection
        self._endpoints = endpoints

    def add(self, announcement: Announcement, insurer_codes: Iterable[str]) -> None:
        """Write it down for every endpoint of these insurers that wants its kind.

        An insurer none of whose clients may read is told nothing either.
        """
        reading = exists().where(
            insurer_client.c.insurer_id == insurer_table.c.id, insurer_client.c.active
        )
        insurers = self._connection.scalars(
            select(insurer_table.c.id).where(
                insurer_table.c.code.in_(tuple(insurer_codes)), reading
            )
        ).all()
        for one in insurers:
            for endpoint in self._endpoints.of_insurer(InsurerId(one)):
                if endpoint.wants(announcement.type):
                    self.add_for(announcement, endpoint)

    def add_for(self, announcement: Announcement, endpoint: Endpoint) -> None:
        """Write it down for this endpoint alone."""
        is_on = endpoint.state is EndpointState.ACTIVE
        self._connection.execute(
            insert(table).values(
                endpoint_id=endpoint.id,
                announcement_id=announcement.id,
                type=announcement.type,
                announced_at=announcement.at,
                number=announcement.number,
                version=announcement.version,
                state=DeliveryState.WAITING if is_on else DeliveryState.MISSED,
                tries=0,
                next_try_at=announcement.at if is_on else None,
                last_failure="",
            )
        )

    def ready_endpoints(self, now_at: datetime, limit: int) -> tuple[str, ...]:
        """Active endpoints at rest for which something is due, longest waiting first."""
        query = (
            select(table.c.endpoint_id)
            .join(webhook_endpoint, webhook_endpoint.c.id == table.c.endpoint_id)
            .where(is_due(now_at), *is_free(now_at))
            .group_by(table.c.endpoint_id)
            .order_by(func.min(table.c.next_try_at))
            .limit(limit)
        )
        return tuple(self._connection.scalars(query))

    def take(self, endpoint_id: str, now_at: datetime, until: datetime) -> bool:
        """Keep others off an endpoint until then; False where another has it."""
        taken = self._connection.execute(
            update(webhook_endpoint)
            .where(webhook_endpoint.c.id == endpoint_id, *is_free(now_at))
            .values(held_until=until)
        )
        return taken.rowcount == 1

    def give_back(self, endpoint_id: str, now_at: datetime, rest_until: datetime) -> None:
        """Let others have it again, once it has been left alone until then."""
        self._note(endpoint_id, held_until=now_at, rest_until=rest_until)

    def wake(self, endpoint_id: str, now_at: datetime) -> None:
        """End its rest; who has it in hand keeps it."""
        self._note(endpoint_id, rest_until=now_at)

    def due(self, endpoint_id: str, now_at: datetime, limit: int) -> tuple[Delivery, ...]:
        """What is due at one endpoint, oldest first."""
        query = (
            select(table)
            .where(table.c.endpoint_id == endpoint_id, is_due(now_at))
            .order_by(table.c.id)
            .limit(limit)
        )
        return tuple(delivery_of(row) for row in self._connection.execute(query))

    def settle(self, delivery: Delivery, tried: DeliveryTry | None) -> None:
        """Keep a delivery as it stands now, with the try that brought it there."""
        self._connection.execute(
            update(table)
            .where(is_delivery(delivery.endpoint, delivery.announcement.id))
            .values(
                state=delivery.state,
                tries=delivery.tries,
                next_try_at=delivery.next_try_at,
                delivered_at=delivery.delivered_at,
                last_status=delivery.last_status,
                last_failure=delivery.last_failure[:LONGEST_FAILURE],
            )
        )
        if tried is not None:
            self._connection.execute(
                insert(webhook_try).values(
                    delivery_id=self._id_of(delivery.endpoint, delivery.announcement.id),
                    at=tried.at,
                    status=tried.status,
                    failure=tried.failure[:LONGEST_FAILURE],
                    took_s=tried.took_s,
                )
            )

    def listed(
        self, endpoint_id: str, *, states: frozenset[DeliveryState], before: str | None, limit: int
    ) -> tuple[Delivery, ...]:
        """An endpoint's deliveries, the newest announcement first; no states: all."""
        query = select(table).where(table.c.endpoint_id == endpoint_id)
        if states:
            query = query.where(table.c.state.in_(states))
        if before is not None:
            query = query.where(table.c.announcement_id < before)
        query = query.order_by(table.c.announcement_id.desc()).limit(limit)
        return tuple(delivery_of(row) for row in self._connection.execute(query))

    def delivery(self, endpoint_id: str, announcement_id: str) -> Delivery:
        """One delivery.

        Raises:
            NotFound: There is none.
        """
        query = select(table).where(is_delivery(endpoint_id, announcement_id))
        row = self._connection.execute(query).first()
        if row is None:
            raise NotFound(f"no delivery {announcement_id} to {endpoint_id}")
        return delivery_of(row)

    def tries(self, endpoint_id: str, announcement_id: str) -> tuple[DeliveryTry, ...]:
        """Every try of one delivery, oldest first."""
        query = (
            select(webhook_try)
            .join(table, table.c.id == webhook_try.c.delivery_id)
            .where(is_delivery(endpoint_id, announcement_id))
            .order_by(webhook_try.c.id)
        )
        return tuple(
            DeliveryTry(at=row.at, status=row.status, failure=row.failure, took_s=row.took_s)
            for row in self._connection.execute(query)
        )

    def ask_again(
        self,
        endpoint_id: str,
        *,
        states: frozenset[DeliveryState],
        since: datetime,
        now_at: datetime,
    ) -> int:
        """Send again what stands in one of these states and was announced since; how many."""
        asked = self._connection.execute(
            update(table)
            .where(
                table.c.endpoint_id == endpoint_id,
                table.c.state.in_(states),
                table.c.announced_at >= since,
            )
            .values(state=DeliveryState.WAITING, tries=0, next_try_at=now_at, delivered_at=None)
        )
        return asked.rowcount

    def miss(self, endpoint_id: str) -> None:
        """Whatever waits for this endpoint is sent only when it is asked for again."""
        self._connection.execute(
            update(table)
            .where(table.c.endpoint_id == endpoint_id, table.c.state == DeliveryState.WAITING)
            .values(state=DeliveryState.MISSED, next_try_at=None)
        )

    def count(self, endpoint_id: str) -> dict[DeliveryState, int]:
        """How many deliveries stand in each state; states without any are left out."""
        query = (
            select(table.c.state, func.count())
            .where(table.c.endpoint_id == endpoint_id)
            .group_by(table.c.state)
        )
        return {DeliveryState(state): number for state, number in self._connection.execute(query)}

    def forget_before(self, at: datetime) -> int:
        """Forget settled deliveries of announcements before that moment; how many."""
        old = (table.c.announced_at < at) & (table.c.state != DeliveryState.WAITING)
        self._connection.execute(
            delete(webhook_try).where(webhook_try.c.delivery_id.in_(select(table.c.id).where(old)))
        )
        return self._connection.execute(delete(table).where(old)).rowcount

    def _id_of(self, endpoint_id: str, announcement_id: str) -> int:
        query = select(table.c.id).where(is_delivery(endpoint_id, announcement_id))
        return int(self._connection.execute(query).scalar_one())

    def _note(self, endpoint_id: str, **values: datetime) -> None:
        self._connection.execute(
            update(webhook_endpoint).where(webhook_endpoint.c.id == endpoint_id).values(**values)
        )

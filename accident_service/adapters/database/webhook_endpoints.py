"""Insurers' endpoints in SQL, with their sealed secrets."""

from datetime import datetime

from sqlalchemy import ColumnElement, Connection, delete, insert, or_, select, update

from accident_service.adapters.database.door_tables import insurer as insurer_table
from accident_service.adapters.database.metadata import KeptRow
from accident_service.adapters.database.webhook_tables import (
    webhook_delivery,
    webhook_secret,
    webhook_try,
)
from accident_service.adapters.database.webhook_tables import webhook_endpoint as table
from accident_service.casefile.announcement import EventType
from accident_service.casework.webhook_records import (
    DisabledWhy,
    Endpoint,
    EndpointState,
    SealedSecret,
)
from accident_service.errors import NotFound
from accident_service.quantities.identifiers import InsurerId


class SqlWebhookEndpoints:
    """A `WebhookEndpoints` inside one transaction."""

    def __init__(self, connection: Connection, *, for_writing: bool) -> None:
        self._connection = connection
        self._for_writing = for_writing

    def add(self, endpoint: Endpoint, secret: SealedSecret) -> None:
        """Keep a new endpoint."""
        self._connection.execute(insert(table).values(**_values(endpoint)))
        self._keep_secret(endpoint.id, secret)

    def of_insurer(self, insurer: InsurerId) -> tuple[Endpoint, ...]:
        """Its endpoints, oldest first."""
        return self._found(table.c.insurer_id == insurer)

    def all(self) -> tuple[Endpoint, ...]:
        """Everybody's, by insurer."""
        return self._found()

    def insurer_codes(self) -> dict[InsurerId, str]:
        """What each insurer is called by drivers and documents."""
        rows = self._connection.execute(select(insurer_table.c.id, insurer_table.c.code))
        return {InsurerId(known): code for known, code in rows}

    def one(self, endpoint_id: str) -> Endpoint:
        """One endpoint; where it may be changed, nobody else changes it meanwhile.

        Raises:
            NotFound: There is none.
        """
        query = select(table).where(table.c.id == endpoint_id)
        if self._for_writing:
            query = query.with_for_update()
        row = self._connection.execute(query).first()
        if row is None:
            raise NotFound(f"no webhook endpoint {endpoint_id}")
        return _endpoint(row)

    def save(self, endpoint: Endpoint) -> None:
        """Keep what changed of it."""
        self._connection.execute(
            update(table).where(table.c.id == endpoint.id).values(**_values(endpoint))
        )

    def remove(self, endpoint_id: str) -> None:
        """Forget it with its secrets and all that was or was to be sent to it."""
        deliveries = select(webhook_delivery.c.id).where(
            webhook_delivery.c.endpoint_id == endpoint_id
        )
        for forget in (
            delete(webhook_try).where(webhook_try.c.delivery_id.in_(deliveries)),
            delete(webhook_delivery).where(webhook_delivery.c.endpoint_id == endpoint_id),
            delete(webhook_secret).where(webhook_secret.c.endpoint_id == endpoint_id),
            delete(table).where(table.c.id == endpoint_id),
        ):
            self._connection.execute(forget)

    def secrets(self, endpoint_id: str, now_at: datetime) -> tuple[SealedSecret, ...]:
        """Those that sign now, the newest first."""
        secret = webhook_secret.c
        query = (
            select(webhook_secret)
            .where(
                secret.endpoint_id == endpoint_id,
                or_(secret.retires_at.is_(None), secret.retires_at > now_at),
            )
            .order_by(secret.id.desc())
        )
        return tuple(
            SealedSecret(sealed=row.sealed, created_at=row.created_at, retires_at=row.retires_at)
            for row in self._connection.execute(query)
        )

    def add_secret(self, endpoint_id: str, secret: SealedSecret, older_retire_at: datetime) -> None:
        """A new secret; those before it retire then, or earlier where that was said already.

        Those that have retired are forgotten.
        """
        kept = webhook_secret.c
        mine = kept.endpoint_id == endpoint_id
        self._connection.execute(
            update(webhook_secret)
            .where(mine, or_(kept.retires_at.is_(None), kept.retires_at > older_retire_at))
            .values(retires_at=older_retire_at)
        )
        self._connection.execute(
            delete(webhook_secret).where(mine, kept.retires_at <= secret.created_at)
        )
        self._keep_secret(endpoint_id, secret)

    def _keep_secret(self, endpoint_id: str, secret: SealedSecret) -> None:
        self._connection.execute(
            insert(webhook_secret).values(
                endpoint_id=endpoint_id,
                sealed=secret.sealed,
                created_at=secret.created_at,
                retires_at=secret.retires_at,
            )
        )

    def _found(self, *where: ColumnElement[bool]) -> tuple[Endpoint, ...]:
        query = (
            select(table).where(*where).order_by(table.c.insurer_id, table.c.created_at, table.c.id)
        )
        return tuple(_endpoint(row) for row in self._connection.execute(query))


def _values(endpoint: Endpoint) -> dict[str, object]:
    return {
        "id": endpoint.id,
        "insurer_id": endpoint.insurer,
        "url": endpoint.url,
        "description": endpoint.description,
        "types": " ".join(sorted(endpoint.types)),
        "created_at": endpoint.created_at,
        "state": endpoint.state,
        "disabled_why": endpoint.disabled_why,
        "disabled_at": endpoint.disabled_at,
        "failures_in_a_row": endpoint.failures_in_a_row,
        "last_delivered_at": endpoint.last_delivered_at,
        "last_failed_at": endpoint.last_failed_at,
    }


def _endpoint(row: KeptRow) -> Endpoint:
    return Endpoint(
        id=row.id,
        insurer=InsurerId(row.insurer_id),
        url=row.url,
        description=row.description,
        types=frozenset(EventType(one) for one in row.types.split()),
        created_at=row.created_at,
        state=EndpointState(row.state),
        disabled_why=DisabledWhy(row.disabled_why) if row.disabled_why else None,
        disabled_at=row.disabled_at,
        failures_in_a_row=row.failures_in_a_row,
        last_delivered_at=row.last_delivered_at,
        last_failed_at=row.last_failed_at,
    )

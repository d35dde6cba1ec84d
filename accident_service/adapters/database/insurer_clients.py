"""Insurers' API clients in SQL; a secret is shown once, when it is made."""

import hmac
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Select, insert, or_, select
from sqlalchemy.exc import IntegrityError

from accident_service.adapters.clock import SystemClock
from accident_service.adapters.database.door_tables import (
    insurer,
    insurer_client,
    insurer_client_secret,
)
from accident_service.adapters.database.engine import Engines
from accident_service.adapters.database.metadata import KeptRow
from accident_service.adapters.database.tokens import hash_of, new_token
from accident_service.casework.door_ports import InsurerClient
from accident_service.casework.ports import Clock
from accident_service.errors import Conflict
from accident_service.quantities.identifiers import InsurerId

NOBODYS_HASH = "0" * 64


@dataclass(frozen=True, slots=True)
class SqlInsurerClients:
    """An `InsurerClients`, with what the command line needs to register clients."""

    engines: Engines
    clock: Clock = field(default_factory=SystemClock)

    def authenticate(self, client_id: str, client_secret: str) -> InsurerClient | None:
        """The client, or None; an unknown client takes as long as a wrong secret."""
        secret = insurer_client_secret.c
        with self.engines.glance() as connection:
            kept = connection.execute(
                select(secret.secret_hash).where(
                    secret.client_id == client_id, is_valid(self.clock.now())
                )
            ).scalars()
            hashes = [*kept, NOBODYS_HASH, NOBODYS_HASH][:2]
        given = hash_of(client_secret)
        # Every one is compared, so that the time tells nothing of which it was.
        matches = [hmac.compare_digest(one, given) for one in hashes]
        return self.client(client_id) if any(matches) else None

    def client(self, client_id: str) -> InsurerClient | None:
        """The client by id, or None when it is unknown or switched off."""
        with self.engines.glance() as connection:
            query = clients().where(insurer_client.c.client_id == client_id)
            row = connection.execute(query.where(insurer_client.c.active)).first()
        return None if row is None else client_of(row)

    def register(self, client: InsurerClient) -> str:
        """Register a client; the insurer is added when it is new.

        Returns:
            The client's secret, which can never be read again.

        Raises:
            Conflict: The client id is taken, or the insurer's code belongs to another insurer.
        """
        secret = new_token()
        try:
            with self.engines.transaction() as connection:
                _know_insurer(connection, client)
                connection.execute(
                    insert(insurer_client).values(
                        client_id=client.client_id,
                        insurer_id=client.insurer,
                        scopes=" ".join(sorted(client.scopes)),
                        certificates=" ".join(sorted(client.certificates)),
                        active=True,
                    )
                )
                connection.execute(
                    insert(insurer_client_secret).values(
                        client_id=client.client_id,
                        secret_hash=hash_of(secret),
                        made_at=self.clock.now(),
                    )
                )
        except IntegrityError as clash:
            raise Conflict(
                f"there is a client {client.client_id} already: take another name, or give it"
                " another secret (insurer rotate-secret)"
            ) from clash
        return secret


def clients() -> Select[str, str, str, str, bool, str, bool]:
    """Every client with its insurer, to be narrowed down."""
    return select(
        insurer_client.c.client_id,
        insurer_client.c.insurer_id,
        insurer_client.c.scopes,
        insurer_client.c.certificates,
        insurer_client.c.active,
        insurer.c.code,
        insurer.c.sandbox,
    ).join(insurer, insurer.c.id == insurer_client.c.insurer_id)


def is_valid(now_at: datetime) -> ColumnElement[bool]:
    """Does a secret open now?"""
    ends_at = insurer_client_secret.c.ends_at
    return or_(ends_at.is_(None), ends_at > now_at)


def client_of(row: KeptRow) -> InsurerClient:
    """The client of a row of `clients`."""
    return InsurerClient(
        client_id=row.client_id,
        insurer=InsurerId(row.insurer_id),
        insurer_code=row.code,
        scopes=frozenset(row.scopes.split()),
        certificates=frozenset(row.certificates.split()),
        sandbox=row.sandbox,
    )


def _know_insurer(connection: Connection, client: InsurerClient) -> None:
    kept = connection.execute(select(insurer).where(insurer.c.id == client.insurer)).first()
    if kept is None:
        connection.execute(
            insert(insurer).values(
                id=client.insurer, code=client.insurer_code, sandbox=client.sandbox
            )
        )
    elif (kept.code, kept.sandbox) != (client.insurer_code, client.sandbox):
        raise Conflict(f"insurer {client.insurer} is known by the code {kept.code}")

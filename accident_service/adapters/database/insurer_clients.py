"""Insurers' API clients in SQL; a secret is shown once, when the client is registered."""

import hmac
from dataclasses import dataclass

from sqlalchemy import Connection, Select, insert, select, update
from sqlalchemy.exc import IntegrityError

from accident_service.adapters.database.door_tables import insurer, insurer_client
from accident_service.adapters.database.engine import Engines
from accident_service.adapters.database.tokens import hash_of, new_token
from accident_service.casework.door_ports import InsurerClient
from accident_service.errors import Conflict, NotFound
from accident_service.quantities.identifiers import InsurerId

NOBODYS_HASH = "0" * 64


@dataclass(frozen=True, slots=True)
class SqlInsurerClients:
    """An `InsurerClients`, with what the command line needs to register clients."""

    engines: Engines

    def authenticate(self, client_id: str, client_secret: str) -> InsurerClient | None:
        """The client, or None; an unknown client takes as long as a wrong secret."""
        with self.engines.glance() as connection:
            kept_hash = connection.execute(
                select(insurer_client.c.secret_hash).where(insurer_client.c.client_id == client_id)
            ).scalar_one_or_none()
        if not hmac.compare_digest(kept_hash or NOBODYS_HASH, hash_of(client_secret)):
            return None
        return self.client(client_id)

    def client(self, client_id: str) -> InsurerClient | None:
        """The client by id, or None when it is unknown or switched off."""
        with self.engines.glance() as connection:
            row = connection.execute(_active_client(client_id)).first()
        if row is None:
            return None
        return InsurerClient(
            client_id=row.client_id,
            insurer=InsurerId(row.insurer_id),
            insurer_code=row.code,
            scopes=frozenset(row.scopes.split()),
        )

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
                        secret_hash=hash_of(secret),
                        scopes=" ".join(sorted(client.scopes)),
                        active=True,
                    )
                )
        except IntegrityError as clash:
            raise Conflict(
                f"client {client.client_id} or insurer code {client.insurer_code} exists"
            ) from clash
        return secret

    def switch_off(self, client_id: str) -> None:
        """Refuse the client from now on.

        Raises:
            NotFound: No such client.
        """
        with self.engines.transaction() as connection:
            changed = connection.execute(
                update(insurer_client)
                .where(insurer_client.c.client_id == client_id)
                .values(active=False)
            )
        if changed.rowcount != 1:
            raise NotFound(f"no insurer client {client_id}")


def _active_client(client_id: str) -> Select[str, str, str, str]:
    return (
        select(
            insurer_client.c.client_id,
            insurer_client.c.insurer_id,
            insurer_client.c.scopes,
            insurer.c.code,
        )
        .join(insurer, insurer.c.id == insurer_client.c.insurer_id)
        .where(insurer_client.c.client_id == client_id, insurer_client.c.active)
    )


def _know_insurer(connection: Connection, client: InsurerClient) -> None:
    code = connection.execute(
        select(insurer.c.code).where(insurer.c.id == client.insurer)
    ).scalar_one_or_none()
    if code is None:
        connection.execute(insert(insurer).values(id=client.insurer, code=client.insurer_code))
    elif code != client.insurer_code:
        raise Conflict(f"insurer {client.insurer} is known by the code {code}")

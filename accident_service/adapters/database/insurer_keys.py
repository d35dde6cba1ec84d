"""What an operator does about an insurer's client after it was registered; every act on record.

A secret is replaced without a gap: for a time the old one and the new one both open.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, insert, select, update

from accident_service.adapters.database.audit_ledger import SqlAuditLedger
from accident_service.adapters.database.door_tables import (
    insurer_client,
    insurer_client_secret,
)
from accident_service.adapters.database.engine import Engines
from accident_service.adapters.database.insurer_clients import client_of, clients, is_valid
from accident_service.adapters.database.tokens import hash_of, new_token
from accident_service.casefile.audit import AuditAct
from accident_service.casework.door_ports import InsurerClient
from accident_service.casework.ports import Clock
from accident_service.errors import Conflict, NotFound

OPERATOR = "operator"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedClient:
    """One line of the list of clients."""

    client: InsurerClient
    active: bool
    secrets: tuple[tuple[datetime, datetime | None], ...]  # valid ones: made at, ends at


@dataclass(frozen=True, slots=True)
class SqlInsurerKeys:
    """Secrets, scopes and certificates of clients, and whether they may call at all."""

    engines: Engines
    clock: Clock

    def rotate_secret(self, client_id: str, overlap: timedelta) -> str:
        """A second secret; the one there is ends when the overlap is over.

        Raises:
            NotFound: No such client.
            Conflict: Two secrets are valid already.
        """
        now, secret = self.clock.now(), new_token()
        with self.engines.transaction() as connection:
            self._demand(connection, client_id)
            if len(self._valid(connection, client_id)) > 1:
                raise Conflict(f"client {client_id} has two secrets; retire the old one first")
            table = insurer_client_secret
            connection.execute(
                update(table)
                .where(table.c.client_id == client_id, table.c.ends_at.is_(None))
                .values(ends_at=now + overlap)
            )
            connection.execute(
                insert(table).values(client_id=client_id, secret_hash=hash_of(secret), made_at=now)
            )
            self._note(connection, "rotate-client-secret", client_id)
        return secret

    def retire_secret(self, client_id: str) -> None:
        """End every secret but the newest, now.

        Raises:
            NotFound: No such client, or it has no older secret.
        """
        table, now = insurer_client_secret, self.clock.now()
        with self.engines.transaction() as connection:
            self._demand(connection, client_id)
            older = connection.execute(
                update(table)
                .where(table.c.client_id == client_id, table.c.ends_at > now)
                .values(ends_at=now)
            )
            if not older.rowcount:
                raise NotFound(f"client {client_id} has one secret only")
            self._note(connection, "retire-client-secret", client_id)

    def switch(self, client_id: str, *, active: bool) -> None:
        """Refuse the client from now on, tokens it holds included; or let it in again.

        Raises:
            NotFound: No such client.
        """
        verb = "switch-client-on" if active else "switch-client-off"
        self._change(client_id, verb, active=active)

    def allow(self, client_id: str, scopes: frozenset[str]) -> None:
        """Let the client do these things, and no others.

        Raises:
            NotFound: No such client.
        """
        self._change(client_id, "set-client-scopes", scopes=" ".join(sorted(scopes)))

    def bind(self, client_id: str, certificates: frozenset[str]) -> None:
        """Take the client's secret and tokens only together with one of these certificates.

        Args:
            certificates: SHA-256 of their DER form, in hexadecimal; none lifts the demand.

        Raises:
            NotFound: No such client.
        """
        written = " ".join(sorted(certificates))
        self._change(client_id, "bind-client-certificates", certificates=written)

    def listed(self) -> tuple[ListedClient, ...]:
        """Every client there is, by id."""
        with self.engines.glance() as connection:
            rows = connection.execute(clients().order_by(insurer_client.c.client_id)).all()
            return tuple(
                ListedClient(
                    client=client_of(row),
                    active=row.active,
                    secrets=self._valid(connection, row.client_id),
                )
                for row in rows
            )

    def _change(self, client_id: str, verb: str, **values: object) -> None:
        with self.engines.transaction() as connection:
            self._demand(connection, client_id)
            connection.execute(
                update(insurer_client)
                .where(insurer_client.c.client_id == client_id)
                .values(**values)
            )
            self._note(connection, verb, client_id)

    def _valid(
        self, connection: Connection, client_id: str
    ) -> tuple[tuple[datetime, datetime | None], ...]:
        table = insurer_client_secret.c
        rows = connection.execute(
            select(table.made_at, table.ends_at)
            .where(table.client_id == client_id, is_valid(self.clock.now()))
            .order_by(table.id)
        )
        return tuple((row.made_at, row.ends_at) for row in rows)

    def _demand(self, connection: Connection, client_id: str) -> None:
        # Locked, so that two who rotate at once do not make three secrets.
        query = select(insurer_client.c.client_id).with_for_update()
        if connection.execute(query.where(insurer_client.c.client_id == client_id)).first() is None:
            raise NotFound(f"no insurer client {client_id}")

    def _note(self, connection: Connection, verb: str, client_id: str) -> None:
        detail = (("client", client_id),)
        act = AuditAct(at=self.clock.now(), actor=OPERATOR, verb=verb, case=None, detail=detail)
        SqlAuditLedger(connection).append(act)

"""Answers by client and key in SQL, sealed: an answer may carry a secret that is shown once."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import ColumnElement, delete, select, update

from accident_service.adapters.database.dialects import insert_into
from accident_service.adapters.database.engine import Engines
from accident_service.adapters.database.insurer_tables import answer_once as table
from accident_service.adapters.sealed_text import TextSeal
from accident_service.casework.once_ports import Begun, KeptAnswer, Refusal
from accident_service.casework.ports import Clock

KEPT_FOR = timedelta(hours=24)
# A process that died while it answered holds a key for so long; longer than any request takes.
HELD_FOR = timedelta(minutes=3)


@dataclass(frozen=True, slots=True)
class SqlAnswersOnce:
    """An `AnswersOnce`."""

    engines: Engines
    clock: Clock
    seal: TextSeal

    def begin(self, client_id: str, key: str, request_sha256: str) -> Begun | KeptAnswer | Refusal:
        """Claim the key, or tell what became of it."""
        now = self.clock.now()
        with self.engines.transaction() as connection:
            connection.execute(delete(table).where(table.c.begun_at < now - KEPT_FOR))
            abandoned = table.c.begun_at < now - HELD_FOR
            connection.execute(
                delete(table).where(_is(client_id, key), table.c.status.is_(None), abandoned)
            )
            claimed = connection.execute(
                insert_into(connection, table)
                .values(client_id=client_id, key=key, request_sha256=request_sha256, begun_at=now)
                .on_conflict_do_nothing()
                .returning(table.c.key)  # how many rows an INSERT made, not every driver tells
            )
            if claimed.first() is not None:
                return Begun()
            row = connection.execute(select(table).where(_is(client_id, key))).one()
        if row.request_sha256 != request_sha256:
            return Refusal.OTHER_REQUEST
        if row.status is None:
            return Refusal.STILL_RUNNING
        return KeptAnswer(row.status, self.seal.opened(row.body, of=_name(client_id, key)))

    def finish(self, client_id: str, key: str, answer: KeptAnswer) -> None:
        """Keep the answer for whoever asks again."""
        body = self.seal.sealed(answer.body, of=_name(client_id, key))
        with self.engines.transaction() as connection:
            connection.execute(
                update(table).where(_is(client_id, key)).values(status=answer.status, body=body)
            )

    def forget(self, client_id: str, key: str) -> None:
        """Give the key free: nothing was done."""
        with self.engines.transaction() as connection:
            connection.execute(delete(table).where(_is(client_id, key)))


def _is(client_id: str, key: str) -> ColumnElement[bool]:
    return (table.c.client_id == client_id) & (table.c.key == key)


def _name(client_id: str, key: str) -> str:
    return f"{client_id}\n{key}"

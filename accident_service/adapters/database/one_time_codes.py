"""Six-digit codes in SQL: few tries, short life, only the newest counts.

Six digits can be guessed in a million tries, so every try is written down before the guess
is looked at: guesses made side by side count like guesses made one after another. For the same
reason no hash of a code, however slow, hides it from who has the table: what is kept is made with
a key that lies elsewhere, and costs next to nothing when many ask at once.
"""

import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, func, insert, select, update

from accident_service.adapters.database.door_tables import one_time_code as table
from accident_service.adapters.database.engine import Engines
from accident_service.adapters.database.personal import alike, fields_of, says
from accident_service.casework.door_ports import CodeSender
from accident_service.casework.ports import Clock
from accident_service.errors import NotPermitted

CODE = "one_time_code.code_hash"
DIGITS = 6
LIFE = timedelta(minutes=5)
MOST_TRIES = 5
KEPT = timedelta(days=2)  # longer than any allowance looks back [design]
# How many codes a phone may be sent within which span. [design]
ALLOWANCES = ((3, timedelta(minutes=10)), (10, timedelta(days=1)))


@dataclass(frozen=True, slots=True)
class SqlOneTimeCodes:
    """A `OneTimeCodes` that hands its codes to a sender."""

    engines: Engines
    clock: Clock
    sender: CodeSender

    def send(self, phone: str) -> None:
        """Send a fresh code; earlier ones stop working.

        The code is on record before it is sent, so that a failing gateway cannot be used to
        ask without limit.

        Raises:
            NotPermitted: Too many codes were asked for this phone lately.
            OutsideWorldFailed: The message could not be sent.
        """
        code = "".join(secrets.choice("0123456789") for _ in range(DIGITS))
        sent_at = self.clock.now()
        with self.engines.transaction() as connection:
            (code_hash,) = fields_of(connection).words((code,), CODE)
            self._forget_old(connection, sent_at)
            self._demand_allowance(connection, phone)
            connection.execute(
                update(table)
                .where(says(connection, table.c.phone, phone), table.c.settled_at.is_(None))
                .values(settled_at=sent_at)
            )
            connection.execute(
                insert(table).values(
                    phone=alike(connection, table.c.phone, phone),
                    code_hash=code_hash,
                    sent_at=sent_at,
                    expires_at=sent_at + LIFE,
                    tries=0,
                )
            )
        self.sender.send(phone, code)

    def verify(self, phone: str, code: str) -> bool:
        """Is this the code last sent to the phone, in time, within the tries? Works once."""
        now_at = self.clock.now()
        with self.engines.transaction() as connection:
            row = connection.execute(
                update(table)
                .where(
                    says(connection, table.c.phone, phone),
                    table.c.settled_at.is_(None),
                    table.c.expires_at > now_at,
                    # A code from the future is one from before the clock was set back.
                    table.c.sent_at <= now_at,
                    table.c.tries < MOST_TRIES,
                )
                .values(tries=table.c.tries + 1)
                .returning(table.c.id, table.c.code_hash)
            ).first()
            typed = fields_of(connection).word_spellings(code, CODE)
        if row is None:
            return False
        is_it = any(hmac.compare_digest(row.code_hash, one) for one in typed)
        return is_it and self._settled_now(row.id)

    def _forget_old(self, connection: Connection, now_at: datetime) -> None:
        """Leave nothing longer than it is counted; a clock that was wrong leaves nothing either."""
        counted = table.c.sent_at.between(now_at - KEPT, now_at + KEPT)
        connection.execute(delete(table).where(~counted))

    def _settled_now(self, code_id: int) -> bool:
        with self.engines.transaction() as connection:
            settled = connection.execute(
                update(table)
                .where(table.c.id == code_id, table.c.settled_at.is_(None))
                .values(settled_at=self.clock.now())
            )
        return settled.rowcount == 1

    def _demand_allowance(self, connection: Connection, phone: str) -> None:
        now_at, to_it = self.clock.now(), says(connection, table.c.phone, phone)
        for most, span in ALLOWANCES:
            lately = table.c.sent_at.between(now_at - span, now_at + span)
            sent = connection.execute(select(func.count()).where(to_it, lately)).scalar_one()
            if sent >= most:
                minutes = round(span.total_seconds() / 60)
                raise NotPermitted(f"this phone was sent {sent} codes within {minutes} minutes")

"""The signed heads in SQL, and the entries' hashes read a few thousand at a time."""

import base64
import json
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select, update

from accident_service.adapters.database.dialects import insert_into
from accident_service.adapters.database.engine import Engines
from accident_service.adapters.database.evidence_tables import audit_entry
from accident_service.adapters.database.head_tables import ledger_head
from accident_service.adapters.database.metadata import KeptRow
from accident_service.casefile.ledger_head import LedgerHead, SignedHead

ROWS_AT_ONCE = 5000


@dataclass(frozen=True, slots=True)
class SqlLedgerHeads:
    """A `LedgerHeads`."""

    engines: Engines

    def latest(self) -> SignedHead | None:
        """The newest head."""
        newest = select(ledger_head).order_by(ledger_head.c.sequence.desc()).limit(1)
        with self.engines.glance() as connection:
            row = connection.execute(newest).one_or_none()
        return None if row is None else _head_of(row)

    def entry_count(self) -> int:
        """How many entries there are, by the number of the last."""
        newest = select(func.coalesce(func.max(audit_entry.c.sequence), 0))
        with self.engines.glance() as connection:
            return int(connection.execute(newest).scalar_one())

    def every(self, after: int = 0) -> tuple[SignedHead, ...]:
        """All heads beyond a sequence, oldest first."""
        return self._found(ledger_head.c.sequence > after)

    def unstamped(self) -> tuple[SignedHead, ...]:
        """Those without a token, oldest first."""
        return self._found(ledger_head.c.time_stamp.is_(None))

    def _found(self, wanted: ColumnElement[bool]) -> tuple[SignedHead, ...]:
        query = select(ledger_head).where(wanted).order_by(ledger_head.c.sequence)
        with self.engines.glance() as connection:
            return tuple(_head_of(row) for row in connection.execute(query))

    def entry_hashes(self, after: int = 0, up_to: int | None = None) -> Iterator[str]:
        """The hashes of the entries after a sequence, as they are kept now.

        The whole read sees one moment; whoever stops early gives it up.
        """
        table = audit_entry.c
        wanted = select(table.entry_hash).where(table.sequence > after).order_by(table.sequence)
        if up_to is not None:
            wanted = wanted.where(table.sequence <= up_to)
        with self.engines.glance() as connection:
            in_pages = wanted.execution_options(yield_per=ROWS_AT_ONCE)
            yield from connection.execute(in_pages).scalars()

    def add(self, signed: SignedHead) -> None:
        """Keep a head, unless one of this sequence is kept."""
        with self.engines.transaction() as connection:
            row = insert_into(connection, ledger_head).values(**_row_of(signed))
            connection.execute(row.on_conflict_do_nothing())

    def stamp(self, sequence: int, time_stamp: bytes) -> None:
        """Keep the token of a head that had none."""
        unstamped = (ledger_head.c.sequence == sequence) & ledger_head.c.time_stamp.is_(None)
        token = base64.b64encode(time_stamp).decode()
        with self.engines.transaction() as connection:
            connection.execute(update(ledger_head).where(unstamped).values(time_stamp=token))


def _row_of(signed: SignedHead) -> dict[str, object]:
    return {
        "sequence": signed.head.sequence,
        "entry_hash": signed.head.entry_hash,
        "tree_root": signed.head.tree_root,
        "signed_at": signed.head.signed_at,
        "signature": signed.signature.decode(),
        "tree": json.dumps(signed.tree),
        "time_stamp": None,
    }


def _head_of(row: KeptRow) -> SignedHead:
    return SignedHead(
        head=LedgerHead(
            sequence=row.sequence,
            entry_hash=row.entry_hash,
            tree_root=row.tree_root,
            signed_at=row.signed_at,
        ),
        signature=row.signature.encode(),
        tree=tuple((count, root) for count, root in json.loads(row.tree)),
        time_stamp=None if row.time_stamp is None else base64.b64decode(row.time_stamp),
    )

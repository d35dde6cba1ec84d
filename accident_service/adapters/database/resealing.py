"""Seals short secrets in the database anew, after the key they are sealed with was replaced."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Connection, Table, select, update

from accident_service.adapters.database.second_factor_tables import second_factor
from accident_service.adapters.database.webhook_tables import webhook_secret
from accident_service.adapters.sealed_text import TextSeal


@dataclass(frozen=True, slots=True)
class SealedColumn:
    """Where secrets stand, and whose each is, as its seal was bound to."""

    table: Table
    column: str
    owner: str
    of: Callable[[str], str]


SECOND_FACTORS = SealedColumn(second_factor, "sealed_secret", "officer_id", "officer:{}".format)
WEBHOOKS = SealedColumn(webhook_secret, "sealed", "endpoint_id", str)


def reseal(connection: Connection, where: SealedColumn, seal: TextSeal) -> int:
    """Open every secret with whichever key it is under and seal it with the first; how many.

    Raises:
        InvalidSettings: One opens with none of the keys; nothing is written then.
    """
    column, owner = where.table.c[where.column], where.table.c[where.owner]
    rows = connection.execute(select(owner, column).with_for_update()).all()
    for whose, kept in rows:
        of = where.of(whose)
        anew = seal.sealed(seal.opened(kept, of=of), of=of)
        connection.execute(update(where.table).where(column == kept).values({column: anew}))
    return len(rows)

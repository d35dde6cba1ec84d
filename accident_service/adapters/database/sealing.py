"""Seals what is not yet sealed with the key that writes, or opens all of it for an older release.

A few hundred rows a transaction, and how far it has come is written with them: others are held
up for moments only, and what was done before a crash stays done.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Connection, Table, delete, inspect, select, tuple_, update

from accident_service.adapters.database.desk_tables import case_summary
from accident_service.adapters.database.dialects import insert_into
from accident_service.adapters.database.personal import fields_of
from accident_service.adapters.database.personal_columns import (
    PERSONAL_TABLES,
    KeptFields,
    PersonalTable,
)
from accident_service.adapters.database.sealing_tables import personal_data_sealed as progress
from accident_service.adapters.database.summaries import renew_terms
from accident_service.adapters.personal_data.fields import PersonalFields
from accident_service.errors import InvalidSettings

ROWS_AT_ONCE = 200
OPEN = ""  # in place of a key's id

Turn = Callable[[PersonalFields, PersonalTable, KeptFields], dict[str, str]]


@dataclass(frozen=True, slots=True)
class Progress:
    """What one transaction has done."""

    table: str
    rows: int  # looked at
    changed: int


def demand_keys(connection: Connection) -> None:
    """Refuse to go on without the keys this database has been sealed with.

    Raises:
        InvalidSettings: A key is missing; whoever made a new one would lock everything away.
    """
    known = {one.id for one in fields_of(connection).ring()}
    needed = set(connection.execute(select(progress.c.key_id)).scalars()) - {OPEN}
    if needed - known:
        missing = ", ".join(sorted(needed - known))
        raise InvalidSettings(
            f"personal data here are sealed with key {missing}, which is not among the keys given;"
            " put its file back (see docs/secrets.md)"
        )


def was_sealed(connection: Connection) -> bool:
    """Has a key sealed anything here, or looked whether there was anything?"""
    return bool(
        connection.execute(select(progress.c.key_id).where(progress.c.key_id != OPEN)).first()
    )


def next_batch(connection: Connection) -> Progress | None:
    """Seal the next rows with the key that writes; None where nothing is left to do."""
    first = fields_of(connection).ring()[0].id
    return _next(connection, first, _sealed_anew)


def next_opened(connection: Connection) -> Progress | None:
    """Open the next rows, as a release from before there were keys reads them."""
    return _next(connection, OPEN, _opened)


def begin_again(connection: Connection) -> None:
    """Forget how far it has come: every row is looked at again."""
    connection.execute(delete(progress))


def _next(connection: Connection, key_id: str, turn: Turn) -> Progress | None:
    tables = set(inspect(connection).get_table_names())
    for one in PERSONAL_TABLES:
        name = one.table.name
        if name not in tables:
            continue
        row = connection.execute(select(progress).where(progress.c.table_name == name)).first()
        if row is not None and row.key_id == key_id and not row.reached:
            continue
        under_way = row is not None and row.key_id == key_id
        reached = json.loads(row.reached) if row is not None and under_way else None
        return _go_on(connection, one, key_id, (reached, turn))
    return None


def _go_on(
    connection: Connection, one: PersonalTable, key_id: str, go: tuple[list[object] | None, Turn]
) -> Progress:
    reached, turn = go
    rows = _rows_after(connection, one, reached)
    changed = sum(_turned(connection, one, row, turn) for row in rows)
    last = [row[column.name] for row in rows[-1:] for column in one.key]
    ended = len(rows) < ROWS_AT_ONCE
    _note(connection, one.table, key_id, "" if ended else json.dumps(last))
    return Progress(one.table.name, len(rows), changed)


def _rows_after(
    connection: Connection, one: PersonalTable, reached: list[object] | None
) -> list[KeptFields]:
    query = select(*_columns_there(connection, one.table))
    query = query.order_by(*one.key).limit(ROWS_AT_ONCE).with_for_update()
    if reached is not None:
        query = query.where(tuple_(*one.key) > tuple_(*reached))
    return list(connection.execute(query).mappings())


def _columns_there(connection: Connection, table: Table) -> list[Column[Any]]:
    """Those of the columns that are there: on the way back the schema may be an older one."""
    there = {one["name"] for one in inspect(connection).get_columns(table.name)}
    return [column for column in table.columns if column.name in there]


def _turned(connection: Connection, one: PersonalTable, row: KeptFields, turn: Turn) -> bool:
    changed = turn(fields_of(connection), one, row)
    if changed:
        here = [column == row[column.name] for column in one.key]
        connection.execute(update(one.table).where(*here).values(changed))
        if one.table is case_summary and turn is _sealed_anew:
            renew_terms(connection, row["case_id"])
    return bool(changed)


def _note(connection: Connection, table: Table, key_id: str, reached: str) -> None:
    noted = {"key_id": key_id, "reached": reached}
    entered = insert_into(connection, progress).values(table_name=table.name, **noted)
    connection.execute(entered.on_conflict_do_update(index_elements=["table_name"], set_=noted))


def _sealed_anew(fields: PersonalFields, one: PersonalTable, row: KeptFields) -> dict[str, str]:
    changed = {}
    for name, column, text in _texts(fields, one, row, current=False):
        if name in one.alike:
            changed[name] = fields.alike(text, column)
        else:
            changed[name] = fields.sealed(text, column, one.row_of(fields, row))
    return changed


def _opened(fields: PersonalFields, one: PersonalTable, row: KeptFields) -> dict[str, str]:
    found = {name: text for name, _, text in _texts(fields, one, row, current=True)}
    return {name: text for name, text in found.items() if text != row[name]}


def _texts(
    fields: PersonalFields, one: PersonalTable, row: KeptFields, *, current: bool
) -> Iterator[tuple[str, str, str]]:
    """Column, its name in full, and what it says; `current`: also where the key writes."""
    for name in (*one.sealed, *one.alike):
        kept, column = row.get(name), f"{one.table.name}.{name}"
        if kept is None or not (current or not fields.is_current(kept)):
            continue
        if name in one.alike:
            yield name, column, fields.opened_alike(kept, column)
        else:
            yield name, column, fields.opened(kept, column, one.row_of(fields, row))

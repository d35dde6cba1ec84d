"""Rows in every table there is, so that a migration meets data wherever it goes."""

from datetime import date
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Table,
    TableClause,
    func,
    insert,
    inspect,
    literal,
    select,
    types,
    union_all,
)

from accident_service.adapters.database.insurer_clients import SqlInsurerClients
from accident_service.adapters.database.ledger import SqlLedger
from accident_service.adapters.database.metadata import METADATA
from accident_service.adapters.database.officer_accounts import SqlOfficerAccounts
from accident_service.adapters.database.passwords import SlowHash
from accident_service.casefile.analysis import BlobRef
from accident_service.casefile.audit import AuditAct
from accident_service.casework.ports import Step
from tests.fakes import examples
from tests.fakes.clock import FakeClock
from tests.fakes.documents import determination
from tests.fakes.doors import insurer_client
from tests.keys import open_engines

BLOB = BlobRef(sha256="01" * 32, size_bytes=1, media_type="application/pdf")
VERSION_TABLE = "alembic_version"


def fill_every_table(url: str, slow_hash: SlowHash) -> None:
    """Cases and what belongs to them as the service writes them, and a row wherever none is."""
    engines = open_engines(url)
    SqlInsurerClients(engines, FakeClock()).register(insurer_client("PICC"))
    accounts = SqlOfficerAccounts(engines, slow_hash)
    accounts.enrol(examples.officer(), user_name="bing", password="a long password")
    ledger = SqlLedger(engines=engines, clock=FakeClock())
    with ledger.transaction() as work:
        work.cases.add(examples.decided_case())
        work.cases.add(examples.proposed_case("2"))
        work.determinations.add(determination(), BLOB, BLOB)
        work.steps.request(examples.proposed_case("2").id, Step.RECONSTRUCT)
        act = AuditAct(at=examples.NOON, actor="officer:1", verb="confirm", case=None)
        work.audit.append(act)
    with engines.transaction() as connection:
        for table in METADATA.sorted_tables:
            if connection.execute(select(table).limit(1)).first() is None:
                connection.execute(insert(table).values(_row(connection, table)))
    engines.close()


def counts_of(url: str) -> dict[str, int]:
    """How many rows each table has."""
    engines = open_engines(url)
    with engines.glance() as connection:
        names = set(inspect(connection).get_table_names()) - {VERSION_TABLE}
        each = [
            select(literal(name), func.count()).select_from(TableClause(name)) for name in names
        ]
        rows = connection.execute(union_all(*each)).all() if each else []
    engines.close()
    return {str(row[0]): int(row[1]) for row in rows}


def _row(connection: Connection, table: Table) -> dict[str, Any]:
    return {
        column.name: _value(connection, column)
        for column in table.columns
        if not (column.primary_key and column.autoincrement is True)
    }


def _value(connection: Connection, column: Column[Any]) -> object:
    for key in column.foreign_keys:
        return connection.execute(select(key.column).limit(1)).scalar_one()
    kind = column.type
    if isinstance(kind, types.String):
        return column.name[: kind.length] if kind.length else "[]"
    values: dict[type[types.TypeEngine[Any]], object] = {
        types.Boolean: True,
        types.Integer: 1,
        types.Float: 1.0,
        types.Date: date(2026, 3, 2),
        types.LargeBinary: b"1",
    }
    return next((one for type_, one in values.items() if isinstance(kind, type_)), examples.NOON)

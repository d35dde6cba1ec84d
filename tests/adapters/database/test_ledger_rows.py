"""A PostgreSQL ledger copied as rows comes back as it was, into an empty database alone."""

from pathlib import Path

import pytest
from sqlalchemy import select

from accident_service.adapters.backup.ledger_rows import copy_rows, put_rows_back
from accident_service.adapters.database.ledger import SqlLedger
from accident_service.adapters.database.migrate import TABLES, differences
from accident_service.adapters.database.revisions import current_revision
from accident_service.casefile.audit import AuditAct
from accident_service.casework.ports import Step
from accident_service.errors import Conflict
from tests.adapters.database.postgres import empty_database, new_database
from tests.fakes import examples
from tests.fakes.clock import FakeClock
from tests.keys import open_engines


def go_on(url: str, name: str) -> None:
    engines = open_engines(url)
    ledger = SqlLedger(engines=engines, clock=FakeClock())
    with ledger.transaction() as work:
        case = examples.decided_case(name)
        work.cases.add(case)
        work.steps.request(case.id, Step.RECONSTRUCT)
        act = AuditAct(at=examples.NOON, actor="officer:1", verb="confirm", case=case.id)
        work.audit.append(act)
    engines.close()


def rows_of(url: str) -> dict[str, list[str]]:
    engines = open_engines(url)
    with engines.glance() as connection:
        found = {
            table.name: sorted(map(repr, connection.execute(select(table)))) for table in TABLES
        }
    engines.close()
    return found


def test_rows_come_back_and_numbers_go_on(postgres_server: str, tmp_path: Path) -> None:
    url = new_database(postgres_server)
    go_on(url, "1")
    copy_rows(url, tmp_path / "rows")
    before, schema = rows_of(url), current_revision(url)
    with pytest.raises(Conflict, match="tables; nothing is written over them"):
        put_rows_back(tmp_path / "rows", url, schema)

    again = empty_database(url)
    put_rows_back(tmp_path / "rows", again, schema)
    assert rows_of(again) == before
    assert differences(again) == ()
    go_on(again, "2")
    assert len(rows_of(again)["outbox"]) == 2 * len(before["outbox"])

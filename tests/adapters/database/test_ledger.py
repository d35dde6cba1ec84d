"""One unit of work is one transaction: whole or not at all, and looking blocks nobody."""

import traceback
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, StatementError

from accident_service.adapters.database.engine import Engines
from accident_service.adapters.database.ledger import SqlLedger
from accident_service.casefile.stage import Stage
from accident_service.casework.ports import Ledger, Step
from accident_service.errors import Conflict, LedgerUnavailable, NotFound
from accident_service.quantities.identifiers import CaseId
from tests.adapters.database.bells_due import bells_due
from tests.fakes import examples
from tests.fakes.clock import FakeClock
from tests.keys import open_engines


def pragma(engines: Engines, name: str) -> object:
    with engines.transaction() as connection:
        return connection.execute(text(f"PRAGMA {name}")).scalar_one()


def test_sqlite_is_set_to_lose_nothing(tmp_path: Path) -> None:
    with closing(open_engines(f"sqlite:///{tmp_path}/ledger.sqlite3")) as engines:
        assert pragma(engines, "journal_mode") == "wal"
        assert pragma(engines, "synchronous") == 2  # FULL
        assert pragma(engines, "foreign_keys") == 1
        assert pragma(engines, "busy_timeout") == 30_000


def test_case_step_and_bell_are_kept_together_or_not_at_all(
    sql_ledger: SqlLedger, clock: FakeClock
) -> None:
    def fail_after_writing() -> None:
        with sql_ledger.transaction() as work:
            work.cases.add(examples.reported_case())
            work.steps.request(examples.reported_case().id, Step.FIND_CLIPS)
            work.cases.load(CaseId("nobody's"))

    with pytest.raises(NotFound):
        fail_after_writing()
    with sql_ledger.reading() as work:
        assert work.cases.count(frozenset(Stage)) == 0
        assert work.steps.progress(examples.reported_case().id) == ()
    assert bells_due(sql_ledger.engines, clock.now()) == ()


def test_whoever_looks_sees_one_moment_and_keeps_no_writer_waiting(sql_ledger: SqlLedger) -> None:
    with sql_ledger.reading() as looking:
        assert looking.cases.count(frozenset(Stage)) == 0
        with sql_ledger.transaction() as writing:
            writing.cases.add(examples.reported_case())
        assert looking.cases.count(frozenset(Stage)) == 0
    with sql_ledger.reading() as looking:
        assert looking.cases.count(frozenset(Stage)) == 1


def test_nothing_can_be_written_while_looking(ledger: Ledger) -> None:
    def write_while_looking() -> None:
        with ledger.reading() as work:
            work.cases.add(examples.reported_case())

    with pytest.raises((RuntimeError, LedgerUnavailable, DBAPIError), match=r"looking|read.?only"):
        write_while_looking()
    with ledger.reading() as work:
        assert work.cases.count(frozenset(Stage)) == 0


def test_moments_come_back_aware_and_in_utc(sql_ledger: SqlLedger) -> None:
    in_china = timezone(timedelta(hours=8))
    clock = FakeClock(datetime(2026, 3, 2, 12, 30, tzinfo=in_china))
    ledger = replace(sql_ledger, clock=clock)
    with ledger.transaction() as work:
        work.cases.add(examples.reported_case())
        work.steps.request(examples.reported_case().id, Step.FIND_CLIPS)
    (entry,) = bells_due(ledger.engines, clock.now())
    with ledger.transaction() as work:
        lease = work.steps.begin(entry.attempt)
    assert lease is not None
    assert lease.expires_at == datetime(2026, 3, 2, 4, 31, tzinfo=UTC)
    assert lease.expires_at.tzinfo is UTC


def test_a_moment_without_an_offset_is_refused(sql_ledger: SqlLedger) -> None:
    naive = examples.NOON.replace(tzinfo=None)
    case = replace(examples.reported_case(), report=replace(examples.report(), filed_at=naive))
    with pytest.raises(StatementError, match="no offset"), sql_ledger.transaction() as work:
        work.cases.add(case)


def test_a_database_out_of_reach_is_worth_another_try(tmp_path: Path) -> None:
    engines = open_engines(f"sqlite:///{tmp_path / 'no such folder' / 'ledger.db'}")
    ledger = SqlLedger(engines=engines, clock=FakeClock())
    with pytest.raises(LedgerUnavailable, match="did not answer"), ledger.transaction():
        pass


def test_a_full_disk_is_told_and_leaves_the_ledger_whole(sql_ledger: SqlLedger) -> None:
    if sql_ledger.engines.writing.dialect.name != "sqlite":
        pytest.skip("a PostgreSQL server's disk is filled by hand")
    with sql_ledger.engines.transaction() as connection:
        pages = connection.execute(text("PRAGMA page_count")).scalar_one()
        connection.execute(text(f"PRAGMA max_page_count = {pages}"))
        words = Random(1).randbytes(1_000_000).hex()  # noqa: S311 - only so that nothing packs them
        wordy = replace(examples.reported_case(), evidence_gap_detail=words)
    with pytest.raises(LedgerUnavailable, match="full"), sql_ledger.transaction() as work:
        work.cases.add(wordy)
    with sql_ledger.reading() as work:
        assert work.cases.count(frozenset(Stage)) == 0


def test_personal_data_stays_out_of_error_messages(sql_ledger: SqlLedger) -> None:
    wordless = replace(examples.reported_case(), tracking_code=None)  # type: ignore[arg-type]  # breaks NOT NULL
    with pytest.raises(Conflict) as refused, sql_ledger.transaction() as work:
        work.cases.add(wordless)
    told = "".join(traceback.format_exception(refused.value))
    assert "NOT NULL" in told.replace("not-null", "NOT NULL")  # as PostgreSQL writes it
    assert examples.PHONE_A not in told

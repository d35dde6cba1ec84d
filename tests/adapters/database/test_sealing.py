"""Everything is sealed, sealed anew with another key, and opened again for an older release."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy import text

from accident_service.adapters.database import migrate, sealing
from accident_service.adapters.database.case_tables import accident_case
from accident_service.adapters.database.drafts import SqlDrafts
from accident_service.adapters.database.engine import Engines, open_engines
from accident_service.adapters.database.ledger import SqlLedger
from accident_service.adapters.database.metadata import METADATA
from accident_service.adapters.database.personal_columns import PERSONAL_TABLES
from accident_service.adapters.personal_data.fields import PersonalFields
from accident_service.adapters.personal_data.keys import PersonalKey
from accident_service.casework.desk_ports import DeskQuery
from accident_service.errors import InvalidSettings
from accident_service.wiring.sealing import SealBeside
from tests.fakes import examples
from tests.fakes.clock import FakeClock
from tests.keys import KEY, NEXT_KEY, PERSONAL, downgrade, upgrade

PLATE = "吉C12345"
CASES = tuple(examples.proposed_case(str(number)) for number in range(3))
DRAFT = {"name": "甲某", "phone": examples.PHONE_A}
ROTATED = PersonalFields(lambda: (NEXT_KEY, KEY))


@pytest.fixture
def filled(database_url: str) -> Iterator[str]:
    engines = open_engines(database_url, personal=PERSONAL)
    ledger = SqlLedger(engines=engines, clock=FakeClock())
    with ledger.transaction() as work:
        for case in CASES:
            work.cases.add(case)
    SqlDrafts(engines, FakeClock()).save(f"report:{examples.PHONE_A}", DRAFT)
    yield database_url
    engines.close()


def opened(url: str, *keys: PersonalKey) -> Engines:
    return open_engines(url, personal=PersonalFields(lambda: keys))


def assert_all_is_found(engines: Engines) -> None:
    ledger = SqlLedger(engines=engines, clock=FakeClock())
    asked = DeskQuery(asker=examples.officer(), now_at=examples.NOON, term="C123")
    with ledger.reading() as work:
        assert sorted(one.id for one in work.cases.of_phone(examples.PHONE_A)) == [
            case.id for case in CASES
        ]
        rows = work.desk.listed(asked, limit=9, offset=0)
        assert {PLATE in row.summary.plates for row in rows} == {True}
        assert len(rows) == len(CASES)
    assert SqlDrafts(engines, FakeClock()).load(f"report:{examples.PHONE_A}") == DRAFT
    engines.close()


def told(url: str) -> str:
    engines = opened(url, KEY)
    queries = ("SELECT * FROM accident_case", "SELECT * FROM case_party", "SELECT * FROM draft")
    with engines.glance() as connection:
        rows = [repr(connection.execute(text(query)).all()) for query in queries]
    engines.close()
    return "".join(rows)


def test_an_older_release_reads_and_a_newer_one_seals_again(filled: str) -> None:
    assert PLATE not in told(filled)
    downgrade(filled, "0026")
    assert PLATE in told(filled)
    assert examples.PHONE_A in told(filled)
    upgrade(filled)
    assert PLATE not in told(filled)
    assert examples.PHONE_A not in told(filled)
    assert_all_is_found(opened(filled, KEY))


def test_the_schema_does_not_go_back_while_anything_is_sealed(filled: str) -> None:
    upgrade(filled)  # as at a start: all of it is noted as sealed
    with pytest.raises(InvalidSettings, match="not here"):
        migrate.downgrade(filled, "0026")


def test_with_another_key_all_is_sealed_anew_and_the_old_one_may_go(filled: str) -> None:
    assert_all_is_found(opened(filled, NEXT_KEY, KEY))
    assert sum(one.changed for one in migrate.seal(filled, ROTATED)) > 2 * len(CASES)
    assert list(migrate.seal(filled, ROTATED)) == []
    assert_all_is_found(opened(filled, NEXT_KEY))


def test_sealing_goes_on_where_it_was_broken_off(
    filled: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealing, "ROWS_AT_ONCE", 2)
    first = next(iter(migrate.seal(filled, ROTATED)))
    assert (first.table, first.rows, first.changed) == ("accident_case", 2, 2)
    second = next(iter(migrate.seal(filled, ROTATED)))
    assert (second.table, second.rows) == ("accident_case", 1)
    assert_all_is_found(opened(filled, NEXT_KEY, KEY))


def test_what_a_start_leaves_is_sealed_beside_the_work(
    filled: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    downgrade(filled, "0026")
    monkeypatch.setattr(migrate, "BATCHES_AT_START", 0)
    upgrade(filled)
    assert PLATE in told(filled)
    assert_all_is_found(opened(filled, KEY))
    engines = opened(filled, KEY)
    beside = SealBeside(SqlLedger(engines=engines, clock=FakeClock()), PERSONAL)
    while not beside.done_with:
        beside.turn()
    assert beside.turn() == 0
    assert PLATE not in told(filled)
    assert_all_is_found(engines)


def test_a_database_is_not_started_without_its_keys(filled: str) -> None:
    upgrade(filled)
    with pytest.raises(InvalidSettings, match=f"sealed with key {KEY.id}"):
        migrate.upgrade(filled, personal=PersonalFields(lambda: (NEXT_KEY,)))


def test_a_document_put_into_another_row_is_refused(filled: str) -> None:
    engines = opened(filled, KEY)
    swap = (
        "UPDATE accident_case SET document ="
        " (SELECT document FROM accident_case WHERE id = 'case-1') WHERE id = 'case-2'"
    )
    with engines.transaction() as connection:
        connection.execute(text(swap))
    with (
        SqlLedger(engines=engines, clock=FakeClock()).reading() as work,
        pytest.raises(InvalidSettings, match="another row"),
    ):
        work.cases.load(replace(CASES[2]).id)
    engines.close()


# Columns of this name hold people's data wherever they stand.
PERSONAL_NAMES = {"phone", "plate", "policy_no", "identity_no", "words", "note", "fields", "facts"}
# Those that do not, though they are called so.
NOT_OF_PEOPLE = {"camera_survey.note", "tombstone.document", "retention_run.document"}
NOT_OF_PEOPLE |= {"camera_survey.document"}
# What is forgotten by time and not with a case.
BY_TIME = {"draft", "one_time_code", "photo_upload"}


def test_no_column_for_people_s_data_is_left_bare() -> None:
    listed = {
        f"{one.table.name}.{name}" for one in PERSONAL_TABLES for name in (*one.sealed, *one.alike)
    }
    there = {
        str(column)
        for table in METADATA.sorted_tables
        for column in table.columns
        if column.name in PERSONAL_NAMES | {"document"}
    }
    assert there - listed == NOT_OF_PEOPLE


def test_whatever_holds_people_s_data_goes_with_the_case_or_by_time() -> None:
    """`archive_store.bury` empties every table that refers to the case."""
    staying = {
        one.table.name
        for one in PERSONAL_TABLES
        if one.table is not accident_case
        and accident_case not in {key.column.table for key in one.table.foreign_keys}
    }
    assert staying == BY_TIME

"""Two releases on one ledger: what one writes the other reads, and the newer schema takes."""

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import MetaData, insert, select, update

from accident_service.adapters.database import documents as kept
from accident_service.adapters.database.case_tables import accident_case
from accident_service.adapters.database.ledger import SqlLedger
from accident_service.adapters.database.passwords import SlowHash
from accident_service.adapters.database.personal import opened, sealed
from accident_service.adapters.database.proceedings_tables import proceedings
from accident_service.adapters.database.revisions import WORKS_BESIDE_SINCE
from accident_service.casefile.proceedings import Proceedings
from tests.adapters.database.every_table import VERSION_TABLE, counts_of, fill_every_table
from tests.adapters.database.postgres import new_database
from tests.fakes import examples
from tests.fakes.clock import FakeClock
from tests.fakes.documents import agreement, certificate, determination, review_conclusion
from tests.keys import downgrade, open_engines

pytestmark = pytest.mark.proves("R17")
LATER = "came_with_a_later_release"
Json = dict[str, Any]

Kept = tuple[str, Callable[[], object], Callable[[Any], str], Callable[[str], Any]]
KEPT: tuple[Kept, ...] = (
    ("decided", examples.decided_case, kept.text_of_case, kept.case_of_text),
    ("proposed", examples.proposed_case, kept.text_of_case, kept.case_of_text),
    ("handed over", examples.handed_over_case, kept.text_of_case, kept.case_of_text),
    ("document", determination, kept.text_of_determination, kept.determination_of_text),
    ("certificate", certificate, kept.text_of_paper, kept.paper_of_text),
    ("agreement", agreement, kept.text_of_paper, kept.paper_of_text),
    ("conclusion", review_conclusion, kept.text_of_paper, kept.paper_of_text),
)
each_kept = pytest.mark.parametrize(
    ("make", "text_of", "of_text"), [one[1:] for one in KEPT], ids=[one[0] for one in KEPT]
)


def with_more(told: object) -> object:
    """The same, with a field in every object that this release does not know."""
    if isinstance(told, dict):
        return {name: with_more(one) for name, one in told.items()} | {LATER: {"a": [1]}}
    return [with_more(one) for one in told] if isinstance(told, list) else told


@each_kept
def test_what_a_later_release_adds_is_passed_over(
    make: Callable[[], Any], text_of: Callable[[Any], str], of_text: Callable[[str], Any]
) -> None:
    later = json.dumps(with_more(json.loads(text_of(make()))))
    assert later.count(LATER) > 4
    assert of_text(later) == make()


def test_what_an_earlier_release_did_not_write_has_its_default() -> None:
    case = examples.proposed_case()
    document = kept.CaseDocument(case=case).model_dump_json(exclude_defaults=True)
    told = json.loads(document)["case"]
    assert not told.keys() & {"photos", "disclosures", "own_recordings", "party_pictures"}
    assert kept.case_of_text(document) == case
    (clip,) = told["clips"]
    assert "start_doubt_s" not in clip


def test_what_a_later_release_wrote_lives_through_a_save_by_this_one(database_url: str) -> None:
    engines = open_engines(database_url)
    ledger = SqlLedger(engines=engines, clock=FakeClock())
    case = examples.proposed_case()
    followed = Proceedings(case=case.id, version=1)
    with ledger.transaction() as work:
        work.cases.add(case)
        work.proceedings.save(followed)
    with engines.transaction() as connection:
        for table, key, text in (
            (accident_case, accident_case.c.id, kept.text_of_case(case)),
            (proceedings, proceedings.c.case_id, kept.text_of_proceedings(followed)),
        ):
            later = json.dumps(with_more(json.loads(text)))
            row = sealed(connection, table.c.document, case.id, later)
            connection.execute(update(table).where(key == case.id).values(document=row))
    with ledger.transaction() as work:
        found = work.cases.load(case.id)
        assert found == case
        work.cases.save(replace(found, version=found.version + 1))
        work.proceedings.save(replace(work.proceedings.load(case.id), version=2))
    with engines.glance() as connection:
        for table, key in (
            (accident_case, accident_case.c.id),
            (proceedings, proceedings.c.case_id),
        ):
            row = connection.execute(select(table.c.document).where(key == case.id)).scalar_one()
            told = opened(connection, table.c.document, case.id, row)
            assert told == json.dumps(
                with_more(json.loads(told)), ensure_ascii=False, separators=(",", ":")
            )
    with ledger.reading() as work:
        assert work.cases.load(case.id) == replace(case, version=case.version + 1)
    engines.close()


@pytest.fixture
def before(database_url: str, quick_hash: SlowHash) -> dict[str, list[Json]]:
    """Every row of a ledger as the oldest release that may work beside this one kept it."""
    fill_every_table(database_url, quick_hash)
    downgrade(database_url, WORKS_BESIDE_SINCE)
    engines = open_engines(database_url)
    with engines.glance() as connection:
        found = MetaData()
        found.reflect(connection)
        rows = {
            table.name: [dict(row) for row in connection.execute(select(table)).mappings()]
            for table in found.sorted_tables
            if table.name != VERSION_TABLE
        }
    engines.close()
    return rows


@pytest.fixture
def fresh_url(request: pytest.FixtureRequest, database_url: str, tmp_path: Path) -> str:
    """Another ledger of the same kind, by this release."""
    if not database_url.startswith("sqlite"):
        return new_database(request.getfixturevalue("postgres_server"))
    shutil.copy(request.getfixturevalue("migrated_file"), tmp_path / "fresh.db")
    return f"sqlite:///{tmp_path / 'fresh.db'}"


def test_the_schema_of_this_release_takes_what_the_release_before_writes_and_asks(
    before: dict[str, list[Json]], fresh_url: str
) -> None:
    engines = open_engines(fresh_url)
    with engines.transaction() as connection:
        found = MetaData()
        found.reflect(connection)
        for name, rows in before.items():
            table = found.tables[name]
            assert rows[0].keys() <= {column.name for column in table.columns}, name
            connection.execute(table.delete())
        for name, rows in before.items():
            connection.execute(insert(found.tables[name]), rows)
    engines.close()
    counts = counts_of(fresh_url)
    assert {name: counts[name] for name in before} == {
        name: len(rows) for name, rows in before.items()
    }

"""The end of a case in a real database: every row gone, the chain whole, nothing left to read."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete, select

from accident_service.adapters.blob_store import LocalBlobStore
from accident_service.adapters.database.archive_tables import blob_use
from accident_service.adapters.database.desk_tables import case_summary
from accident_service.adapters.database.invite_links import SqlInviteLinks
from accident_service.adapters.database.ledger import SqlLedger
from accident_service.adapters.database.metadata import METADATA
from accident_service.casefile.audit import AuditAct
from accident_service.casefile.retention import RetentionPeriods
from accident_service.casefile.service import ServedKind, ServiceMethod, ServiceRecord
from accident_service.casefile.stage import Stage
from accident_service.casefile.tombstone import Tombstone, approval
from accident_service.casework.destroy_case import DestroyCase
from accident_service.casework.ports import Ledger, Step
from accident_service.errors import NotFound
from accident_service.quantities.identifiers import ClipId, DocumentNumber
from accident_service.reports.party import PartyLetter
from tests.fakes import examples
from tests.fakes.clock import FakeClock
from tests.fakes.documents import certificate, determination
from tests.keys import open_engines
from tests.unit.casefile import reviews

OVER = datetime(2029, 12, 31, 16, 0, tzinfo=UTC)
REASON = "保管期限届满，予以销毁。"
SECRETS = ("甲某", "乙某", examples.PHONE_A, examples.PHONE_B, "吉C12345", "吉CD06789")
OTHER = examples.proposed_case("2")


@pytest.fixture
def blobs(tmp_path: Path) -> LocalBlobStore:
    return LocalBlobStore(tmp_path / "blobs")


@pytest.fixture
def filled(ledger: Ledger, blobs: LocalBlobStore) -> Ledger:
    """A case that went through everything, and another that shares one of its clips."""
    fill(ledger, blobs)
    return ledger


def fill(ledger: Ledger, blobs: LocalBlobStore) -> None:
    shared = blobs.put_bytes(b"shared", "video/mp4")
    own = blobs.put_bytes(b"own", "video/mp4")
    clips = tuple(
        replace(examples.sealed_clip(), id=ClipId(f"clip-{index}"), sha256=one.sha256)
        for index, one in enumerate((shared, own))
    )
    pdf, json = blobs.put_bytes(b"%PDF", "application/pdf"), blobs.put_bytes(b"{}", "text/plain")
    decided = replace(examples.decided_case("1"), clips=clips)
    issued, paper = determination(), certificate()
    service = ServiceRecord(
        document=DocumentNumber(issued.number),
        kind=ServedKind.DETERMINATION,
        letter=PartyLetter.A,
        method=ServiceMethod.IN_PERSON,
        delivered_at=examples.NOON + timedelta(hours=2),
    )
    with ledger.transaction() as work:
        work.cases.add(decided.with_determination(issued.number))
        work.cases.add(replace(OTHER, clips=clips[:1]))
        work.steps.request(decided.id, Step.ISSUE_DETERMINATION)
        work.determinations.add(replace(issued, case=decided.id), pdf=pdf, json=json)
        work.papers.add(replace(paper, case=decided.id), pdf=pdf, json=json)
        followed = work.proceedings.load(decided.id).with_service(service)
        work.proceedings.save(followed.with_review(reviews.concluded()))
        for verb in ("file-report", "confirm"):
            work.audit.append(
                AuditAct(at=examples.NOON, actor="driver:A", verb=verb, case=decided.id)
            )


def destroyed(ledger: Ledger, blobs: LocalBlobStore, clock: FakeClock) -> Tombstone:
    clock.now_at = OVER
    destroy = DestroyCase(ledger, blobs, clock, RetentionPeriods.built_in())
    (due,) = destroy.due()
    return destroy(due.case.tracking_code, examples.officer(), REASON)


def test_the_tombstone_tells_what_was_destroyed_and_by_whom(
    filled: Ledger, blobs: LocalBlobStore, clock: FakeClock
) -> None:
    stone = destroyed(filled, blobs, clock)

    with filled.reading() as work:
        assert work.archive.tombstones() == (stone,)
        assert work.archive.tombstone(stone.tracking_code) == stone
        assert work.archive.unswept() == ()
        with pytest.raises(NotFound):
            work.archive.tombstone(OTHER.tracking_code)
        assert work.cases.load(OTHER.id).id == OTHER.id
    assert stone.numbers == tuple(sorted((determination().number, certificate().number)))
    assert {"case-record", "proceedings-record", "clip"} <= {one.kind for one in stone.items}
    shared, own = (one.sha256 for one in stone.items if one.kind == "clip")
    assert shared in stone.shared
    assert own in stone.blobs_to_remove


def test_only_the_shared_clip_stays_in_the_blob_store(
    filled: Ledger, blobs: LocalBlobStore, clock: FakeClock, tmp_path: Path
) -> None:
    destroyed(filled, blobs, clock)
    kept = [path for path in (tmp_path / "blobs").rglob("*") if path.is_file()]
    assert [path.read_bytes() for path in kept] == [b"shared"]


def test_the_chain_goes_on_over_the_destroyed_case(
    filled: Ledger, blobs: LocalBlobStore, clock: FakeClock
) -> None:
    stone = destroyed(filled, blobs, clock)
    with filled.reading() as work:
        entries = work.audit.of_case(stone.case)
    assert [one.act.verb for one in entries] == ["file-report", "confirm", "destroy-case"]
    assert [one.sequence for one in entries] == [1, 2, 3]
    assert all(one.intact for one in entries)
    assert [one.previous_hash for one in entries[1:]] == [one.entry_hash for one in entries[:-1]]


@pytest.fixture
def sql(database_url: str, clock: FakeClock) -> Iterator[SqlLedger]:
    engines = open_engines(database_url)
    yield SqlLedger(engines=engines, clock=clock)
    engines.close()


def test_no_row_of_any_table_still_tells_of_the_case(
    sql: SqlLedger, blobs: LocalBlobStore, clock: FakeClock
) -> None:
    fill(sql, blobs)
    with sql.reading() as work:
        first = work.cases.with_tracking_code(examples.decided_case("1").tracking_code)
    SqlInviteLinks(sql.engines, clock).issue(first.id)
    with sql.transaction() as work:  # the other case tells of the same people
        work.archive.bury(stone_of_other())

    stone = destroyed(sql, blobs, clock)

    allowed = {"audit_entry", "tombstone"}
    with sql.engines.glance() as connection:
        for table in METADATA.sorted_tables:
            told = repr(connection.execute(select(table)).all())
            assert not [one for one in SECRETS if one in told], table.name
            assert table.name in allowed or stone.case not in told, table.name


def test_destroyed_records_cannot_be_read_out_of_the_file(
    sql_ledger: SqlLedger, blobs: LocalBlobStore, clock: FakeClock, tmp_path: Path
) -> None:
    fill(sql_ledger, blobs)
    with sql_ledger.transaction() as work:
        work.archive.bury(stone_of_other())
    destroyed(sql_ledger, blobs, clock)
    sql_ledger.engines.close()  # the last connection to leave writes the log back

    content = b"".join(path.read_bytes() for path in tmp_path.glob("ledger.db*"))

    assert not [one for one in SECRETS if one.encode() in content]


def stone_of_other() -> Tombstone:
    return Tombstone(
        case=OTHER.id,
        tracking_code=OTHER.tracking_code,
        ended_as=Stage.REFERRED,
        numbers=(),
        closed_on=date(2026, 3, 2),
        kept_until=date(2029, 12, 31),
        items=(),
        shared=(),
        approval=approval(examples.officer(), REASON, OVER),
        destroyed_at=OVER,
    )


def test_what_a_release_without_the_table_wrote_is_noted_before_anything_is_destroyed(
    sqlite_url: str, clock: FakeClock
) -> None:
    engines = open_engines(sqlite_url)
    ledger = SqlLedger(engines=engines, clock=clock)
    clip = examples.sealed_clip()
    with ledger.transaction() as work:
        for case in (examples.proposed_case("1"), OTHER):
            work.cases.add(replace(case, clips=(clip,)))
    with engines.transaction() as connection:
        connection.execute(delete(blob_use))
        connection.execute(case_summary.update().values(blobs_revision=None))
    with ledger.transaction() as work:
        used = work.archive.used_elsewhere(OTHER.id, frozenset({clip.sha256, "f" * 64}))
    assert used == {clip.sha256}
    engines.close()


def test_bytes_a_case_needs_no_longer_are_nobodys(sqlite_url: str, clock: FakeClock) -> None:
    engines = open_engines(sqlite_url)
    ledger = SqlLedger(engines=engines, clock=clock)
    clip = examples.sealed_clip()
    with ledger.transaction() as work:
        work.cases.add(replace(OTHER, clips=(clip,)))
    with ledger.transaction() as work:
        case = work.cases.load(OTHER.id)
        work.cases.save(replace(case, clips=(), analyses=(), version=case.version + 1))
    with ledger.transaction() as work:
        used = work.archive.used_elsewhere(examples.proposed_case("1").id, frozenset({clip.sha256}))
    assert used == frozenset()
    engines.close()

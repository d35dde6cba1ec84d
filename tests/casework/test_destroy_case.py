"""The end of a case, on every ledger: the promises are those of the port, not of one database."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

import pytest

from accident_service.casefile.audit import AuditAct
from accident_service.casefile.case import Case
from accident_service.casefile.retention import RetentionPeriods
from accident_service.casework.destroy_case import DestroyCase
from accident_service.errors import (
    BlobStoreUnavailable,
    Conflict,
    InvalidDecision,
    NotFound,
)
from accident_service.footage.clip import SealedClip
from accident_service.quantities.identifiers import ClipId
from tests.fakes import examples
from tests.fakes.clock import FakeClock
from tests.fakes.documents import determination
from tests.fakes.ledger import FakeLedger
from tests.fakes.sealing import joined_clip
from tests.fakes.world import FakeBlobStore

REASON = "保管期限届满，予以销毁。"
IN_TIME = datetime(2029, 12, 31, 15, 59, tzinfo=UTC)  # still the last day in Beijing
OVER = datetime(2029, 12, 31, 16, 0, tzinfo=UTC)


def clip(blobs: FakeBlobStore, content: bytes) -> SealedClip:
    kept = blobs.put_bytes(content, "video/mp4")
    return replace(examples.sealed_clip(), id=ClipId(f"clip-{content!r}"), sha256=kept.sha256)


class World:
    """A closed case of 2 March 2026, with a clip of its own and one that another case shares."""

    def __init__(self) -> None:
        self.clock, self.blobs = FakeClock(), FakeBlobStore()
        self.ledger = FakeLedger(clock=self.clock)
        self.destroy = DestroyCase(self.ledger, self.blobs, self.clock, RetentionPeriods.built_in())
        self.own, self.shared = clip(self.blobs, b"own"), clip(self.blobs, b"shared")
        self.closed = self._closed_case()
        self.other = replace(examples.proposed_case("2"), clips=(self.shared,))
        with self.ledger.transaction() as work:
            work.cases.add(self.closed)
            work.cases.add(self.other)
            work.audit.append(
                AuditAct(
                    at=examples.NOON, actor="driver:A", verb="file-report", case=self.closed.id
                )
            )

    def _closed_case(self) -> Case:
        issued = determination()
        pdf = self.blobs.put_bytes(b"%PDF", "application/pdf")
        json = self.blobs.put_bytes(b"{}", "application/jose+json")
        decided = examples.decided_case("1")
        with self.ledger.transaction() as work:
            work.determinations.add(replace(issued, case=decided.id), pdf=pdf, json=json)
        return replace(decided.with_determination(issued.number), clips=(self.own, self.shared))

    def go(self) -> None:
        self.destroy(self.closed.tracking_code, examples.officer(), REASON)


def test_a_case_is_listed_once_its_years_are_over() -> None:
    world = World()
    world.clock.now_at = IN_TIME
    assert world.destroy.due() == ()
    world.clock.now_at = OVER
    (due,) = world.destroy.due()
    assert due.case.id == world.closed.id
    assert due.numbers == (determination().number,)


@pytest.mark.proves("E6")
def test_what_is_destroyed_leaves_a_tombstone_and_the_chain_intact() -> None:
    world = World()
    world.clock.now_at = OVER
    world.go()

    with world.ledger.reading() as work:
        stone = work.archive.tombstone(world.closed.tracking_code)
        entries = work.audit.of_case(world.closed.id)
        with pytest.raises(NotFound):
            work.cases.load(world.closed.id)
        assert work.cases.load(world.other.id) == world.other
    assert stone.approval.police_no == examples.officer().police_no
    assert {"clip", "case-record", "determination-pdf"} <= {one.kind for one in stone.items}
    assert [one.act.verb for one in entries] == ["file-report", "destroy-case"]
    assert all(one.intact for one in entries)
    assert entries[1].previous_hash == entries[0].entry_hash
    assert world.destroy.due() == ()


def test_only_bytes_that_no_other_case_needs_are_removed() -> None:
    world = World()
    world.clock.now_at = OVER
    world.go()
    assert set(world.blobs.kept.values()) == {b"shared"}


@pytest.mark.parametrize("secret", ["甲某", examples.PHONE_A, "吉C12345"])
def test_the_tombstone_tells_nothing_of_the_parties(secret: str) -> None:
    world = World()
    world.clock.now_at = OVER
    world.go()
    with world.ledger.reading() as work:
        assert secret not in repr(work.archive.tombstones())


def test_before_its_time_nothing_is_destroyed() -> None:
    world = World()
    world.clock.now_at = IN_TIME
    with pytest.raises(Conflict, match="2029-12-31"):
        world.go()
    assert len(world.blobs.kept) == 4


def test_a_case_that_is_not_closed_is_not_destroyed_however_old() -> None:
    world = World()
    world.clock.now_at = datetime(2050, 1, 1, tzinfo=UTC)
    with pytest.raises(Conflict, match="not closed"):
        world.destroy(world.other.tracking_code, examples.officer(), REASON)


def test_nothing_is_destroyed_without_a_reason() -> None:
    world = World()
    world.clock.now_at = OVER
    with pytest.raises(InvalidDecision):
        world.destroy(world.closed.tracking_code, examples.officer(), "旧")
    with world.ledger.reading() as work:
        assert work.cases.load(world.closed.id) == world.closed


def test_bytes_that_could_not_be_removed_are_removed_by_the_next_sweep() -> None:
    world = World()
    world.clock.now_at = OVER
    world.blobs.failures.append(BlobStoreUnavailable("the disk is away"))
    with pytest.raises(BlobStoreUnavailable):
        world.go()
    assert b"own" in world.blobs.kept.values()

    assert world.destroy.sweep() == 1

    assert set(world.blobs.kept.values()) == {b"shared"}
    assert world.destroy.sweep() == 0


def test_destroying_again_finds_nothing() -> None:
    world = World()
    world.clock.now_at = OVER
    world.go()
    with pytest.raises(NotFound):
        world.go()


def test_what_was_cut_of_a_clip_for_looking_goes_with_it() -> None:
    world, shelf = World(), FakeShelf()
    world.clock.now_at = OVER
    world.destroy = replace(world.destroy, cut_pictures=shelf)
    world.go()
    assert world.own.sha256 in shelf.forgotten
    assert world.shared.sha256 not in shelf.forgotten


@dataclass(slots=True)
class FakeShelf:
    """Remembers what it was told to forget."""

    forgotten: list[str] = field(default_factory=list)

    def forget(self, sha256: str) -> None:
        """Remember it."""
        self.forgotten.append(sha256)


def test_originals_go_with_what_was_made_of_them_and_are_named() -> None:
    world = World()
    blobs = [world.blobs.put_bytes(name, "video/mp4") for name in (b"first", b"second", b"both")]
    parts = tuple(
        replace(one, sha256=blob.sha256)
        for one, blob in zip(joined_clip().originals, blobs, strict=False)
    )
    joined = replace(joined_clip(), sha256=blobs[2].sha256, originals=parts[:2])
    with world.ledger.transaction() as work:
        closed = work.cases.load(world.closed.id)
        clips = (*closed.clips, joined)
        work.cases.save(replace(closed, version=closed.version + 1, clips=clips))
    world.clock.now_at = OVER
    world.go()
    assert {blob.sha256 for blob in blobs}.isdisjoint(world.blobs.kept)
    with world.ledger.reading() as work:
        named = {(one.kind, one.sha256) for one in work.archive.tombstones()[0].items}
    assert ("clip", blobs[2].sha256) in named
    assert {("clip-original", blob.sha256) for blob in blobs[:2]} <= named

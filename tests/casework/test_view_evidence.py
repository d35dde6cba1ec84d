"""Whoever looks at evidence leaves a trace, before they see anything."""

from dataclasses import replace

import pytest

from accident_service.casework.view_evidence import ViewExhibit
from accident_service.errors import CustodyBroken, NotFound
from tests.fakes import examples, measured
from tests.fakes.casework import FakeWorld

pytestmark = pytest.mark.proves("E4")

PICTURE = b"a picture"


@pytest.fixture
def world() -> FakeWorld:
    return FakeWorld()


def viewed(world: FakeWorld, name: str) -> tuple[bytes, str]:
    blob = world.blobs.put_bytes(PICTURE, "image/png")
    record = measured.analysis_record(examples.sealed_clip().id)
    exhibit = replace(measured.exhibit(), blob=blob)
    case = examples.case_with_clips().with_analyses((replace(record, exhibits=(exhibit,)),))
    return ViewExhibit(world.ledger, world.blobs, world.clock)(case, name, viewer="driver:A")


def test_the_view_is_logged_with_the_hash_of_what_was_seen(world: FakeWorld) -> None:
    assert viewed(world, "still-contact.png") == (PICTURE, "image/png")
    (entry,) = world.ledger.tables.audit
    assert (entry.act.actor, entry.act.verb) == ("driver:A", "view-exhibit")
    assert dict(entry.act.detail)["sha256"] in world.blobs.kept


def test_an_exhibit_that_was_never_made_is_not_found(world: FakeWorld) -> None:
    with pytest.raises(NotFound):
        viewed(world, "../../etc/passwd")
    assert world.ledger.tables.audit == []


def test_bytes_that_changed_are_not_handed_out_but_the_try_is_logged(world: FakeWorld) -> None:
    blob = world.blobs.put_bytes(PICTURE, "image/png")
    world.blobs.kept[blob.sha256] = b"another picture"
    with pytest.raises(CustodyBroken):
        viewed(world, "still-contact.png")
    assert len(world.ledger.tables.audit) == 1

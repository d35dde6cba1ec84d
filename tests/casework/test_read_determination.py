"""An insurer reads its own determinations, and every reading is logged."""

import pytest

from accident_service.casefile.analysis import BlobRef
from accident_service.casework.read_determination import ReadDetermination
from accident_service.errors import NotFound
from tests.fakes import examples
from tests.fakes.casework import FakeWorld
from tests.fakes.documents import NUMBER, determination
from tests.fakes.doors import insurer_client

PDF = BlobRef(sha256="01" * 32, size_bytes=1, media_type="application/pdf")
JSON = BlobRef(sha256="02" * 32, size_bytes=1, media_type="application/jose+json")


@pytest.fixture
def world() -> FakeWorld:
    world = FakeWorld()
    with world.ledger.transaction() as work:
        work.cases.add(examples.decided_case())
        work.determinations.add(determination(), PDF, JSON)
    return world


@pytest.fixture
def read(world: FakeWorld) -> ReadDetermination:
    return ReadDetermination(world.ledger, world.clock)


def test_the_reading_is_logged_with_who_and_what(world: FakeWorld, read: ReadDetermination) -> None:
    insurer = insurer_client("CPIC").insurer
    found = read(insurer, NUMBER).found
    assert (found.determination, found.pdf, found.json) == (determination(), PDF, JSON)
    with world.ledger.reading() as work:
        (entry,) = work.audit.of_case(determination().case)
    assert (entry.act.actor, entry.act.verb) == (f"insurer:{insurer}", "read-determination")
    assert entry.act.detail == (("number", NUMBER),)


def test_what_was_not_read_is_not_logged(world: FakeWorld, read: ReadDetermination) -> None:
    with pytest.raises(NotFound):
        read(insurer_client("PINGAN").insurer, NUMBER)
    assert world.ledger.tables.audit == []

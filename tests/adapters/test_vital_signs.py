"""Whether the service is well is told by looking, and a look that fails is an answer."""

import sqlite3
from pathlib import Path

import pytest
import redis

from accident_service.adapters.database.engine import Engines
from accident_service.adapters.vital_signs import (
    Probe,
    ProbedSigns,
    folder_takes_files,
    free_room_bytes,
    ledger_answers,
    queue_answers,
    room_left,
)
from accident_service.errors import (
    BlobStoreUnavailable,
    LedgerUnavailable,
    QueueUnavailable,
)
from tests.keys import open_engines


def ledger_at(path: Path, revision: str) -> Engines:
    with sqlite3.connect(path) as made:
        made.execute("CREATE TABLE alembic_version (version_num TEXT)")
        made.execute("INSERT INTO alembic_version VALUES (?)", (revision,))
    made.close()
    return open_engines(f"sqlite:///{path}")


def test_an_older_schema_is_not_ready_and_a_later_one_is(tmp_path: Path) -> None:
    with pytest.raises(LedgerUnavailable, match="is 0001"):
        ledger_answers(ledger_at(tmp_path / "old.db", "0001"))
    assert ledger_answers(ledger_at(tmp_path / "new.db", "9999")) == "schema 9999"
    with pytest.raises(LedgerUnavailable):
        ledger_answers(open_engines(f"sqlite:///{tmp_path / 'empty.db'}"))


def test_a_folder_that_cannot_be_written_to_is_named(tmp_path: Path) -> None:
    assert str(tmp_path) in folder_takes_files(tmp_path / "not" / "made" / "yet")
    with pytest.raises(BlobStoreUnavailable, match="/proc/1"):
        folder_takes_files(Path("/proc/1/blobs"))
    assert free_room_bytes(tmp_path / "not yet") > 0
    assert room_left(tmp_path).endswith(" GiB")


def test_a_queue_that_is_away_is_an_answer(tmp_path: Path) -> None:
    away = redis.Redis.from_url(f"unix://{tmp_path}/nowhere.sock")
    with pytest.raises(QueueUnavailable):
        queue_answers(away)
    signs = ProbedSigns(
        (
            Probe(name="queue", needed=False, look=lambda: queue_answers(away)),
            Probe(name="room", needed=True, look=lambda: room_left(tmp_path)),
        )
    ).taken()
    assert [(one.name, one.needed, one.well) for one in signs] == [
        ("queue", False, False),
        ("room", True, True),
    ]

"""Recordings wait for their seal in a room of their own; nothing is left there."""

import os
import stat
from datetime import timedelta
from pathlib import Path

import pytest

from accident_service.adapters.arrivals import LEFT_OVER_AFTER, ArrivalFolder
from accident_service.errors import ClipSourceUnavailable, StorageFull
from tests.fakes.clock import FakeClock


def test_a_room_is_for_the_service_alone_and_gone_afterwards(tmp_path: Path) -> None:
    arrivals = ArrivalFolder(tmp_path / "arrivals", FakeClock())
    with arrivals.room() as room:
        (room / "half").write_bytes(b"of a recording")
        assert stat.S_IMODE(room.stat().st_mode) == 0o700
    with pytest.raises(ClipSourceUnavailable), arrivals.room() as room:
        _break_off(room)
    assert list((tmp_path / "arrivals").iterdir()) == []


def test_what_a_killed_process_left_is_cleared_by_the_next_one(tmp_path: Path) -> None:
    clock = FakeClock()
    arrivals = ArrivalFolder(tmp_path, clock)
    for name, ago in (("old", LEFT_OVER_AFTER + timedelta(minutes=1)), ("new", timedelta(0))):
        left = tmp_path / f"arriving-{name}"
        left.mkdir()
        (left / "half").write_bytes(b"of a recording")
        at_s = (clock.now() - ago).timestamp()
        os.utime(left, (at_s, at_s))
    with arrivals.room():
        assert not (tmp_path / "arriving-old").exists()
        assert (tmp_path / "arriving-new").exists()


def test_no_room_is_worth_another_try(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StorageFull), ArrivalFolder(tmp_path / "file" / "x", FakeClock()).room():
        pass


def _break_off(room: Path) -> None:
    (room / "half").write_bytes(b"of a recording")
    raise ClipSourceUnavailable("broke off")

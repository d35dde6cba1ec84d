"""The spool keeps what it acknowledged, and nothing of what it could not keep whole."""

import resource
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from accident_service.adapters.uploads.photo_spool import PhotoSpoolFolder
from accident_service.errors import Conflict, NotFound, PhotoRefused, StorageFull

ID = "0" * 32


def append(spool: PhotoSpoolFolder, offset: int, *pieces: bytes, at_most: int = 100) -> int:
    return spool.append(ID, offset_bytes=offset, pieces=pieces, at_most_bytes=at_most)


def test_pieces_follow_one_another_and_what_was_not_acknowledged_is_overwritten(
    tmp_path: Path,
) -> None:
    spool = PhotoSpoolFolder(tmp_path / "uploads")
    assert append(spool, 0, b"abc", b"def") == 6
    assert append(spool, 3, b"XY") == 5
    assert spool.original(ID).read_bytes() == b"abcXY"


def test_a_sender_who_goes_away_has_sent_what_came_before(tmp_path: Path) -> None:
    spool = PhotoSpoolFolder(tmp_path)
    assert append(spool, 0) == 0
    assert append(spool, 0, b"half") == 4


def test_more_than_announced_is_refused_and_not_kept(tmp_path: Path) -> None:
    spool = PhotoSpoolFolder(tmp_path)
    append(spool, 0, b"abc", at_most=5)
    with pytest.raises(PhotoRefused):
        append(spool, 3, b"d", b"ef", at_most=5)
    assert spool.original(ID).read_bytes() == b"abc"


def test_two_requests_do_not_write_one_photo(tmp_path: Path) -> None:
    spool = PhotoSpoolFolder(tmp_path)

    def while_another_writes() -> Iterator[bytes]:
        yield b"abc"
        with pytest.raises(Conflict):
            append(spool, 0, b"xyz")

    assert spool.append(ID, offset_bytes=0, pieces=while_another_writes(), at_most_bytes=9) == 3
    assert spool.original(ID).read_bytes() == b"abc"


def test_bytes_lost_after_they_were_acknowledged_are_never_made_up(tmp_path: Path) -> None:
    spool = PhotoSpoolFolder(tmp_path)
    append(spool, 0, b"abc")
    with pytest.raises(NotFound):
        append(spool, 7, b"def")


def test_a_full_disk_keeps_nothing_half_written_and_recovers(tmp_path: Path) -> None:
    """The limit on file size stands in for the disk: the kernel refuses the write just so."""
    spool = PhotoSpoolFolder(tmp_path)
    append(spool, 0, b"abc")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    heard = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (8, before[1]))
    try:
        with pytest.raises(StorageFull):
            append(spool, 3, b"defg", b"hijklmnop")
        with pytest.raises(StorageFull):
            spool.keep_shown(ID, b"a picture of more than eight bytes")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, heard)
    assert spool.original(ID).read_bytes() == b"abc"
    assert [path.name for path in tmp_path.iterdir()] == [f"{ID}.original"]

    assert append(spool, 3, b"defg") == 7
    spool.keep_shown(ID, b"a picture")
    assert spool.shown(ID).read_bytes() == b"a picture"


def test_removing_is_thorough_and_harmless_twice(tmp_path: Path) -> None:
    spool = PhotoSpoolFolder(tmp_path)
    append(spool, 0, b"abc")
    spool.keep_shown(ID, b"one")
    spool.keep_shown(ID, b"two")
    for _ in range(2):
        spool.remove(ID)
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(NotFound):
        spool.original(ID)


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "a" * 31, "A" * 32, "0" * 32 + "/x"])
def test_no_name_leads_out_of_the_folder(tmp_path: Path, name: str) -> None:
    spool = PhotoSpoolFolder(tmp_path)
    with pytest.raises(NotFound):
        spool.append(name, offset_bytes=0, pieces=[b"x"], at_most_bytes=1)
    with pytest.raises(NotFound):
        spool.original(name)

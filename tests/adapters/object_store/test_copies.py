"""Copies on a host: bounded, checked each time, and never taken from under a reader."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from accident_service.adapters.object_store.copies import HostCopies
from accident_service.casefile.analysis import BlobRef
from accident_service.errors import CustodyBroken, StorageFull

MOST_BYTES = 100


@dataclass(slots=True)
class Source:
    fetched: list[str] = field(default_factory=list)

    def pieces(self, content: bytes) -> Iterator[bytes]:
        self.fetched.append(content[:1].decode())
        yield content[:10]
        yield content[10:]


def blob(content: bytes) -> BlobRef:
    sha256 = hashlib.sha256(content).hexdigest()
    return BlobRef(sha256=sha256, size_bytes=len(content), media_type="video/mp4")


@pytest.fixture
def copies(tmp_path: Path) -> HostCopies:
    return HostCopies(tmp_path / "copies", MOST_BYTES)


@pytest.fixture
def source() -> Source:
    return Source()


def read(copies: HostCopies, source: Source, content: bytes) -> bytes:
    with copies.copy(blob(content), lambda: source.pieces(content)) as path:
        return path.read_bytes()


def test_a_copy_is_fetched_once(copies: HostCopies, source: Source) -> None:
    assert read(copies, source, b"a" * 40) == b"a" * 40
    assert read(copies, source, b"a" * 40) == b"a" * 40
    assert source.fetched == ["a"]


def test_a_copy_that_went_wrong_is_fetched_again(copies: HostCopies, source: Source) -> None:
    read(copies, source, b"a" * 40)
    (path,) = copies.folder.iterdir()
    path.chmod(0o600)
    path.write_bytes(b"b" * 40)

    assert read(copies, source, b"a" * 40) == b"a" * 40
    assert source.fetched == ["a", "a"]


def test_what_was_used_last_stays_and_what_is_read_is_never_taken(
    copies: HostCopies, source: Source
) -> None:
    read(copies, source, b"a" * 40)
    with copies.copy(blob(b"b" * 40), lambda: source.pieces(b"b" * 40)) as being_read:
        read(copies, source, b"a" * 40)
        read(copies, source, b"c" * 90)  # more than there is room for beside what is read
        assert being_read.read_bytes() == b"b" * 40
    read(copies, source, b"b" * 40)
    assert source.fetched == ["a", "b", "c"]


def test_two_readers_of_one_copy(copies: HostCopies, source: Source) -> None:
    with copies.copy(blob(b"a" * 9), lambda: source.pieces(b"a" * 9)):
        assert read(copies, source, b"a" * 9) == b"a" * 9
        copies.forget(blob(b"a" * 9).sha256)
    assert list(copies.folder.iterdir()) == []


def test_wrong_bytes_are_never_handed_out(copies: HostCopies) -> None:
    with (
        pytest.raises(CustodyBroken, match="now hash to"),
        copies.copy(blob(b"a" * 9), lambda: iter([b"b" * 9])),
    ):
        pytest.fail("a wrong copy was handed out")
    assert list(copies.folder.iterdir()) == []


def test_what_a_killed_process_left_behind_is_cleared(copies: HostCopies, source: Source) -> None:
    copies.folder.mkdir()
    (copies.folder / "arriving-left").write_bytes(b"half")
    read(copies, source, b"a")
    assert [path.name for path in copies.folder.iterdir()] == [blob(b"a").sha256]


@pytest.mark.proves("R11")
def test_no_room_is_said_and_leaves_nothing(copies: HostCopies) -> None:
    def filling_up() -> Iterable[bytes]:
        yield b"half"
        raise OSError(28, "No space left on device")

    with (
        pytest.raises(StorageFull, match="No space left"),
        copies.copy(blob(b"whole"), filling_up),
    ):
        pytest.fail("half a copy was handed out")
    assert list(copies.folder.iterdir()) == []

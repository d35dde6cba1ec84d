"""Copies of kept bytes on this host, for programs that open files; a bounded folder of them.

A copy is never evidence: it is checked against its hash each time it is handed out, and
fetched again when it is wrong. Copies that were not used for long make room for others; one
that is being read stays, which a lock of the kernel's tells, so that a killed reader holds none.
"""

import fcntl
import hashlib
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path
from typing import IO

from accident_service.casefile.analysis import BlobRef
from accident_service.errors import CustodyBroken, StorageFull

CHUNK_BYTES = 1 << 20
READ_ONLY = 0o440
OWNER_ONLY = 0o700

Fetch = Callable[[], Iterable[bytes]]


@dataclass(frozen=True, slots=True)
class HostCopies:
    """Copies in a folder of this host, named by their SHA-256."""

    folder: Path
    most_bytes: int

    @contextmanager
    def copy(self, blob: BlobRef, fetch: Fetch) -> Iterator[Path]:
        """A file with these bytes, for as long as the context lasts.

        Raises:
            CustodyBroken: What was fetched does not have this hash.
            StorageFull: There is no room for a copy.
        """
        with self._held(blob, fetch) as path:
            yield path

    def forget(self, sha256: str) -> None:
        """Drop the copy, if there is one."""
        (self.folder / sha256).unlink(missing_ok=True)

    @contextmanager
    def _held(self, blob: BlobRef, fetch: Fetch) -> Iterator[Path]:
        path = self.folder / blob.sha256
        while True:
            try:
                reading = path.open("rb")
            except FileNotFoundError:
                self._bring(blob, fetch)
                continue
            with reading:
                fcntl.flock(reading, fcntl.LOCK_SH)
                if self._is_sound(reading, path):
                    os.utime(path)  # used last: the last to make room
                    yield path
                    return

    def _is_sound(self, reading: BufferedReader, path: Path) -> bool:
        """Is the open file still the one of this name, with the bytes of its name?"""
        if not _is_named(reading, path):
            return False
        if hashlib.file_digest(reading, "sha256").hexdigest() == path.name:
            return True
        path.unlink(missing_ok=True)
        return False

    def _bring(self, blob: BlobRef, fetch: Fetch) -> None:
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=OWNER_ONLY)
            self._make_room(blob.size_bytes)
            with tempfile.NamedTemporaryFile(dir=self.folder, prefix="arriving-") as arriving:
                fcntl.flock(arriving, fcntl.LOCK_SH)
                _fill(arriving, fetch(), blob.sha256)
                os.fchmod(arriving.fileno(), READ_ONLY)
                _link(arriving.name, self.folder / blob.sha256)
        except OSError as failure:
            raise StorageFull(
                f"no room in {self.folder} for a copy of {blob.sha256}: {failure}"
            ) from failure

    def _make_room(self, wanted_bytes: int) -> None:
        kept = sorted(_kept(self.folder), key=lambda one: one[1].st_mtime_ns)
        there_bytes = sum(status.st_size for _, status in kept)
        for path, status in kept:
            left_behind = path.name.startswith("arriving-")
            if there_bytes + wanted_bytes <= self.most_bytes and not left_behind:
                continue
            if _removed_unless_read(path):
                there_bytes -= status.st_size


def _kept(folder: Path) -> Iterator[tuple[Path, os.stat_result]]:
    for path in folder.iterdir():
        try:
            yield path, path.stat()
        except FileNotFoundError:  # another process was first
            continue


def _removed_unless_read(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            path.unlink()
    except FileNotFoundError:
        return True
    except BlockingIOError:
        return False
    return True


def _is_named(file: IO[bytes], path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    except FileNotFoundError:
        return False


def _fill(arriving: IO[bytes], pieces: Iterable[bytes], sha256: str) -> None:
    digest = hashlib.sha256()
    for piece in pieces:
        digest.update(piece)
        arriving.write(piece)
    arriving.flush()
    if digest.hexdigest() != sha256:
        raise CustodyBroken(f"the bytes kept under {sha256} now hash to {digest.hexdigest()}")


def _link(arrived: str, path: Path) -> None:
    try:
        os.link(arrived, path)
    except FileExistsError:  # another process brought it meanwhile
        return

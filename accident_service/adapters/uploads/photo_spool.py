"""Bytes of photographs on their way, in a folder; synced to disk before they are acknowledged.

Several web hosts must share the folder: a phone that comes back may meet another of them.
"""

import errno
import fcntl
import os
import re
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from accident_service.casework.photo_verdicts import PhotoVerdict
from accident_service.errors import Conflict, NotFound, PhotoRefused, StorageFull

NAME = re.compile(r"[0-9a-f]{32}")
NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


@dataclass(frozen=True, slots=True)
class PhotoSpoolFolder:
    """A `PhotoSpool` in a local or shared folder."""

    folder: Path

    def append(
        self, upload_id: str, *, offset_bytes: int, pieces: Iterable[bytes], at_most_bytes: int
    ) -> int:
        """Write the pieces at the offset, to disk for sure; see the port."""
        with _named_failures(self.folder):
            self.folder.mkdir(parents=True, exist_ok=True)
            path = self._path(upload_id, ".original")
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            try:
                _take_turn(descriptor, upload_id)
                return _written(descriptor, offset_bytes, pieces, at_most_bytes)
            finally:
                os.close(descriptor)

    def keep_shown(self, upload_id: str, content: bytes) -> None:
        """Keep the picture drawn from the upload, whole or not at all."""
        with (
            _named_failures(self.folder),
            tempfile.NamedTemporaryFile(dir=self.folder, prefix="arriving-") as arriving,
        ):
            arriving.write(content)
            arriving.flush()
            os.fsync(arriving.fileno())
            path = self._path(upload_id, ".shown")
            path.unlink(missing_ok=True)
            os.link(arriving.name, path)

    def original(self, upload_id: str) -> Path:
        """The file of what was sent."""
        return self._existing(upload_id, ".original")

    def shown(self, upload_id: str) -> Path:
        """The file of the picture drawn from it."""
        return self._existing(upload_id, ".shown")

    def remove(self, upload_id: str) -> None:
        """Delete both."""
        for kind in (".original", ".shown"):
            self._path(upload_id, kind).unlink(missing_ok=True)

    def _existing(self, upload_id: str, kind: str) -> Path:
        path = self._path(upload_id, kind)
        if not path.is_file():
            raise NotFound(f"no {kind[1:]} file of upload {upload_id}")
        return path

    def _path(self, upload_id: str, kind: str) -> Path:
        if not NAME.fullmatch(upload_id):
            raise NotFound(f"{upload_id!r} names no upload")
        return self.folder / f"{upload_id}{kind}"


def _take_turn(descriptor: int, upload_id: str) -> None:
    """One writer at a time: a phone that lost its line may be back before the old request ends."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as busy:
        raise Conflict(f"upload {upload_id} is being written") from busy


def _written(descriptor: int, offset_bytes: int, pieces: Iterable[bytes], at_most: int) -> int:
    if os.fstat(descriptor).st_size < offset_bytes:
        raise NotFound("the spool has lost bytes that were acknowledged")
    reached = offset_bytes
    os.ftruncate(descriptor, offset_bytes)
    try:
        for piece in pieces:
            _refuse_more_than(at_most, reached + len(piece))
            _write_all(descriptor, piece, reached)
            reached += len(piece)
        os.fsync(descriptor)
    except (OSError, PhotoRefused):
        os.ftruncate(descriptor, offset_bytes)
        raise
    return reached


def _refuse_more_than(at_most_bytes: int, reached_bytes: int) -> None:
    if reached_bytes > at_most_bytes:
        message = f"more than the {at_most_bytes} bytes announced"
        raise PhotoRefused(message, verdict=PhotoVerdict.TOO_LARGE)


def _write_all(descriptor: int, piece: bytes, at_bytes: int) -> None:
    done = 0
    while done < len(piece):
        done += os.pwrite(descriptor, piece[done:], at_bytes + done)


@contextmanager
def _named_failures(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as failure:
        if failure.errno in NO_ROOM:
            raise StorageFull(f"there is no room left in {folder}") from failure
        raise

"""Evidence bytes in a folder, each file named by its own SHA-256.

A file appears under its name complete or not at all: it is written beside, synced to disk
and then linked, and a name that exists is never written again. Every reading checks the
hash, so a flipped bit is refused and never shown.
"""

import hashlib
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from accident_service.adapters.blob_names import blob_name
from accident_service.casefile.analysis import BlobRef
from accident_service.errors import BlobStoreUnavailable, CustodyBroken, NotFound

CHUNK_BYTES = 1 << 20
READ_ONLY = 0o440


class LocalBlobStore:
    """A `BlobStore` on a local or mounted folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, path: Path, media_type: str) -> BlobRef:
        """Keep a file's bytes; see the port."""

        def copy(target: IO[bytes]) -> None:
            with path.open("rb") as source:
                while chunk := source.read(CHUNK_BYTES):
                    target.write(chunk)

        return self._kept(copy, media_type)

    def put_bytes(self, content: bytes, media_type: str) -> BlobRef:
        """Keep bytes that are already in memory; see the port."""
        return self._kept(lambda target: _write_all(target, content), media_type)

    def open(self, blob: BlobRef) -> bytes:
        """The bytes, checked against their hash; see the port."""
        with self._reading(blob) as kept:
            content = kept.read()
        _demand_same(blob.sha256, hashlib.sha256(content).hexdigest())
        return content

    def remove(self, sha256: str) -> None:
        """Forget the bytes for good; see the port."""
        path = self._path(sha256)
        try:
            path.unlink(missing_ok=True)
            if path.parent.exists():
                _sync_folder(path.parent)
        except OSError as failure:
            raise BlobStoreUnavailable(f"{path} cannot be removed: {failure}") from failure

    @contextmanager
    def local_path(self, blob: BlobRef) -> Iterator[Path]:
        """The kept file itself, checked against its hash; see the port."""
        with self._reading(blob) as kept:
            found = _sha256_of(kept)
        _demand_same(blob.sha256, found)
        yield self._path(blob.sha256)

    @contextmanager
    def _reading(self, blob: BlobRef) -> Iterator[IO[bytes]]:
        path = self._path(blob.sha256)
        try:
            with path.open("rb") as kept:
                yield kept
        except FileNotFoundError as missing:
            raise NotFound(f"no bytes are kept under {blob.sha256}") from missing
        except OSError as failure:
            raise BlobStoreUnavailable(f"{path} cannot be read: {failure}") from failure

    def _path(self, sha256: str) -> Path:
        return self._folder / blob_name(sha256)

    def _kept(self, write: Callable[[IO[bytes]], None], media_type: str) -> BlobRef:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=self._folder, prefix="arriving-") as arriving:
                write(arriving)
                arriving.flush()
                os.fchmod(arriving.fileno(), READ_ONLY)
                os.fsync(arriving.fileno())
                arriving.seek(0)
                sha256 = _sha256_of(arriving)
                size_bytes = os.fstat(arriving.fileno()).st_size
                self._link(Path(arriving.name), self._path(sha256))
        except OSError as failure:
            raise BlobStoreUnavailable(
                f"evidence could not be written to {self._folder}: {failure}"
            ) from failure
        return BlobRef(sha256=sha256, size_bytes=size_bytes, media_type=media_type)

    def _link(self, arrived: Path, path: Path) -> None:
        """Give the file its name, unless that name is taken by the very same bytes."""
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(arrived, path)
        except FileExistsError:
            return
        for folder in (path.parent, path.parent.parent, self._folder):
            _sync_folder(folder)  # a new name is safe once every folder above it is


def _demand_same(kept: str, found: str) -> None:
    if found != kept:
        raise CustodyBroken(f"the bytes kept under {kept} now hash to {found}")


def _sha256_of(file: IO[bytes]) -> str:
    digest = hashlib.sha256()
    while chunk := file.read(CHUNK_BYTES):
        digest.update(chunk)
    return digest.hexdigest()


def _write_all(target: IO[bytes], content: bytes) -> None:
    target.write(content)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

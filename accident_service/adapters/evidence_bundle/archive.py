"""The zip itself: fixed order, fixed times, nothing compressed.

Compression would make the bytes depend on a library's version, and films do not shrink.
Stored, every part lies in the file as it is, and a changed byte is a changed byte of one part.
"""

import hashlib
import os
import shutil
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import IO

from accident_service.adapters.analysis_files import canonical_bytes
from accident_service.adapters.document_numbers import Json
from accident_service.casefile.analysis import BlobRef
from accident_service.casework.ports import BlobStore
from accident_service.errors import StorageFull

JSON, JOSE = "application/json", "application/jose+json"
LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the earliest time a zip can tell
UNIX = 3
PLAIN_FILE = 0o100644 << 16
CHUNK_BYTES = 2**20


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One file of the bundle: bytes made for it, or bytes kept in the blob store."""

    path: str
    kind: str
    media_type: str
    content: bytes | BlobRef

    @property
    def sha256(self) -> str:
        """The hash of its bytes."""
        if isinstance(self.content, BlobRef):
            return self.content.sha256
        return hashlib.sha256(self.content).hexdigest()

    @property
    def size_bytes(self) -> int:
        """How many bytes it has."""
        return self.content.size_bytes if isinstance(self.content, BlobRef) else len(self.content)


def json_part(path: str, kind: str, document: Json) -> Part:
    """A part drawn up as JSON, in its canonical bytes."""
    return Part(path=path, kind=kind, media_type=JSON, content=canonical_bytes(document))


def write_archive(parts: Iterable[Part], blobs: BlobStore, into: Path) -> None:
    """Write the parts in the order given; the file appears whole or not at all.

    Raises:
        CustodyBroken: Stored bytes have changed.
        BlobStoreUnavailable: Stored bytes could not be read.
        StorageFull: There is no room.
    """
    partial = into.with_name(f".{into.name}.partial")
    try:
        with partial.open("wb") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
                for part in parts:
                    _add(archive, part, blobs)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(into)
    except OSError as failure:
        raise StorageFull(f"the bundle could not be written: {failure}") from failure
    finally:
        partial.unlink(missing_ok=True)


def _add(archive: zipfile.ZipFile, part: Part, blobs: BlobStore) -> None:
    entry = zipfile.ZipInfo(part.path, LONG_AGO)
    entry.create_system, entry.external_attr = UNIX, PLAIN_FILE
    entry.file_size = part.size_bytes
    with _opened(part, blobs) as source, archive.open(entry, "w") as target:
        shutil.copyfileobj(source, target, CHUNK_BYTES)


@contextmanager
def _opened(part: Part, blobs: BlobStore) -> Iterator[IO[bytes]]:
    if isinstance(part.content, bytes):
        yield BytesIO(part.content)
        return
    with blobs.local_path(part.content) as path, path.open("rb") as kept:
        yield kept

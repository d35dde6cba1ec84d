"""What lies in a folder or bucket of blobs, whoever names it."""

import stat
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from accident_service.adapters.blob_names import SHA256_LETTERS, blob_name
from accident_service.adapters.object_store.bucket import Bucket
from accident_service.casework.reconcile_blobs import KeptBlob
from accident_service.errors import BlobStoreUnavailable, NotFound

ENOUGH_BYTES = 16
# How files begin, and what they are.
_BEGINNINGS = (
    (b"%PDF", 0, "PDF"),
    (b"{", 0, "JSON"),
    (b"\xff\xd8\xff", 0, "JPEG"),
    (b"\x89PNG", 0, "PNG"),
    (b"WEBP", 8, "WebP"),
    (b"ftyp", 4, "MP4"),
    (b"\x1a\x45\xdf\xa3", 0, "Matroska"),
    (b"\x00\x00\x01\xba", 0, "MPEG-PS"),
    (b"AVI ", 8, "AVI"),
    (b"PK", 0, "zip"),
)


@dataclass(frozen=True, slots=True)
class FolderOfBlobs:
    """A `KeptBlobs` over the folder of a `LocalBlobStore`; nothing in it is opened for writing."""

    folder: Path

    def every(self) -> Iterator[KeptBlob]:
        """All of them, in order of their hashes.

        Raises:
            BlobStoreUnavailable: The folder cannot be read.
        """
        try:
            for path in sorted(self.folder.glob("??/??/*")):
                status = path.stat()
                if len(path.name) == SHA256_LETTERS and stat.S_ISREG(status.st_mode):
                    kept_at = datetime.fromtimestamp(status.st_mtime, UTC)
                    yield KeptBlob(path.name, status.st_size, kept_at)
        except OSError as failure:
            raise BlobStoreUnavailable(f"{self.folder} cannot be read: {failure}") from failure

    def form_of(self, sha256: str) -> str:
        """What the bytes look like by their beginning; empty where that tells nothing."""
        try:
            with (self.folder / blob_name(sha256)).open("rb") as file:
                return _form(file.read(ENOUGH_BYTES))
        except OSError:
            return ""


@dataclass(frozen=True, slots=True)
class BucketOfBlobs:
    """A `KeptBlobs` over the bucket of an `ObjectBlobStore`."""

    bucket: Bucket

    def every(self) -> Iterator[KeptBlob]:
        """All of them, as the store lists them; raises BlobStoreUnavailable."""
        for name, size_bytes, kept_at in self.bucket.every():
            sha256 = name.rpartition("/")[2]
            if len(sha256) == SHA256_LETTERS:
                yield KeptBlob(sha256, size_bytes, kept_at)

    def form_of(self, sha256: str) -> str:
        """What the bytes look like by their beginning; empty where that tells nothing."""
        try:
            return _form(next(self.bucket.pieces(blob_name(sha256)), b""))
        except (BlobStoreUnavailable, NotFound):
            return ""


def _form(begins: bytes) -> str:
    return next((form for mark, at, form in _BEGINNINGS if begins[at : at + len(mark)] == mark), "")

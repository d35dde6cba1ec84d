"""Evidence bytes in an S3-compatible store, each object named by its own SHA-256.

The promises are those of the folder (`adapters/blob_store.py`): an object appears complete or
not at all, a name that exists is never written again, and every reading checks the hash.
"""

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from accident_service.adapters.blob_names import blob_name
from accident_service.adapters.object_store.bucket import PIECE_BYTES, Bucket
from accident_service.adapters.object_store.copies import HostCopies
from accident_service.casefile.analysis import BlobRef
from accident_service.errors import BlobStoreUnavailable, CustodyBroken, NotFound


class ObjectBlobStore:
    """A `BlobStore` in a bucket, with copies on this host for whoever needs a file."""

    def __init__(self, bucket: Bucket, copies: HostCopies) -> None:
        self._bucket = bucket
        self._copies = copies

    def put(self, path: Path, media_type: str) -> BlobRef:
        """Keep a file's bytes; see the port.

        Raises:
            CustodyBroken: The file changed while it was being kept; nothing was.
        """
        try:
            with path.open("rb") as file:
                sha256 = hashlib.file_digest(file, "sha256").hexdigest()
                size_bytes = file.tell()
            self._bucket.add(blob_name(sha256), size_bytes, _unchanged(_read(path), sha256))
        except OSError as failure:
            raise BlobStoreUnavailable(f"{path} cannot be read: {failure}") from failure
        return BlobRef(sha256=sha256, size_bytes=size_bytes, media_type=media_type)

    def put_bytes(self, content: bytes, media_type: str) -> BlobRef:
        """Keep bytes that are already in memory; see the port."""
        sha256 = hashlib.sha256(content).hexdigest()
        self._bucket.add(blob_name(sha256), len(content), _cut_up(content))
        return BlobRef(sha256=sha256, size_bytes=len(content), media_type=media_type)

    def open(self, blob: BlobRef) -> bytes:
        """The bytes, checked against their hash; see the port."""
        name = blob_name(blob.sha256)
        small = blob.size_bytes <= PIECE_BYTES
        pieces = iter([self._bucket.whole(name)]) if small else self._bucket.pieces(name)
        return b"".join(_unchanged(pieces, blob.sha256))

    def remove(self, sha256: str) -> None:
        """Forget the bytes for good, with this host's copy; see the port.

        Copies on other hosts are handed out no more, and go when there is need of room.
        """
        self._bucket.remove(blob_name(sha256))
        self._copies.forget(sha256)

    @contextmanager
    def local_path(self, blob: BlobRef) -> Iterator[Path]:
        """A copy on this host, checked against its hash; see the port."""
        name = blob_name(blob.sha256)
        kept_bytes = self._bucket.size_bytes(name)
        if kept_bytes is None:  # destroyed, maybe by another host: no copy outlives it here
            self._copies.forget(blob.sha256)
            raise NotFound(f"no bytes are kept under {blob.sha256}")
        if kept_bytes != blob.size_bytes:
            raise CustodyBroken(
                f"{kept_bytes} bytes are kept under {blob.sha256}, not {blob.size_bytes}"
            )
        with self._copies.copy(blob, lambda: self._bucket.pieces(name)) as path:
            yield path


def _unchanged(pieces: Iterable[bytes], sha256: str) -> Iterator[bytes]:
    """The pieces; with an error in place of an end where they do not add up to the hash."""
    digest = hashlib.sha256()
    for piece in pieces:
        digest.update(piece)
        yield piece
    if (found := digest.hexdigest()) != sha256:
        raise CustodyBroken(f"the bytes kept under {sha256} now hash to {found}")


def _read(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(PIECE_BYTES):
            yield piece


def _cut_up(content: bytes) -> Iterator[bytes]:
    for start in range(0, len(content), PIECE_BYTES):
        yield content[start : start + PIECE_BYTES]

"""Sealed bytes in a folder of backups, each once for all backups, and never written again.

Where the disk allows it a blob is linked and takes no room; on another disk it is copied. Every
blob is read and held against its hash when it comes, and again when it goes back.
"""

import errno
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from accident_service.adapters.backup.manifest import sha256_of
from accident_service.casefile.analysis import BlobRef
from accident_service.casework.ports import BlobStore
from accident_service.casework.reconcile_blobs import KeptBlob
from accident_service.errors import CustodyBroken

READ_ONLY = 0o440
NOT_LINKED = frozenset({errno.EXDEV, errno.EPERM, errno.EMLINK, errno.ENOTSUP, errno.EACCES})
UNKNOWN_TYPE = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class BlobVault:
    """The blobs of a folder of backups."""

    folder: Path

    def holds(self, blob: KeptBlob) -> bool:
        """Is it there, as long as it should be?"""
        path = self._path(blob.sha256)
        return path.is_file() and path.stat().st_size == blob.size_bytes

    def take(self, blob: KeptBlob, store: BlobStore) -> None:
        """Keep a blob of the store.

        Raises:
            NotFound: The store has it no longer.
            CustodyBroken: Its bytes are not those that were kept.
            OSError: It could not be written.
        """
        path = self._path(blob.sha256)
        path.parent.mkdir(parents=True, exist_ok=True)
        with store.local_path(_ref(blob)) as source:
            path.unlink(missing_ok=True)  # what a broken off backup left
            try:
                os.link(source, path)
            except OSError as refused:
                if refused.errno not in NOT_LINKED:
                    raise
                _copied(source, path)

    def give_back(self, blob: KeptBlob, store: BlobStore) -> None:
        """Put a blob into the store, which keeps it once.

        Raises:
            CustodyBroken: The vault's bytes are missing or others; nothing was put.
            BlobStoreUnavailable: They could not be written.
        """
        path = self._path(blob.sha256)
        if not path.is_file():
            raise CustodyBroken(f"the backup lacks the bytes of {blob.sha256}")
        if sha256_of(path) != blob.sha256:
            raise CustodyBroken(f"the backup's bytes of {blob.sha256} are others")
        store.put(path, UNKNOWN_TYPE)

    def forget_all_but(self, wanted: frozenset[str]) -> int:
        """Remove what no backup lists any longer; how many."""
        gone = [path for path in self.folder.glob("??/??/*") if path.name not in wanted]
        for path in gone:
            path.unlink()
        return len(gone)

    def _path(self, sha256: str) -> Path:
        return self.folder / sha256[:2] / sha256[2:4] / sha256


def write_list(blobs: Iterator[KeptBlob], path: Path) -> tuple[int, int]:
    """One line a blob: its hash and size; how many there are, and their bytes together."""
    count = total_bytes = 0
    with path.open("x", encoding="ascii") as file:
        for one in blobs:
            file.write(f"{one.sha256} {one.size_bytes}\n")
            count, total_bytes = count + 1, total_bytes + one.size_bytes
    return count, total_bytes


def read_list(path: Path, listed_at: datetime) -> Iterator[KeptBlob]:
    """The blobs of a list, which does not tell since when each was kept."""
    with path.open(encoding="ascii") as file:
        for line in file:
            sha256, _, size = line.strip().partition(" ")
            yield KeptBlob(sha256, int(size), listed_at)


def _copied(source: Path, path: Path) -> None:
    draft = path.with_name(f".{path.name}.arriving")
    with source.open("rb") as reading, draft.open("wb") as writing:
        shutil.copyfileobj(reading, writing, 1 << 20)
        os.fchmod(writing.fileno(), READ_ONLY)
        writing.flush()
        os.fsync(writing.fileno())
    draft.replace(path)


def _ref(blob: KeptBlob) -> BlobRef:
    return BlobRef(sha256=blob.sha256, size_bytes=blob.size_bytes, media_type=UNKNOWN_TYPE)

"""What one backup holds, file by file with its hash; written last, so half a backup has none."""

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from accident_service.errors import CustodyBroken, NotFound

FORMAT = "accident-service-backup/1"
MANIFEST, BLOB_LIST = "manifest.json", "blobs.txt"
LEDGER_FILE, LEDGER_ROWS, FOLDERS = "ledger.sqlite3", "ledger", "files"
CHUNK_BYTES = 1 << 20


class LedgerForm(StrEnum):
    """How the ledger lies in a backup."""

    SQLITE = "sqlite"  # the database's own file
    ROWS = "rows"  # each table's rows as lines of JSON, compressed


@dataclass(frozen=True, slots=True)
class KeptFile:
    """One file; `path` is relative to the backup, or absolute for what was not copied."""

    path: str
    sha256: str
    size_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """One backup. `head` is the newest signed head of the audit ledger in it, if it has one."""

    format: str = FORMAT
    made_at: datetime
    version: str
    schema: str  # the newest migration the ledger had passed
    ledger: LedgerForm
    files: tuple[KeptFile, ...]
    blob_count: int
    blob_bytes: int
    with_blobs: bool  # False: only their hashes are listed
    with_keys: bool
    entry_count: int  # of the audit ledger
    head: str = ""
    damaged: tuple[str, ...] = ()  # listed, but the store's bytes were others and not taken
    not_copied: tuple[KeptFile, ...] = ()  # settings' files, which may hold secrets

    def write(self, backup: Path) -> str:
        """Put the manifest into its backup; its hash."""
        content = TypeAdapter(Manifest).dump_json(self, indent=1) + b"\n"
        draft = backup / f"{MANIFEST}.draft"
        write_to_disk(draft, content)
        draft.replace(backup / MANIFEST)
        return hashlib.sha256(content).hexdigest()


def read_manifest(backup: Path) -> Manifest:
    """The manifest of a backup.

    Raises:
        NotFound: There is none: this is no backup, or one that was broken off.
        CustodyBroken: It cannot be read, or is of a form this version does not know.
    """
    try:
        content = (backup / MANIFEST).read_bytes()
    except OSError as missing:
        raise NotFound(f"{backup} holds no finished backup ({missing.strerror})") from missing
    try:
        found = TypeAdapter(Manifest).validate_json(content)
    except ValidationError as odd:
        raise CustodyBroken(f"{backup / MANIFEST} is no manifest of a backup") from odd
    if found.format != FORMAT:
        raise CustodyBroken(f"{backup} is of the form {found.format}, this version reads {FORMAT}")
    return found


def faults_in(backup: Path, manifest: Manifest) -> Iterator[str]:
    """Every file of the backup itself that is missing or another; blobs are checked apart."""
    for one in manifest.files:
        path = backup / one.path
        if not path.is_file():
            yield f"{one.path} is missing"
        elif path.stat().st_size != one.size_bytes or sha256_of(path) != one.sha256:
            yield f"{one.path} is not what was written"


def kept_file(path: Path, base: Path | None = None) -> KeptFile:
    """A file by its hash; raises OSError."""
    name = str(path if base is None else path.relative_to(base))
    return KeptFile(name, sha256_of(path), path.stat().st_size)


def sha256_of(path: Path) -> str:
    """The hash of a file's bytes; raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_to_disk(path: Path, content: bytes, mode: int = 0o600) -> None:
    """Write a file that only its owner reads, and see it onto the disk; raises OSError."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())

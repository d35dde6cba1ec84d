"""Make a backup of a running service: the ledger at one moment, then everything it names.

The ledger comes first: bytes are kept before the ledger names them, so that all that the copy
names is there to be taken, however the service goes on meanwhile.
"""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from accident_service.adapters.backup.blob_vault import BlobVault, read_list, write_list
from accident_service.adapters.backup.ledger_file import copy_ledger
from accident_service.adapters.backup.ledger_rows import copy_rows
from accident_service.adapters.backup.manifest import (
    BLOB_LIST,
    FOLDERS,
    LEDGER_FILE,
    LEDGER_ROWS,
    MANIFEST,
    KeptFile,
    LedgerForm,
    Manifest,
    kept_file,
    read_manifest,
)
from accident_service.adapters.backup.state import KEYS, KeptState
from accident_service.adapters.database.revisions import current_revision
from accident_service.casework.reconcile_blobs import KeptBlob
from accident_service.errors import Conflict, CustodyBroken, NotFound, StorageFull

OWNER_ONLY = 0o700
BLOBS, LOCK = "blobs", "backup.lock"
NAMED = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is asked of a backup, and what was known of the audit ledger just before it."""

    at: datetime
    version: str
    entry_count: int
    head: str
    with_blobs: bool = True
    with_keys: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A finished backup."""

    folder: Path
    manifest: Manifest
    manifest_sha256: str
    new_blob_count: int


@dataclass(slots=True)
class _Taking:
    """Blobs on their way into the vault."""

    vault: BlobVault
    state: KeptState
    new_count: int = field(default=0)
    damaged: list[str] = field(default_factory=list)

    def every(self, *, really: bool) -> Iterator[KeptBlob]:
        """Each blob of the store once it is safe; only listed where not `really`."""
        for blob in self.state.kept_blobs.every():
            if really and not self.vault.holds(blob):
                try:
                    self.vault.take(blob, self.state.blobs)
                    self.new_count += 1
                except NotFound:
                    continue  # destroyed by order since it was listed
                except CustodyBroken:
                    self.damaged.append(blob.sha256)  # the rest is all the more worth keeping
            yield blob


def back_up(state: KeptState, folder: Path, wanted: Wanted) -> Made:
    """Make a backup below `folder`; nothing that is there is changed.

    Raises:
        Conflict: Another backup is being made there, or has this very second's name.
        LedgerUnavailable, BlobStoreUnavailable: The service's own state cannot be read.
        CustodyBroken: The ledger is damaged. (A blob that is stands in the manifest.)
        StorageFull: The backup cannot be written.
    """
    backup = folder / f"{wanted.at:{NAMED}}"
    with _writing(folder), _alone_in(folder), _whole_or_not(backup):
        ledger = _ledger(state, backup)
        folders = {
            name: path for name, path in state.folders.items() if wanted.with_keys or name != KEYS
        }
        for name, path in folders.items():
            _copy_folder(path, backup / FOLDERS / name)
        taking = _Taking(BlobVault(folder / BLOBS), state)
        count, total_bytes = write_list(taking.every(really=wanted.with_blobs), backup / BLOB_LIST)
        manifest = Manifest(
            made_at=wanted.at,
            version=wanted.version,
            schema=current_revision(state.ledger_url),
            ledger=ledger,
            files=tuple(_files_below(backup)),
            blob_count=count,
            blob_bytes=total_bytes,
            with_blobs=wanted.with_blobs,
            with_keys=wanted.with_keys,
            entry_count=wanted.entry_count,
            head=wanted.head,
            damaged=tuple(taking.damaged),
            not_copied=tuple(kept_file(one) for one in state.settings_files if one.is_file()),
        )
        manifest_sha256 = manifest.write(backup)
    return Made(
        folder=backup,
        manifest=manifest,
        manifest_sha256=manifest_sha256,
        new_blob_count=taking.new_count,
    )


def finished_backups(folder: Path) -> tuple[Path, ...]:
    """The backups of a folder that were finished, oldest first."""
    return tuple(sorted(path.parent for path in folder.glob(f"*Z/{MANIFEST}")))


def forget_old(folder: Path, keep: int) -> tuple[int, int]:
    """Remove all but the newest backups, and blobs that none of those lists; how many of each.

    Raises:
        Conflict: A backup is being made there.
        CustodyBroken: A manifest that stays cannot be read; nothing was removed.
        StorageFull: The folder cannot be written.
    """
    with _writing(folder), _alone_in(folder):
        backups = finished_backups(folder)
        old, stay = backups[:-keep], backups[-keep:]
        wanted: set[str] = set()
        for one in stay:
            made_at = read_manifest(one).made_at
            wanted.update(blob.sha256 for blob in read_list(one / BLOB_LIST, made_at))
        for one in old:
            shutil.rmtree(one)
        blobs = BlobVault(folder / BLOBS).forget_all_but(frozenset(wanted)) if old else 0
    return len(old), blobs


def _ledger(state: KeptState, backup: Path) -> LedgerForm:
    if state.ledger_is_a_file:
        copy_ledger(state.ledger_url, backup / LEDGER_FILE)
        return LedgerForm.SQLITE
    copy_rows(state.ledger_url, backup / LEDGER_ROWS)
    return LedgerForm.ROWS


def _copy_folder(source: Path, into: Path) -> None:
    """The files of a folder; one that goes away meanwhile is left out."""
    if not source.is_dir():
        return
    for path in sorted(one for one in source.rglob("*") if one.is_file()):
        target = into / path.relative_to(source)
        target.parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileNotFoundError):
            shutil.copy2(path, target)


def _files_below(backup: Path) -> Iterator[KeptFile]:
    for path in sorted(one for one in backup.rglob("*") if one.is_file()):
        yield kept_file(path, backup)


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    folder.mkdir(parents=True, exist_ok=True, mode=OWNER_ONLY)
    with (folder / LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as taken:
            raise Conflict(f"another backup is being made in {folder}") from taken
        yield


@contextmanager
def _whole_or_not(backup: Path) -> Iterator[None]:
    try:
        backup.mkdir(mode=OWNER_ONLY)
    except FileExistsError as there:
        raise Conflict(f"there is a backup {backup} already") from there
    finished = False
    try:
        yield
        finished = True
    finally:
        if not finished:
            shutil.rmtree(backup, ignore_errors=True)
    descriptor = os.open(backup.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _writing(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as failure:
        raise StorageFull(f"the backup in {folder} cannot be written: {failure}") from failure

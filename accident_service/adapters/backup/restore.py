"""Give a backup back to an empty place: files and blobs first, the ledger last.

While the ledger is not there no service can begin, and a restore that broke off is simply begun
again. Nothing that is there is written over: bytes that are newer than the backup stay, and what
the ledger then does not know of them is told by `reconcile`.
"""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from accident_service.adapters.backup.blob_vault import BlobVault, read_list
from accident_service.adapters.backup.ledger_file import ledger_path, put_back
from accident_service.adapters.backup.ledger_rows import demand_empty, put_rows_back
from accident_service.adapters.backup.manifest import (
    BLOB_LIST,
    FOLDERS,
    LEDGER_FILE,
    LEDGER_ROWS,
    LedgerForm,
    Manifest,
    faults_in,
    read_manifest,
    sha256_of,
)
from accident_service.adapters.backup.state import KEYS, KeptState
from accident_service.adapters.database.revisions import is_known
from accident_service.errors import Conflict, CustodyBroken, StorageFull

BLOBS = "blobs"
MOST_TOLD = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What came back, and what the operator must know."""

    manifest: Manifest
    file_count: int
    blob_count: int  # those that were not there yet
    lost_blobs: tuple[str, ...]  # listed by the backup, and neither there nor in it
    other_files: tuple[str, ...]  # there already, and different; left as they are
    settings_files: tuple[str, ...]  # of the operator, gone or changed since


def chosen_backup(folder: Path) -> Path:
    """The folder itself where it is a backup, else the newest one in it.

    Raises:
        NotFound: There is none.
    """
    if (folder / "manifest.json").is_file():
        return folder
    found = sorted(path.parent for path in folder.glob("*Z/manifest.json"))
    return found[-1] if found else folder


def restore(backup: Path, state: KeptState) -> Restored:
    """Put a backup into the empty place of `state`.

    Raises:
        NotFound: It is no finished backup.
        CustodyBroken: A file of it is not what was written; every one is named.
        Conflict: There is a ledger, or other keys than the backup's; nothing was changed.
        InvalidInput, LedgerUnavailable, BlobStoreUnavailable: The place cannot be used.
        StorageFull: It cannot be written.
    """
    manifest = sound_manifest(backup)
    _demand_room(backup, manifest, state)
    try:
        copied, others = _give_files_back(backup, state)
        blob_count, lost = _give_blobs_back(backup, manifest, state)
        if manifest.ledger is LedgerForm.SQLITE:
            put_back(backup / LEDGER_FILE, state.ledger_url)
        else:
            put_rows_back(backup / LEDGER_ROWS, state.ledger_url, manifest.schema)
    except OSError as failure:
        raise StorageFull(f"the backup cannot be put back: {failure}") from failure
    return Restored(
        manifest=manifest,
        file_count=copied,
        blob_count=blob_count,
        lost_blobs=lost,
        other_files=others,
        settings_files=tuple(_settings_to_see_to(manifest)),
    )


def sound_manifest(backup: Path) -> Manifest:
    """The manifest, once every file of the backup was held against it; raises as `restore`."""
    manifest = read_manifest(backup)
    faults = list(faults_in(backup, manifest))
    if faults:
        raise CustodyBroken(f"{backup} does not hold: " + "; ".join(faults[:MOST_TOLD]))
    if not is_known(manifest.schema):
        raise Conflict(
            f"{backup} was made by version {manifest.version} with a newer ledger"
            f" ({manifest.schema}); install that version or a later one"
        )
    return manifest


def _demand_room(backup: Path, manifest: Manifest, state: KeptState) -> None:
    """The ledger's place is empty and of the backup's kind, and its keys stand there or come."""
    if state.ledger_is_a_file is not (manifest.ledger is LedgerForm.SQLITE):
        kind = "SQLite" if manifest.ledger is LedgerForm.SQLITE else "PostgreSQL"
        raise Conflict(f"the backup's ledger is of {kind}; set the ledger's address to one")
    if not state.ledger_is_a_file:
        demand_empty(state.ledger_url)
    elif ledger_path(state.ledger_url).exists():
        raise Conflict(
            f"there is a ledger at {ledger_path(state.ledger_url)}; nothing is written over it:"
            " stop the service, and add --set-aside to rename it"
        )
    keys = state.folders[KEYS]
    if not manifest.with_keys and not (keys.is_dir() and any(keys.iterdir())):
        raise Conflict(f"the keys are not in this backup; put them back into {keys} first")
    for source, target in _files(backup, state, only=KEYS):
        if target.exists() and sha256_of(target) != sha256_of(source):
            raise Conflict(f"{target} is another key than the backup's; nothing was changed")


def _give_files_back(backup: Path, state: KeptState) -> tuple[int, tuple[str, ...]]:
    count, others = 0, []
    for source, target in _files(backup, state):
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            shutil.copy2(source, target)
            count += 1
        elif sha256_of(target) != sha256_of(source):
            others.append(str(target))
    return count, tuple(others)


def _give_blobs_back(
    backup: Path, manifest: Manifest, state: KeptState
) -> tuple[int, tuple[str, ...]]:
    vault, count, lost = BlobVault(backup.parent / BLOBS), 0, []
    there = {one.sha256 for one in state.kept_blobs.every()}
    for blob in read_list(backup / BLOB_LIST, manifest.made_at):
        if blob.sha256 in there:
            continue
        try:
            vault.give_back(blob, state.blobs)
        except CustodyBroken:
            lost.append(blob.sha256)
        else:
            count += 1
    return count, tuple(lost)


def _files(backup: Path, state: KeptState, only: str = "") -> Iterator[tuple[Path, Path]]:
    """Each small file of the backup, and where it belongs."""
    for name, folder in state.folders.items():
        base = backup / FOLDERS / name
        if only in ("", name):
            for source in sorted(one for one in base.rglob("*") if one.is_file()):
                yield source, folder / source.relative_to(base)


def _settings_to_see_to(manifest: Manifest) -> Iterator[str]:
    for one in manifest.not_copied:
        path = Path(one.path)
        if not path.is_file():
            yield f"{path} is missing"
        elif sha256_of(path) != one.sha256:
            yield f"{path} is not what it was at the backup"

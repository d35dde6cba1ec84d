"""A SQLite ledger copied while it is in use, by SQLite's own online backup, and put back.

The copy is the state of one moment: whoever writes meanwhile writes after it.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from sqlalchemy import make_url

from accident_service.errors import Conflict, CustodyBroken, LedgerUnavailable

BUSY_TIMEOUT_S = 30.0
SIDE_FILES = ("", "-wal", "-shm")


def ledger_path(url: str) -> Path:
    """The file of a SQLite URL."""
    return Path(make_url(url).database or "")


def copy_ledger(url: str, into: Path) -> None:
    """Write the ledger as it is now to `into`, and check it.

    Raises:
        LedgerUnavailable: It could not be read or written.
        CustodyBroken: The copy is damaged, because the ledger is.
    """
    source = ledger_path(url)
    if not source.is_file():
        raise LedgerUnavailable(f"there is no ledger at {source}")
    os.close(os.open(into, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        with (
            closing(sqlite3.connect(source, timeout=BUSY_TIMEOUT_S)) as ledger,
            closing(sqlite3.connect(into)) as copy,
        ):
            ledger.backup(copy)  # all pages in one go: the state of one moment
            copy.execute("PRAGMA journal_mode = DELETE")
            (verdict,) = copy.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.Error as failure:
        raise LedgerUnavailable(f"{source} could not be copied: {failure}") from failure
    if verdict != "ok":
        raise CustodyBroken(f"{source} is damaged: {verdict}")


def put_back(copy: Path, url: str) -> None:
    """Make the copy the ledger; there must be none.

    Raises:
        Conflict: There is a ledger.
        OSError: It could not be written.
    """
    target = ledger_path(url)
    if any(path.exists() for path in _files_of(target)):
        raise Conflict(f"there is a ledger at {target}; nothing is written over it")
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f"{target.name}.restoring")
    draft.unlink(missing_ok=True)
    with copy.open("rb") as source, draft.open("xb") as file:
        draft.chmod(0o600)
        while chunk := source.read(1 << 20):
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    os.link(draft, target)
    draft.unlink()


def set_aside(url: str, suffix: str) -> Path | None:
    """Rename the ledger with the files beside it; its new name, None where there was none."""
    target = ledger_path(url)
    if not target.exists():
        return None
    with closing(sqlite3.connect(target, timeout=BUSY_TIMEOUT_S)) as ledger:
        ledger.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    for path in _files_of(target):
        if path.exists():
            path.rename(path.with_name(path.name.replace(target.name, f"{target.name}.{suffix}")))
    return target.with_name(f"{target.name}.{suffix}")


def bring_back(url: str, suffix: str) -> None:
    """Give a ledger that was set aside its name again, unless another stands there."""
    target = ledger_path(url)
    if target.exists():
        return
    for path in _files_of(target):
        aside = path.with_name(path.name.replace(target.name, f"{target.name}.{suffix}"))
        if aside.exists():
            aside.rename(path)


def _files_of(target: Path) -> Iterator[Path]:
    return (target.with_name(target.name + side) for side in SIDE_FILES)

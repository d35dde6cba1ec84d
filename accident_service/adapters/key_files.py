"""Secrets made on the first start and kept in files only the owner may read."""

import os
import secrets
from collections.abc import Callable
from datetime import date
from pathlib import Path

from accident_service.errors import InvalidSettings

OWNER_ONLY = 0o700
OWNER_READS = 0o600
KEY_BYTES = 32
FORMER = ".former-"  # between a key's name and the day another took its place


def kept_key(path: Path) -> bytes:
    """The key in `path`; made at random first where there is none.

    Raises:
        InvalidSettings: The file can be read by others, or is too short to be a key.
    """
    key = kept_text(path, lambda: secrets.token_bytes(KEY_BYTES))
    if len(key) < KEY_BYTES:
        raise InvalidSettings(f"{path} holds {len(key)} bytes; a key has {KEY_BYTES} or more")
    return key


def kept_keys(path: Path) -> tuple[bytes, ...]:
    """The key in `path`, made where there is none, and those it has replaced, newest first.

    Raises:
        InvalidSettings: A file can be read by others, or is too short to be a key.
    """
    return (kept_key(path), *(kept_key(one) for one in former_files(path)))


def former_files(path: Path) -> tuple[Path, ...]:
    """Where keys lie that the one in `path` has replaced, newest first."""
    return tuple(sorted(path.parent.glob(f"{path.name}{FORMER}*"), reverse=True))


def replace_key(path: Path, on: date, keep: Callable[[bytes], bytes] | None) -> None:
    """Put a new key in the place of the one in `path`.

    Args:
        on: The day, which names the file of the one before.
        keep: What is kept of the one before, for what it has signed or sealed; None: nothing,
            and nothing of earlier ones.

    Raises:
        InvalidSettings: The key before cannot be read.
    """
    before = kept_key(path)
    if keep is None:
        forget_former(path)
    else:
        _keep(_free_name(path, on), keep(before))
    draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}.new")
    _keep(draft, secrets.token_bytes(KEY_BYTES))
    draft.replace(path)


def forget_former(path: Path) -> int:
    """Remove the keys that the one in `path` has replaced; how many there were."""
    former = former_files(path)
    for one in former:
        one.unlink()
    return len(former)


def _free_name(path: Path, on: date) -> Path:
    names = (path.with_name(f"{path.name}{FORMER}{on}.{number}") for number in range(1, 1000))
    return next(name for name in names if not name.exists())


def kept_text(path: Path, make: Callable[[], bytes]) -> bytes:
    """The secret in `path`, whatever it is; made first where there is none.

    Two processes that start at once agree on one: the file is linked into place whole, and
    whoever comes second reads the first one's.

    Raises:
        InvalidSettings: The file can be read by others.
    """
    if not path.exists():
        _keep(path, make())
    secret = path.read_bytes()
    if path.stat().st_mode & 0o077:
        raise InvalidSettings(f"{path} can be read by others; make it mode 0600")
    return secret


def _keep(path: Path, secret: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=OWNER_ONLY)
    draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_READS)
    try:
        with open(descriptor, "wb") as file:  # noqa: PTH123 - the mode is set at opening
            file.write(secret)
            file.flush()
            os.fsync(file.fileno())
        os.link(draft, path)
    except FileExistsError:
        return
    finally:
        draft.unlink()

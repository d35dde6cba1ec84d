"""Folders and files: may we write there, is there room, and who else may read them."""

import os
import shutil
import stat
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from accident_service.adapters.doctor.finding import Finding, doubtful, ok, wrong
from accident_service.adapters.vital_signs import LEAST_ROOM_BYTES

# Some dozens of recordings; below this an operator has days, not weeks. [design]
LITTLE_ROOM_BYTES = 10 * 2**30
OTHERS = stat.S_IRWXG | stat.S_IRWXO
MOST_KEYS = 200


def folders(named: Mapping[str, Path]) -> Iterator[Finding]:
    """Each folder the service writes to; one that is not there is made when it is needed."""
    for name, folder in named.items():
        standing = next(one for one in (folder, *folder.parents) if one.exists())
        if not os.access(standing, os.W_OK | os.X_OK):
            yield wrong("folder", f"{name} {standing} cannot be written to", _give(standing))
        else:
            yield ok("folder", f"{name} {folder}" + ("" if folder.exists() else " (not yet made)"))


def room(named: Mapping[str, Path]) -> Iterator[Finding]:
    """Free space and free places for files, once for each disk."""
    seen: set[int] = set()
    for name, folder in named.items():
        standing = next(one for one in (folder, *folder.parents) if one.exists())
        if standing.stat().st_dev in seen:
            continue
        seen.add(standing.stat().st_dev)
        yield from _room_of(name, standing)


def read_by_us_alone(folder: Path) -> Iterator[Finding]:
    """The folder of keys and every file in it."""
    if not folder.is_dir():
        yield doubtful(
            "keys", f"there is no {folder} yet", "it is made at the first start; then back it up"
        )
        return
    files = sorted(one for one in folder.rglob("*") if one.is_file())
    open_ones = [one for one in (folder, *files) if one.stat().st_mode & OTHERS]
    for one in open_ones[:MOST_KEYS]:
        mode = "0700" if one.is_dir() else "0600"
        yield wrong("keys", f"{one} can be read by others", f"chmod {mode} {one}")
    foreign = [one for one in files if one.stat().st_uid != os.getuid()]
    for one in foreign[:MOST_KEYS]:
        yield doubtful("keys", f"{one} belongs to another user", "run the doctor as the service's")
    if not open_ones:
        yield ok("keys", f"{len(files)} in {folder}, read by their owner alone")


def settings_files(named: Sequence[tuple[str, Path]]) -> Iterator[Finding]:
    """The operator's files and folders that settings name."""
    for name, path in named:
        if not path.exists():
            yield wrong(name, f"{path} is not there", "write it, or unset the setting")
        elif not os.access(path, os.R_OK):
            yield wrong(name, f"{path} cannot be read", _give(path))
        else:
            yield ok(name, str(path))


def _room_of(name: str, folder: Path) -> Iterator[Finding]:
    free_bytes, told = shutil.disk_usage(folder).free, ""
    files = os.statvfs(folder)
    told = f"{free_bytes / 2**30:.1f} GiB free for {name} ({folder})"
    if free_bytes < LEAST_ROOM_BYTES:
        yield wrong("room", told, "make room: nothing is accepted without")
    elif free_bytes < LITTLE_ROOM_BYTES:
        yield doubtful("room", told, "make room, or see to retention: `retention list`")
    elif files.f_files and files.f_favail < files.f_files // 100:
        yield doubtful("room", f"{files.f_favail} files may still be made in {folder}", "make room")
    else:
        yield ok("room", told)


def _give(path: Path) -> str:
    return f"give it to the user the service runs as (here: uid {os.getuid()}): {path}"

"""Files that pass: what a step writes on its way goes with the step, however that ends.

A step that is killed cannot clear up behind itself, and what it leaves are pictures of people
and their plates. So its worker gives it a folder and removes it afterwards; what a worker that
was killed itself has left is removed by the next one on the machine.
"""

import fcntl
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PREFIX = "accident-service-step-"
LOCK = "alive"  # locked for as long as anybody works in the folder; the kernel gives it up


@contextmanager
def passing_folder() -> Iterator[Path]:
    """A folder for one step's files, that is gone afterwards."""
    made = Path(tempfile.mkdtemp(prefix="accident-service-new-"))
    folder = made.with_name(PREFIX + made.name)
    try:
        with (made / LOCK).open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            made.rename(folder)  # only now does it have a name that others look for
            yield folder
    finally:
        for left in (made, folder):
            shutil.rmtree(left, ignore_errors=True)


def remove_left_behind() -> int:
    """Remove the folders of workers on this machine that are dead; how many there were."""
    return sum(map(_is_removed, Path(tempfile.gettempdir()).glob(f"{PREFIX}*")))


def _is_removed(folder: Path) -> bool:
    try:
        with (folder / LOCK).open("r+") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(folder, ignore_errors=True)
    except OSError:  # somebody works in it, it is somebody else's, or it has just gone
        return False
    return True

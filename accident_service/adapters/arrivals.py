"""Where recordings lie between their arrival and their seal; nothing stays there.

Beside the blob store, so that hours of recording find room, and readable by the service alone.
A process that is killed cannot clear up after itself: what lies here longer than any step may
take is removed when the next recording arrives.
"""

import math
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from accident_service.casework.ports import Clock
from accident_service.errors import StorageFull

PREFIX = "arriving-"
# Longer than a fetch and a join together may take.
LEFT_OVER_AFTER = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class ArrivalFolder:
    """`Arrivals` on a local folder."""

    folder: Path
    clock: Clock

    @contextmanager
    def room(self) -> Iterator[Path]:
        """An empty folder that is gone afterwards; see the port."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._clear()
            room = tempfile.TemporaryDirectory(prefix=PREFIX, dir=self.folder)
        except OSError as failure:
            raise StorageFull(f"no room for recordings to arrive: {failure}") from failure
        with room as name:
            yield Path(name)

    def _clear(self) -> None:
        before_s = (self.clock.now() - LEFT_OVER_AFTER).timestamp()
        for path in self.folder.glob(f"{PREFIX}*"):
            if _changed_s(path) < before_s:
                shutil.rmtree(path, ignore_errors=True)


def _changed_s(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except FileNotFoundError:  # another worker was first
        return math.inf

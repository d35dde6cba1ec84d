"""Photographs are decoded in a child process, so that a hostile one costs a child, not the door.

Whatever becomes of the child, a crash, an endless loop, a memory bomb, is a refusal the
sender is told of.
"""

import json
import os
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import TypeAdapter

from accident_service.adapters.child_process import CHILD_ENVIRONMENT
from accident_service.adapters.photo_child import NO_ROOM_EXIT_CODE
from accident_service.casework.photo_ports import PhotoFacts
from accident_service.casework.photo_verdicts import PhotoVerdict
from accident_service.errors import OutsideWorldFailed, PhotoRefused, StorageFull

CHILD_COMMAND = (sys.executable, "-P", "-m", "accident_service.adapters.photo_child")
WALL_S = 40.0
READ_AT_ONCE = 2  # children of one process; each may use a good part of a small machine's memory
_FACTS = TypeAdapter(PhotoFacts)


@dataclass(frozen=True, slots=True)
class ChildPhotoReader:
    """A `PhotoReader`."""

    command: tuple[str, ...] = CHILD_COMMAND
    wall_s: float = WALL_S
    _turns: threading.BoundedSemaphore = field(
        default_factory=lambda: threading.BoundedSemaphore(READ_AT_ONCE)
    )

    def read(self, original: Path) -> tuple[PhotoFacts, bytes]:
        """Its facts, and the picture as people are shown it; see the port."""
        try:
            with self._turns, tempfile.TemporaryDirectory(prefix="photo-") as folder:
                shown = Path(folder) / "shown.jpg"
                facts = self._facts(original, shown)
                return facts, shown.read_bytes()
        except OSError as failure:
            raise OutsideWorldFailed(f"no reader could be started: {failure}") from failure

    def _facts(self, original: Path, shown: Path) -> PhotoFacts:
        arguments = (str(original.absolute()), str(shown), str(os.getpid()))
        try:
            ended = subprocess.run(  # noqa: S603 - our own module, by our own interpreter
                (*self.command, *arguments),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
                env=CHILD_ENVIRONMENT,
                timeout=self.wall_s,
                check=False,
            )
        except subprocess.TimeoutExpired as stuck:
            raise _damaged("its reader does not end") from stuck
        if ended.returncode == NO_ROOM_EXIT_CODE:
            raise StorageFull("there was no room for the picture")
        if ended.returncode != 0:
            raise _damaged(f"its reader ended with {ended.returncode}")
        answer = json.loads(ended.stdout)
        if "refused" in answer:
            raise PhotoRefused(f"the photo is {answer['refused']}", verdict=answer["refused"])
        return _FACTS.validate_python(answer)


def _damaged(message: str) -> PhotoRefused:
    return PhotoRefused(message, verdict=PhotoVerdict.DAMAGED)

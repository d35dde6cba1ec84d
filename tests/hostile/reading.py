"""Have clips read in a child that is started again when one kills it."""

import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from accident_service.adapters.clip_verdicts import ClipVerdict

Said = Mapping[str, object]
CHILD = (sys.executable, "-m", "tests.hostile.reading_child")
ROOT = Path(__file__).resolve().parent.parent.parent


@dataclass(slots=True)
class ReadingChild:
    """What the child says of each file; a death is the verdict the service gives it too."""

    deaths: int = 0
    _child: "subprocess.Popen[str] | None" = field(default=None)

    def made_of(self, path: Path) -> Said:
        """The child's word on one file."""
        child = self._alive()
        if child.stdin is None or child.stdout is None:
            raise ValueError("the child was started without pipes")
        child.stdin.write(f"{path}\n")
        child.stdin.flush()
        line = child.stdout.readline()
        if line:
            said: Said = json.loads(line)
            return said
        self.deaths += 1
        self.close()
        return {"verdict": ClipVerdict.READER_DIED.value}

    def close(self) -> None:
        """End the child, if there is one."""
        if self._child is not None:
            self._child.kill()
            self._child.communicate()
            self._child = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_failure: object) -> None:
        self.close()

    def _alive(self) -> "subprocess.Popen[str]":
        if self._child is None:
            self._child = subprocess.Popen(
                CHILD,
                cwd=ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
            )
        return self._child

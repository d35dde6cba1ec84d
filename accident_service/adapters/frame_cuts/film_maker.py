"""Makes the small film of a clip when it is first asked for, one at a time, out of the way."""

import json
import os
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from threading import Lock, Thread
from time import sleep

from accident_service.adapters.analysis_request import ChildLimits
from accident_service.adapters.analyst import original_of
from accident_service.adapters.child_process import run_child
from accident_service.adapters.frame_cuts.shelf import PictureShelf
from accident_service.casework.ports import BlobStore
from accident_service.errors import AccidentServiceError, BlobStoreUnavailable
from accident_service.footage.clip import SealedClip

CHILD_COMMAND = (sys.executable, "-P", "-m", "accident_service.adapters.frame_cuts.film_child")
FILM_LIMITS = ChildLimits(
    memory_bytes=2 * 2**30, cpu_s=900, wall_s=1200.0, file_bytes=2**30, open_files=64
)
FILM_NAME = "context.mp4"


class FilmMaker:
    """`ContextFilms` on the shelf of cut pictures."""

    def __init__(
        self,
        blobs: BlobStore,
        shelf: PictureShelf,
        command: Sequence[str] = CHILD_COMMAND,
        *,
        noting: bool = False,
        pause_s: float = 0.0,
    ) -> None:
        """Open it.

        Args:
            noting: List every picture beside the film, for cutting them out exactly.
            pause_s: How long a film waits for the pictures somebody asks for at the same time.
        """
        self._blobs = blobs
        self._shelf = shelf
        self._command = tuple(command)
        self._noting = noting
        self._pause_s = pause_s
        self._lock = Lock()
        self._one_at_a_time = Lock()
        self._under_way: set[str] = set()
        self._failed: dict[str, AccidentServiceError] = {}

    def film(self, clip: SealedClip) -> Path | None:
        """The film's file, or None while it is being made; see the port.

        A failure is told once to whoever asks next; asking again after that tries again.
        """
        path = self._shelf.of_clip(clip.sha256) / FILM_NAME
        if path.exists():
            return path
        with self._lock:
            failure = self._failed.pop(clip.sha256, None)
            if failure is not None:
                raise failure
            if clip.sha256 not in self._under_way:
                self._under_way.add(clip.sha256)
                Thread(target=self._make, args=(clip, path), daemon=True).start()
        return None

    def _make(self, clip: SealedClip, path: Path) -> None:
        try:
            with self._one_at_a_time:
                sleep(self._pause_s)
                self._run(clip, path)
        except AccidentServiceError as failure:
            self._failed[clip.sha256] = failure
        except OSError as failure:
            self._failed[clip.sha256] = BlobStoreUnavailable(f"no room for a film: {failure}")
        finally:
            with self._lock:
                self._under_way.discard(clip.sha256)
        self._shelf.make_room(clip.sha256)

    def _run(self, clip: SealedClip, path: Path) -> None:
        with (
            tempfile.TemporaryDirectory(prefix="film-") as folder,
            self._blobs.local_path(original_of(clip)) as original,
        ):
            request = {
                "clip": str(original.absolute()),
                "film": str(path),
                "original": clip.sha256,
                "noting": self._noting,
                "parent_pid": os.getpid(),
                "child_limits": asdict(FILM_LIMITS),
            }
            request_path = Path(folder) / "request.json"
            request_path.write_text(json.dumps(request), encoding="utf-8")
            command = (*self._command, str(request_path))
            log = Path(folder) / "reader.log"
            run_child(command, FILM_LIMITS.wall_s, lambda _share: None, log)

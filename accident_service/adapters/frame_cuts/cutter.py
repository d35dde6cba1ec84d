"""Hands out analysed pictures of sealed clips: from the shelf, or cut by a child with limits.

A picture is never cut alone: its neighbours are what is asked for next. The one that somebody
waits for comes first, and a child gives way once it has delivered and others wait.
"""

import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from threading import BoundedSemaphore, Condition, Thread

from accident_service.adapters.analyst import original_of
from accident_service.adapters.child_process import run_child
from accident_service.adapters.frame_cuts.request import CutRequest, WantedPicture, file_name
from accident_service.adapters.frame_cuts.shelf import PictureShelf
from accident_service.casefile.pictures import ClipPictures
from accident_service.casework.ports import BlobStore
from accident_service.casework.view_frames import FrameKind
from accident_service.errors import AccidentServiceError, BlobStoreUnavailable
from accident_service.footage.clip import SealedClip

CHILD_COMMAND = (sys.executable, "-P", "-m", "accident_service.adapters.frame_cuts.child")
# How many pictures are cut with the one asked for: people step on more than they step back.
BEFORE, AFTER = 12, 25
CHILDREN_AT_ONCE = 2
Key = tuple[str, str]


class _EnoughError(Exception):
    """Others wait, and the picture this child was started for is there."""


class _Job:
    """One child at work on some pictures of one clip."""

    def __init__(self, indices: range, asked: int) -> None:
        self.indices = indices
        self.asked = asked
        self.done = False
        self.failure: AccidentServiceError | None = None


class ChildCutter:
    """A `FrameCutter` that trusts a clip with nothing but a child process."""

    def __init__(
        self, blobs: BlobStore, shelf: PictureShelf, command: Sequence[str] = CHILD_COMMAND
    ) -> None:
        self._blobs = blobs
        self._shelf = shelf
        self._command = tuple(command)
        self._turn = Condition()
        self._jobs: dict[Key, list[_Job]] = {}
        self._waiting = 0
        self._children = BoundedSemaphore(CHILDREN_AT_ONCE)

    def picture(
        self, clip: SealedClip, pictures: ClipPictures, index: int, kind: FrameKind
    ) -> bytes:
        """One picture, proven to be the analysed one; see the port."""
        path = self._shelf.of_clip(clip.sha256) / file_name(index, kind.suffix)
        content = _read(path)
        while content is None:
            job = self._job_for(clip, pictures, index, kind)
            self._wait(job, path)
            content = _read(path)
            if content is None and job.failure is not None:
                raise job.failure
        return content

    def warm(self, clip: SealedClip, pictures: ClipPictures, index: int) -> None:
        """Begin to cut around a picture that will be asked for, unless it is there."""
        path = self._shelf.of_clip(clip.sha256) / file_name(index, FrameKind.JPEG.suffix)
        if not path.exists():
            self._job_for(clip, pictures, index, FrameKind.JPEG)

    def cut_around(self, clip: SealedClip, pictures: ClipPictures, index: int) -> None:
        """Cut a picture and its neighbours, and wait for the last; see the port."""
        job = self._job_for(clip, pictures, index, FrameKind.JPEG)
        with self._turn:
            while not job.done:
                self._turn.wait(timeout=1.0)
        if job.failure is not None:
            raise job.failure

    def _wait(self, job: _Job, path: Path) -> None:
        with self._turn:
            while not job.done and not path.exists():
                self._turn.wait(timeout=1.0)

    def _job_for(
        self, clip: SealedClip, pictures: ClipPictures, index: int, kind: FrameKind
    ) -> _Job:
        """The job that will cut this picture: one under way, or a new one."""
        key = (clip.sha256, kind.suffix)
        with self._turn:
            for job in self._jobs.get(key, ()):
                if index in job.indices and not job.done:
                    return job
            job = _Job(_around(index, len(pictures.pts_s), kind), index)
            self._jobs.setdefault(key, []).append(job)
            self._waiting += 1
        Thread(target=self._work, args=(clip, pictures, kind, job), daemon=True).start()
        return job

    def _work(self, clip: SealedClip, pictures: ClipPictures, kind: FrameKind, job: _Job) -> None:
        with self._children:
            with self._turn:
                self._waiting -= 1
            try:
                self._cut(clip, pictures, kind, job)
            except _EnoughError:
                pass
            except AccidentServiceError as failure:
                job.failure = failure
            except OSError as failure:
                job.failure = BlobStoreUnavailable(f"no room to cut pictures: {failure}")
            finally:
                with self._turn:
                    job.done = True
                    self._jobs[clip.sha256, kind.suffix].remove(job)
                    self._turn.notify_all()
        self._shelf.make_room(clip.sha256)

    def _cut(self, clip: SealedClip, pictures: ClipPictures, kind: FrameKind, job: _Job) -> None:
        with (
            tempfile.TemporaryDirectory(prefix="cutting-") as folder,
            self._blobs.local_path(original_of(clip)) as original,
        ):
            request = CutRequest(
                clip=original.absolute(),
                out=self._shelf.of_clip(clip.sha256),
                suffix=kind.suffix,
                pictures=tuple(
                    WantedPicture(one, pictures.pts_s[one], pictures.luma_sha256[one])
                    for one in job.indices
                ),
                asked=job.asked,
                parent_pid=os.getpid(),
            )
            path = Path(folder) / "request.json"
            path.write_text(request.to_json(), encoding="utf-8")
            run_child(
                (*self._command, str(path)),
                request.child_limits.wall_s,
                lambda index: self._written(job, round(index)),
                Path(folder) / "reader.log",
            )

    def _written(self, job: _Job, index: int) -> None:
        with self._turn:
            self._turn.notify_all()
            if self._waiting and index != job.asked:
                raise _EnoughError


def _around(index: int, count: int, kind: FrameKind) -> range:
    """Which pictures to cut together; large ones are asked for one at a time."""
    if kind is FrameKind.PNG:
        return range(index, index + 1)
    return range(max(index - BEFORE, 0), min(index + AFTER + 1, count))


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None

"""Where cut pictures lie until they are looked at again: one folder a clip, by its hash.

What lies here can be cut again at any time; the clips looked at longest ago make room first.
"""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from accident_service.errors import BlobStoreUnavailable

PRIVATE = 0o700


@dataclass(frozen=True, slots=True)
class PictureShelf:
    """Cut pictures and films in a folder, up to so many bytes."""

    folder: Path
    most_bytes: int

    def of_clip(self, sha256: str) -> Path:
        """The clip's own folder, made if need be, and remembered as used.

        Raises:
            BlobStoreUnavailable: It cannot be made.
        """
        path = self.folder / sha256
        try:
            path.mkdir(mode=PRIVATE, parents=True, exist_ok=True)
            os.utime(path)
        except OSError as failure:
            raise BlobStoreUnavailable(f"no room for cut pictures: {failure}") from failure
        return path

    def forget(self, sha256: str) -> None:
        """Remove everything cut from one clip."""
        shutil.rmtree(self.folder / sha256, ignore_errors=True)

    def make_room(self, keep: str) -> None:
        """Remove whole clips, longest unused first, until the rest fits; `keep` stays."""
        if not self.folder.is_dir():
            return
        clips = sorted(self.folder.iterdir(), key=_used_at)
        sizes = {clip: _bytes_in(clip) for clip in clips}
        over = sum(sizes.values()) - self.most_bytes
        for clip in clips:
            if over <= 0:
                return
            if clip.name != keep:
                shutil.rmtree(clip, ignore_errors=True)
                over -= sizes[clip]


def _used_at(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0


def _bytes_in(folder: Path) -> int:
    try:
        return sum(entry.stat().st_size for entry in os.scandir(folder))
    except OSError:
        return 0

"""Recordings that are read and watched without any video: what begins so is one."""

import atexit
from dataclasses import dataclass, field
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

from accident_service.casefile.pictures import ClipPictures
from accident_service.casework.recording_ports import RecordingFacts, RecordingVerdict
from accident_service.casework.view_frames import FrameKind
from accident_service.errors import RecordingRefused
from accident_service.footage.clip import SealedClip

VIDEO = b"a video of the road ahead"


@dataclass(slots=True)
class FakeRecordingReader:
    """A `RecordingReader` that takes what begins like `VIDEO`."""

    def facts(self, original: Path) -> RecordingFacts:
        """The same of every video."""
        if not original.read_bytes().startswith(VIDEO):
            raise RecordingRefused("no video", verdict=RecordingVerdict.NOT_A_VIDEO)
        return RecordingFacts(
            media_type="video/mp4", width_px=1920, height_px=1080, codec="h264", duration_s=61.5
        )


def _folder_of_its_own() -> Path:
    folder = Path(mkdtemp(prefix="watchable-"))
    atexit.register(rmtree, folder, ignore_errors=True)
    return folder


@dataclass(slots=True)
class FakeWatchable:
    """`WatchableRecordings` of three pictures, half a second apart."""

    ready: bool = True
    folder: Path = field(default_factory=_folder_of_its_own)

    def film(self, clip: SealedClip) -> Path | None:
        """A file that is no film."""
        if not self.ready:
            return None
        path = self.folder / f"{clip.sha256}.mp4"
        path.write_bytes(b"film")
        return path

    def pictures(self, clip: SealedClip) -> ClipPictures | None:
        """Three."""
        if not self.ready:
            return None
        return ClipPictures(
            width_px=1920,
            height_px=1080,
            pts_s=(0.0, 0.5, 1.0),
            luma_sha256=("a", "b", "c"),
            outlines={},
        )


class FakeCutter:
    """Writes the picture's number where a picture would be."""

    def picture(
        self, clip: SealedClip, pictures: ClipPictures, index: int, kind: FrameKind
    ) -> bytes:
        """The number."""
        return f"picture {index}".encode()

    def warm(self, clip: SealedClip, pictures: ClipPictures, index: int) -> None:
        """Nothing to do."""

    def cut_around(self, clip: SealedClip, pictures: ClipPictures, index: int) -> None:
        """Nothing to do."""

"""Photographs on their way, in memory; the reader takes what begins like a JPEG."""

import shutil
import tempfile
import weakref
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from accident_service.casefile.analysis import Coordinates
from accident_service.casework.photo_ports import PhotoFacts, Upload
from accident_service.casework.photo_verdicts import PhotoVerdict
from accident_service.errors import Conflict, NotFound, OutsideWorldFailed, PhotoRefused
from tests.fakes import examples

JPEG = b"\xff\xd8\xff\xe0 a photograph"


@dataclass(slots=True)
class FakeUploadRegister:
    """Uploads by id."""

    kept: dict[str, Upload] = field(default_factory=dict)

    def begin(self, upload: Upload) -> Upload:
        """Note a new upload, or return the one of the same phone and key."""
        for one in self.kept.values():
            if (one.phone, one.key) == (upload.phone, upload.key):
                return one
        self.kept[upload.id] = upload
        return upload

    def upload(self, upload_id: str) -> Upload:
        """One upload."""
        if upload_id not in self.kept:
            raise NotFound(f"no upload {upload_id}")
        return self.kept[upload_id]

    def advance(self, upload_id: str, *, from_bytes: int, to_bytes: int) -> None:
        """Note that more bytes are kept."""
        known = self.kept.get(upload_id)
        if known is None or known.offset_bytes != from_bytes:
            raise Conflict(f"upload {upload_id} is no longer at {from_bytes}")
        self.kept[upload_id] = replace(known, offset_bytes=to_bytes)

    def settle(self, upload: Upload) -> None:
        """Note hash, and facts or refusal."""
        if upload.id in self.kept:
            self.kept[upload.id] = replace(
                self.kept[upload.id],
                sha256=upload.sha256,
                facts=upload.facts,
                refused=upload.refused,
            )

    def in_folder(self, folder: str) -> tuple[Upload, ...]:
        """What has been begun for one purpose, oldest first."""
        found = [one for one in self.kept.values() if one.folder == folder]
        return tuple(sorted(found, key=lambda one: (one.begun_at, one.id)))

    def hand_over(self, folder: str, to_folder: str) -> None:
        """Another purpose from now on."""
        for one in self.in_folder(folder):
            self.kept[one.id] = replace(one, folder=to_folder)

    def move(self, upload_id: str, to_folder: str) -> None:
        """Another purpose for one."""
        if upload_id in self.kept:
            self.kept[upload_id] = replace(self.kept[upload_id], folder=to_folder)

    def remove(self, upload_id: str) -> None:
        """Forget it."""
        self.kept.pop(upload_id, None)

    def begun_before(self, moment: datetime) -> tuple[Upload, ...]:
        """Uploads begun before that moment."""
        return tuple(one for one in self.kept.values() if one.begun_at < moment)


def _folder_that_goes_with(owner: object) -> Path:
    folder = Path(tempfile.mkdtemp(prefix="spool-"))
    weakref.finalize(owner, shutil.rmtree, folder, ignore_errors=True)
    return folder


class FakePhotoSpool:
    """Bytes by upload; fails as often as told."""

    def __init__(self) -> None:
        self.originals: dict[str, bytes] = {}
        self.pictures: dict[str, bytes] = {}
        self.failures: list[OutsideWorldFailed] = []  # raised first, in order
        self._folder: Path | None = None

    def append(
        self, upload_id: str, *, offset_bytes: int, pieces: Iterable[bytes], at_most_bytes: int
    ) -> int:
        """Write the pieces at the offset."""
        if self.failures:
            raise self.failures.pop(0)
        content = self.originals.get(upload_id, b"")[:offset_bytes] + b"".join(pieces)
        if len(content) > at_most_bytes:
            raise PhotoRefused("more than announced", verdict=PhotoVerdict.TOO_LARGE)
        self.originals[upload_id] = content
        return len(content)

    def keep_shown(self, upload_id: str, content: bytes) -> None:
        """Keep the picture."""
        if self.failures:
            raise self.failures.pop(0)
        self.pictures[upload_id] = content

    def original(self, upload_id: str) -> Path:
        """As a file."""
        return self._file(self.originals, upload_id, ".original")

    def shown(self, upload_id: str) -> Path:
        """As a file."""
        return self._file(self.pictures, upload_id, ".shown")

    def remove(self, upload_id: str) -> None:
        """Delete both."""
        self.originals.pop(upload_id, None)
        self.pictures.pop(upload_id, None)

    def _file(self, kept: dict[str, bytes], upload_id: str, kind: str) -> Path:
        if upload_id not in kept:
            raise NotFound(f"no {kind} of {upload_id}")
        if self._folder is None:
            self._folder = _folder_that_goes_with(self)
        path = self._folder / f"{upload_id}{kind}"
        path.write_bytes(kept[upload_id])
        return path


@dataclass(slots=True)
class FakePhotoReader:
    """Shows what it was given; every photograph was taken at noon at the demo junction."""

    failures: list[OutsideWorldFailed] = field(default_factory=list)
    size_px: tuple[int, int] = (2048, 1536)

    def read(self, original: Path) -> tuple[PhotoFacts, bytes]:
        """Facts and picture, or a refusal."""
        if self.failures:
            raise self.failures.pop(0)
        content = original.read_bytes()
        if not content.startswith(b"\xff\xd8"):
            raise PhotoRefused("no picture", verdict=PhotoVerdict.NOT_A_PICTURE)
        facts = PhotoFacts(
            media_type="image/jpeg",
            width_px=self.size_px[0],
            height_px=self.size_px[1],
            taken_at=examples.NOON,
            position=Coordinates(latitude_deg=43.1702, longitude_deg=124.3504),
        )
        return facts, content

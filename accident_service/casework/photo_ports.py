"""Ports of receiving photographs: what has arrived so far, where its bytes wait, who reads them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from accident_service.casefile.analysis import Coordinates
from accident_service.casefile.photo import Shot


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoFacts:
    """What reading a photograph told: how it is shown, and what its Exif block claims."""

    media_type: str  # of the original
    width_px: int  # of what is shown
    height_px: int
    taken_at: datetime | None = None
    position: Coordinates | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """One photograph on its way.

    `folder` says what it is for: a report being written, an account being written, or a party
    of a case. `key` is the phone's own name for it, so that sending it twice brings it once.
    It is whole when `offset_bytes` has reached `length_bytes`, sealed when `sha256` is known,
    and then either `facts` or `refused` (a `photo_verdicts.PhotoVerdict`) follow.
    """

    id: str
    phone: str
    folder: str
    key: str
    shot: Shot
    length_bytes: int
    begun_at: datetime
    offset_bytes: int = 0
    sha256: str = ""
    facts: PhotoFacts | None = None
    refused: str = ""

    @property
    def whole(self) -> bool:
        """Has every byte arrived?"""
        return self.offset_bytes == self.length_bytes

    @property
    def settled(self) -> bool:
        """Has it been read, whatever came of it?"""
        return self.facts is not None or self.refused != ""


class UploadRegister(Protocol):
    """How far each upload has come; it outlives connections, page reloads and restarts."""

    def begin(self, upload: Upload) -> Upload:
        """Note a new upload, or return the one this phone began under the same key."""
        ...

    def upload(self, upload_id: str) -> Upload:
        """One upload.

        Raises:
            NotFound: Unknown, removed, or forgotten.
        """
        ...

    def advance(self, upload_id: str, *, from_bytes: int, to_bytes: int) -> None:
        """Note that more bytes are safely kept.

        Raises:
            Conflict: It is no longer at `from_bytes`.
        """
        ...

    def settle(self, upload: Upload) -> None:
        """Note hash, and facts or refusal."""
        ...

    def in_folder(self, folder: str) -> tuple[Upload, ...]:
        """What has been begun for one purpose, oldest first."""
        ...

    def hand_over(self, folder: str, to_folder: str) -> None:
        """What was for one purpose is for another from now on; again changes nothing."""
        ...

    def move(self, upload_id: str, to_folder: str) -> None:
        """One upload is for another purpose from now on."""
        ...

    def remove(self, upload_id: str) -> None:
        """Forget it; nothing where it is forgotten already."""
        ...

    def begun_before(self, moment: datetime) -> tuple[Upload, ...]:
        """Uploads begun before that moment."""
        ...


class PhotoSpool(Protocol):
    """Where bytes wait until they are part of a case; survives restarts."""

    def append(
        self, upload_id: str, *, offset_bytes: int, pieces: Iterable[bytes], at_most_bytes: int
    ) -> int:
        """Write the pieces at the offset, to disk for sure; the new offset.

        What lay beyond the offset was never acknowledged and is overwritten. `pieces` ends
        where the sender went away; what came before that is kept and counted.

        Raises:
            PhotoRefused: There is more than `at_most_bytes` in all.
            Conflict: Another request writes this upload at this moment.
            StorageFull: There is no room; nothing of this request is kept.
        """
        ...

    def keep_shown(self, upload_id: str, content: bytes) -> None:
        """Keep the picture drawn from the upload.

        Raises:
            StorageFull: There is no room; nothing of it is kept.
        """
        ...

    def original(self, upload_id: str) -> Path:
        """The file of what was sent; NotFound where there is none."""
        ...

    def shown(self, upload_id: str) -> Path:
        """The file of the picture drawn from it; NotFound where there is none."""
        ...

    def remove(self, upload_id: str) -> None:
        """Delete both; nothing where there is nothing."""
        ...


class PhotoReader(Protocol):
    """Reads a photograph nobody vouches for."""

    def read(self, original: Path) -> tuple[PhotoFacts, bytes]:
        """Its facts, and the picture as people are shown it: JPEG, upright, no metadata.

        Raises:
            PhotoRefused: It is none, or not one we take; `verdict` says which way.
            OutsideWorldFailed: The reader could not be started.
        """
        ...

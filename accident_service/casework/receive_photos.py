"""Photographs arrive in pieces over a bad line; whole, they are sealed, then read.

Every act here may be repeated: a phone that never heard the answer asks again. Until a
photograph belongs to a case its bytes wait in the spool, so that a report nobody sends leaves
nothing in the evidence.
"""

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from accident_service.casefile.photo import MOST_PHOTOS, Shot
from accident_service.casework.photo_ports import (
    PhotoReader,
    PhotoSpool,
    Upload,
    UploadRegister,
)
from accident_service.casework.photo_verdicts import PhotoVerdict
from accident_service.casework.ports import Clock
from accident_service.casework.receive_pieces import continued, others_in
from accident_service.errors import NotFound, PhotoRefused
from accident_service.quantities.identifiers import CaseId
from accident_service.reports.party import PartyLetter

LARGEST_PHOTO_BYTES = 15 * 2**20
FORGOTTEN_AFTER = timedelta(days=2)  # as long as the half-filled report it is for [design]
KEPT_FOR_CASE = timedelta(days=30)  # what a case's store would not take, to be tried again
CASE_FOLDER = "case:"
KEPT_FOLDER = "kept:"  # in a case; remembered a while, should the phone never have heard so


def report_folder(phone: str) -> str:
    """Where photographs of a report being written are gathered."""
    return f"report:{phone}"


def account_folder(case_id: CaseId, phone: str) -> str:
    """Where photographs of a second driver's account being written are gathered."""
    return f"join:{case_id}:{phone}"


def case_folder(case_id: CaseId, letter: PartyLetter) -> str:
    """Where a party's photographs wait to be put into the case."""
    return f"{CASE_FOLDER}{case_id}:{letter}"


def case_of_folder(folder: str) -> tuple[CaseId, PartyLetter] | None:
    """The case and party whose photographs wait there; None for a draft's."""
    if not folder.startswith(CASE_FOLDER):
        return None
    case_id, _, letter = folder.removeprefix(CASE_FOLDER).rpartition(":")
    return CaseId(case_id), PartyLetter(letter)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPhoto:
    """What a phone says it is about to send."""

    phone: str
    folder: str
    key: str
    shot: Shot
    length_bytes: int


@dataclass(frozen=True, slots=True)
class ReceivePhotos:
    """Take photographs in, piece by piece, and read them once they are whole."""

    register: UploadRegister
    spool: PhotoSpool
    reader: PhotoReader
    clock: Clock

    def begin(self, new: NewPhoto, *, had_already: int = 0) -> Upload:
        """The upload to send to; the same one when the phone asks twice.

        Sweeps out, besides, what nobody came back for.

        Args:
            had_already: Photographs of this party that are in the case by now.

        Raises:
            PhotoRefused: Too large, empty, or one more than a party may send.
        """
        if new.length_bytes <= 0:
            raise PhotoRefused("an empty file", verdict=PhotoVerdict.EMPTY)
        if new.length_bytes > LARGEST_PHOTO_BYTES:
            raise PhotoRefused(f"{new.length_bytes} bytes", verdict=PhotoVerdict.TOO_LARGE)
        self.sweep()
        if had_already + others_in(self.register, new.folder, new.key) >= MOST_PHOTOS:
            raise PhotoRefused(f"more than {MOST_PHOTOS}", verdict=PhotoVerdict.TOO_MANY)
        return self.register.begin(
            Upload(
                id=secrets.token_hex(16),
                phone=new.phone,
                folder=new.folder,
                key=new.key,
                shot=new.shot,
                length_bytes=new.length_bytes,
                begun_at=self.clock.now(),
            )
        )

    def upload(self, upload_id: str, phone: str) -> Upload:
        """How far it has come, for the phone that sends it.

        Raises:
            NotFound: There is no such upload of this phone.
        """
        found = self.register.upload(upload_id)
        if found.phone != phone:
            raise NotFound(f"no upload {upload_id} of this phone")
        return found

    def receive(self, upload: Upload, offset_bytes: int, pieces: Iterable[bytes]) -> Upload:
        """Keep more of it; whole, it is sealed and read.

        Raises:
            Conflict: The offset is not where the upload stands, or another request writes it.
            StorageFull: There is no room; the upload stands where it stood.
            PhotoRefused: It is larger than announced, or cannot be taken.
        """
        if upload.settled:  # its last piece was answered, and the answer lost
            return self.finish(upload)
        return self.finish(continued(self.register, self.spool, upload, offset_bytes, pieces))

    def finish(self, upload: Upload) -> Upload:
        """Seal and read a whole upload that has not been; others are left as they are.

        Raises:
            PhotoRefused: It cannot be taken, now or when it was read before.
            StorageFull: There is no room for the picture drawn from it.
        """
        if upload.refused:
            raise PhotoRefused("refused before", verdict=upload.refused)
        if not upload.whole or upload.facts is not None:
            return upload
        original = self.spool.original(upload.id)
        sealed = replace(upload, sha256=sha256_of(original))
        try:
            facts, shown = self.reader.read(original)
        except PhotoRefused as refusal:
            self.register.settle(replace(sealed, refused=refusal.verdict))
            self.spool.remove(upload.id)
            raise
        self.spool.keep_shown(upload.id, shown)
        read = replace(sealed, facts=facts)
        self.register.settle(read)
        return read

    def gathered(self, folder: str) -> tuple[Upload, ...]:
        """The photographs that arrived whole and can be taken, oldest first."""
        return tuple(one for one in self.register.in_folder(folder) if one.facts is not None)

    def picture(self, upload: Upload) -> bytes:
        """The picture drawn from it, for the one who sent it.

        Raises:
            NotFound: There is none yet, or no more.
        """
        return self.spool.shown(upload.id).read_bytes()

    def remove(self, upload: Upload) -> None:
        """Forget it, bytes and all."""
        self.register.remove(upload.id)
        self.spool.remove(upload.id)

    def kept(self, upload: Upload) -> None:
        """It is part of a case: the bytes may go, its name is remembered for a while.

        A phone that never heard the last answer asks again, and must not send it again.
        """
        self.register.move(upload.id, KEPT_FOLDER + upload.folder.removeprefix(CASE_FOLDER))
        self.spool.remove(upload.id)

    def sweep(self) -> int:
        """Forget what nobody came back for; how many those were."""
        now = self.clock.now()
        gone = 0
        for upload in self.register.begun_before(now - FORGOTTEN_AFTER):
            of_case = upload.folder.startswith(CASE_FOLDER) and upload.facts is not None
            if not of_case or upload.begun_at < now - KEPT_FOR_CASE:
                self.remove(upload)
                gone += 1
        return gone


def sha256_of(path: Path) -> str:
    """The hash of a file, in lower-case hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

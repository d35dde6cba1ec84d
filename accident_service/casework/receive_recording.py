"""A party's own recording arrives in pieces; whole, it is sealed, looked at, and put in the case.

Every act may be repeated: a phone that never heard the answer asks again. The hash is taken
before anything opens the file, and the bytes that are kept must still have it.
"""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, replace

from accident_service.casefile.audit import AuditAct
from accident_service.casefile.case import Case
from accident_service.casefile.hand_in_recording import with_own_recording
from accident_service.casefile.own_recording import MOST_RECORDINGS, OwnRecording
from accident_service.casefile.photo import CLOSED_TO_PHOTOS, Shot
from accident_service.casework.photo_ports import PhotoSpool, Upload, UploadRegister
from accident_service.casework.ports import Clock, Ledger
from accident_service.casework.receive_photos import sha256_of
from accident_service.casework.receive_pieces import continued, others_in
from accident_service.casework.recording_ports import RecordingReader, RecordingVerdict
from accident_service.casework.source_ports import Sealer
from accident_service.errors import (
    CustodyBroken,
    NotFound,
    PhotoRefused,
    RecordingRefused,
    StepOutOfOrder,
)
from accident_service.quantities.identifiers import CaseId
from accident_service.reports.party import PartyLetter

LARGEST_RECORDING_BYTES = 500 * 2**20
FOLDER, KEPT = "recording:", "recording-kept:"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRecording:
    """What a party says it is about to send."""

    case: Case
    letter: PartyLetter
    phone: str
    key: str
    length_bytes: int
    consented: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiveRecording:
    """Take a recording in, piece by piece, into its case."""

    ledger: Ledger
    register: UploadRegister
    spool: PhotoSpool
    reader: RecordingReader
    sealer: Sealer
    clock: Clock

    def begin(self, new: NewRecording) -> Upload:
        """The upload to send to; the same one when the phone asks twice.

        Raises:
            RecordingRefused: Without consent, empty, too large, or one too many.
            StepOutOfOrder: The case is decided.
        """
        if new.case.stage in CLOSED_TO_PHOTOS:
            raise StepOutOfOrder(f"case {new.case.tracking_code} takes no recording any more")
        if not new.consented:
            raise _refused(RecordingVerdict.NO_CONSENT)
        if new.length_bytes <= 0:
            raise _refused(RecordingVerdict.EMPTY)
        if new.length_bytes > LARGEST_RECORDING_BYTES:
            raise _refused(RecordingVerdict.TOO_LARGE)
        folder = folder_of(new.case.id, new.letter)
        mine = sum(one.letter is new.letter for one in new.case.own_recordings)
        if mine + others_in(self.register, folder, new.key) >= MOST_RECORDINGS:
            raise _refused(RecordingVerdict.TOO_MANY)
        return self.register.begin(
            Upload(
                id=secrets.token_hex(16),
                phone=new.phone,
                folder=folder,
                key=new.key,
                shot=Shot.OTHER,
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
        if found.phone != phone or not found.folder.startswith((FOLDER, KEPT)):
            raise NotFound(f"no recording {upload_id} of this phone")
        return found

    def receive(self, upload: Upload, offset_bytes: int, pieces: Iterable[bytes]) -> Upload:
        """Keep more of it; whole, it goes into its case.

        Raises:
            Conflict: The offset is not where the upload stands, or another request writes it.
            StorageFull: There is no room; the upload stands where it stood.
            RecordingRefused: It is larger than announced, or cannot be taken.
        """
        if upload.whole or upload.refused:  # its last piece was answered, and the answer lost
            return self.finish(upload)
        try:
            further = continued(self.register, self.spool, upload, offset_bytes, pieces)
        except PhotoRefused as refusal:
            raise _refused(RecordingVerdict.TOO_LARGE) from refusal
        return self.finish(further)

    def finish(self, upload: Upload) -> Upload:
        """Put a whole upload into its case; one that is there, or not whole, is left as it is.

        Raises:
            RecordingRefused: It cannot be taken, now or when it was looked at before.
            StepOutOfOrder: The case was decided meanwhile.
        """
        if upload.refused:
            raise _refused(RecordingVerdict(upload.refused))
        if not upload.whole or upload.folder.startswith(KEPT):
            return upload
        original = self.spool.original(upload.id)
        noted = replace(upload, sha256=sha256_of(original))
        try:
            facts = self.reader.facts(original)
        except RecordingRefused as refusal:
            self.register.settle(replace(noted, refused=refusal.verdict))
            self.spool.remove(upload.id)
            raise
        seal = self.sealer.seal(original, facts.media_type)
        if seal.blob.sha256 != noted.sha256:
            raise CustodyBroken(f"the bytes of upload {upload.id} are not those that arrived")
        case_id, letter = _of_folder(upload.folder)
        self._into_case(
            case_id,
            OwnRecording(
                id=upload.id,
                letter=letter,
                original=seal.blob,
                sm3=seal.sm3,
                received_at=self.clock.now(),
                consented_at=upload.begun_at,
                width_px=facts.width_px,
                height_px=facts.height_px,
                codec=facts.codec,
                duration_s=facts.duration_s,
            ),
        )
        self.register.settle(noted)
        self.register.move(upload.id, KEPT + upload.folder.removeprefix(FOLDER))
        self.spool.remove(upload.id)
        return replace(noted, folder=KEPT + upload.folder.removeprefix(FOLDER))

    def give_up(self, upload: Upload) -> None:
        """Forget one that is not in the case; what is evidence stays."""
        if upload.folder.startswith(FOLDER):
            self.register.remove(upload.id)
            self.spool.remove(upload.id)

    def _into_case(self, case_id: CaseId, recording: OwnRecording) -> None:
        with self.ledger.transaction() as work:
            before = work.cases.load(case_id)
            after = with_own_recording(before, recording)
            if after is before:
                return
            work.cases.save(after)
            work.audit.append(
                AuditAct(
                    at=recording.received_at,
                    actor=f"driver:{recording.letter}",
                    verb="receive-recording",
                    case=case_id,
                    detail=(
                        ("recording", recording.id),
                        ("sha256", recording.original.sha256),
                        ("sm3", recording.sm3),
                        ("bytes", str(recording.original.size_bytes)),
                        ("consent", "VID-21"),
                    ),
                )
            )


def folder_of(case_id: CaseId, letter: PartyLetter) -> str:
    """Where a party's recordings wait to be whole."""
    return f"{FOLDER}{case_id}:{letter}"


def _of_folder(folder: str) -> tuple[CaseId, PartyLetter]:
    case_id, _, letter = folder.removeprefix(FOLDER).rpartition(":")
    return CaseId(case_id), PartyLetter(letter)


def _refused(verdict: RecordingVerdict) -> RecordingRefused:
    return RecordingRefused(f"the recording is refused: {verdict}", verdict=verdict)

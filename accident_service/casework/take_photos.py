"""Photographs become part of a case, and are looked at: both leave their line in the audit.

The bytes are kept first and the case saved after; a crash between the two leaves them in the
spool too, and the same act once more brings every photograph into the case once.
"""

from dataclasses import dataclass

from accident_service.casefile.audit import AuditAct
from accident_service.casefile.case import Case
from accident_service.casefile.photo import Photo, PhotosSkipped, SkipReason, may_see
from accident_service.casework.photo_ports import Upload
from accident_service.casework.ports import BlobStore, Clock, Ledger
from accident_service.casework.receive_photos import ReceivePhotos, case_folder, sha256_of
from accident_service.errors import CustodyBroken, NotFound, StepOutOfOrder
from accident_service.quantities.identifiers import CaseId
from accident_service.reports.party import PartyLetter


@dataclass(frozen=True, slots=True)
class TakePhotos:
    """Put a party's photographs into their case, and hand them out to whom they may be shown."""

    ledger: Ledger
    blobs: BlobStore
    clock: Clock
    receive: ReceivePhotos

    def adopt(self, folder: str, case_id: CaseId, letter: PartyLetter) -> None:
        """What was gathered for a report or account belongs to the case from now on.

        Quick and certain, in the ledger only; `into_case` moves the bytes.
        """
        self.receive.register.hand_over(folder, case_folder(case_id, letter))

    def into_case(self, case_id: CaseId, letter: PartyLetter) -> Case:
        """The case with every photograph of this party that has arrived and been read.

        Raises:
            BlobStoreUnavailable: Some wait in the spool still; the same call goes on later.
            CustodyBroken: A waiting file is not the one that was sealed.
            StepOutOfOrder: The case is decided and takes no more.
        """
        waiting = self.receive.gathered(case_folder(case_id, letter))
        photos = tuple(self._kept(one, letter) for one in waiting)
        with self.ledger.transaction() as work:
            case = work.cases.load(case_id)
            known = {one.id for one in case.photos}
            case = case.with_photos(photos)
            work.cases.save(case)
            for photo in photos:
                if photo.id not in known:
                    work.audit.append(self._received(case, photo))
        for one in waiting:
            self.receive.kept(one)
        return case

    def skip(self, case_id: CaseId, letter: PartyLetter, reason: SkipReason) -> None:
        """Note why this party has no photographs."""
        with self.ledger.transaction() as work:
            case = work.cases.load(case_id)
            if any((one.letter, one.reason) == (letter, reason) for one in case.photos_skipped):
                return
            now = self.clock.now()
            said = PhotosSkipped(letter=letter, reason=reason, said_at=now)
            work.cases.save(case.with_photos_skipped(said))

    def shown(
        self, case: Case, photo_id: str, *, viewer: str, letter: PartyLetter | None = None
    ) -> tuple[bytes, str]:
        """The picture as it is shown, and its media type; the view is logged first.

        Args:
            letter: The party who looks; None for an officer, who sees all.

        Raises:
            NotFound: There is no such photograph that this viewer may see.
            CustodyBroken: The stored bytes have changed.
        """
        photo = next((one for one in case.photos if one.id == photo_id), None)
        if photo is None or (letter is not None and not may_see(letter, photo, case.stage)):
            raise NotFound(f"case {case.tracking_code} shows {viewer} no photo {photo_id!r}")
        with self.ledger.transaction() as work:
            work.audit.append(
                AuditAct(
                    at=self.clock.now(),
                    actor=viewer,
                    verb="view-photo",
                    case=case.id,
                    detail=(("photo", photo.id), ("sha256", photo.shown.sha256)),
                )
            )
        return self.blobs.open(photo.shown), photo.shown.media_type

    def _kept(self, upload: Upload, letter: PartyLetter) -> Photo:
        """The photograph with its bytes in the store; both files are checked against their seal."""
        facts, original = upload.facts, self.receive.spool.original(upload.id)
        if facts is None:
            raise StepOutOfOrder(f"upload {upload.id} has not been read")
        if sha256_of(original) != upload.sha256:
            raise CustodyBroken(f"the bytes of upload {upload.id} are not those that were sealed")
        shown = self.receive.spool.shown(upload.id)
        return Photo(
            id=upload.id,
            letter=letter,
            shot=upload.shot,
            original=self.blobs.put(original, facts.media_type),
            shown=self.blobs.put(shown, "image/jpeg"),
            width_px=facts.width_px,
            height_px=facts.height_px,
            received_at=upload.begun_at,
            taken_at=facts.taken_at,
            position=facts.position,
        )

    def _received(self, case: Case, photo: Photo) -> AuditAct:
        return AuditAct(
            at=self.clock.now(),
            actor=f"driver:{photo.letter}",
            verb="receive-photo",
            case=case.id,
            detail=(
                ("photo", photo.id),
                ("shot", photo.shot),
                ("original", photo.original.sha256),
                ("shown", photo.shown.sha256),
            ),
        )

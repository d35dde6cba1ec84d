"""Looking at single analysed pictures, and at a whole clip for context; both leave a trace."""

from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from accident_service.casefile.analysis import AnalysisRecord
from accident_service.casefile.audit import AuditAct
from accident_service.casefile.case import Case
from accident_service.casefile.pictures import ClipPictures
from accident_service.casework.analysis_readers import PictureReader
from accident_service.casework.ports import Clock, Ledger
from accident_service.errors import BlobStoreUnavailable, EvidenceInsufficient, NotFound
from accident_service.footage.clip import SealedClip
from accident_service.quantities.identifiers import CaseId, ClipId


class FrameKind(StrEnum):
    """As what a picture is handed out."""

    JPEG = "image/jpeg"
    PNG = "image/png"

    @property
    def suffix(self) -> str:
        """How its files end."""
        return ".jpg" if self is FrameKind.JPEG else ".png"


class FrameCutter(Protocol):
    """Cuts analysed pictures out of sealed clips."""

    def picture(
        self, clip: SealedClip, pictures: ClipPictures, index: int, kind: FrameKind
    ) -> bytes:
        """The picture of that number, as an image file.

        Raises:
            ClipUnreadable: The clip cannot be decoded within the limits.
            CustodyBroken: The picture does not decode to what was analysed.
            BlobStoreUnavailable: There is no room to cut it.
        """
        ...

    def warm(self, clip: SealedClip, pictures: ClipPictures, index: int) -> None:
        """Begin to cut around a picture that will be asked for, and return at once."""
        ...

    def cut_around(self, clip: SealedClip, pictures: ClipPictures, index: int) -> None:
        """Cut a picture and its neighbours, and return when all are there.

        Raises:
            AccidentServiceError: As `picture` does.
        """
        ...


class ContextFilms(Protocol):
    """Small films of whole clips that browsers play; made once, in their own time."""

    def film(self, clip: SealedClip) -> Path | None:
        """The film's file, or None while it is being made; asking for it begins that.

        Raises:
            ClipUnreadable: The clip cannot be decoded within the limits.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class CutFrame:
    """One analysed picture and the proof of which it is."""

    content: bytes
    kind: FrameKind
    pts_s: float
    luma_sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewFrames:
    """Hand out pictures and films of a case's analysed clips."""

    ledger: Ledger
    clock: Clock
    picture_reader: PictureReader
    cutter: FrameCutter
    films: ContextFilms

    def picture(self, case_id: CaseId, clip_id: ClipId, index: int, kind: FrameKind) -> CutFrame:
        """One picture; the caller keeps the trace with `note`.

        Raises:
            NotFound: The case has no such clip, or the clip no such picture.
            ClipUnreadable, CustodyBroken, BlobStoreUnavailable: See `FrameCutter`.
        """
        clip, pictures = self._analysed(self._case(case_id), clip_id)
        if not 0 <= index < len(pictures.pts_s):
            raise NotFound(f"clip {clip_id} has no picture {index}")
        return CutFrame(
            content=self.cutter.picture(clip, pictures, index, kind),
            kind=kind,
            pts_s=pictures.pts_s[index],
            luma_sha256=pictures.luma_sha256[index],
        )

    def film(self, case_id: CaseId, clip_id: ClipId) -> tuple[Path | None, SealedClip]:
        """The clip's film for context, None while it is being made, and what it is made from.

        Raises:
            NotFound: The case has no such analysed clip.
            ClipUnreadable: It cannot be made.
        """
        clip, _pictures = self._analysed(self._case(case_id), clip_id)
        return self.films.film(clip), clip

    def warm(self, case: Case) -> None:
        """Begin to cut around the contact in every clip, and its film, for nobody to wait.

        Only a courtesy: whoever then asks for picture or film is told what is wrong.
        """
        for record in case.analyses:
            pictures = self.picture_reader.pictures(record)
            clip = _clip(case, record.clip)
            if pictures and pictures.pts_s and clip and record.contact:
                nearest = pictures.nearest(record.contact.pts_s)
                with suppress(BlobStoreUnavailable, EvidenceInsufficient):
                    self.cutter.warm(clip, pictures, nearest)
                    self.films.film(clip)

    def first_shown(self, case: Case) -> tuple[ClipId, int] | None:
        """The picture the review opens with: at the contact, in the clip the proposal rests on."""
        record = case.primary_analysis
        if record is None or record.contact is None:
            return None
        pictures = self.picture_reader.pictures(record)
        if pictures is None or not pictures.pts_s:
            return None
        return record.clip, pictures.nearest(record.contact.pts_s)

    def note(self, case_id: CaseId, clip_id: ClipId, *, verb: str, viewer: str) -> None:
        """Put on record that somebody looks at a clip; once stands for a whole look at it."""
        with self.ledger.transaction() as work:
            work.audit.append(
                AuditAct(
                    at=self.clock.now(),
                    actor=viewer,
                    verb=verb,
                    case=case_id,
                    detail=(("clip", clip_id),),
                )
            )

    def _case(self, case_id: CaseId) -> Case:
        with self.ledger.reading() as work:
            return work.cases.load(case_id)

    def _analysed(self, case: Case, clip_id: ClipId) -> tuple[SealedClip, ClipPictures]:
        clip, record = _clip(case, clip_id), _record(case, clip_id)
        pictures = self.picture_reader.pictures(record) if record else None
        if clip is None or pictures is None:
            raise NotFound(f"case {case.tracking_code} has no analysed pictures of {clip_id}")
        return clip, pictures


def _clip(case: Case, clip_id: ClipId) -> SealedClip | None:
    return next((one for one in case.clips if one.id == clip_id), None)


def _record(case: Case, clip_id: ClipId) -> AnalysisRecord | None:
    return next((one for one in case.analyses if one.clip == clip_id), None)

"""Everything the officer's review of one case shows, gathered; looking at it leaves a trace."""

from dataclasses import dataclass

from accident_service.casefile.analysis import AnalysisRecord
from accident_service.casefile.audit import AuditAct
from accident_service.casefile.case import Case
from accident_service.casefile.pictures import ClipPictures
from accident_service.casework.analysis_readers import AnalysisReader, PictureReader
from accident_service.casework.ports import Clock, Ledger, Site, SiteRegister
from accident_service.casework.view_frames import ViewFrames
from accident_service.errors import NotFound
from accident_service.footage.camera import Camera
from accident_service.footage.clip import SealedClip
from accident_service.quantities.identifiers import CaseId
from accident_service.reconstruction.result import Reconstruction


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class ReviewedClip:
    """One analysed clip with its camera, where the site still lists it."""

    clip: SealedClip
    record: AnalysisRecord
    camera: Camera | None
    found: Reconstruction
    pictures: ClipPictures | None


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class ReviewMaterial:
    """A case and all that was measured for it; the clip the proposal rests on comes first."""

    case: Case
    clips: tuple[ReviewedClip, ...]
    site: Site | None

    @property
    def primary(self) -> ReviewedClip | None:
        """The clip whose time is the scene's; None where nothing was analysed."""
        return next(iter(self.clips), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewReview:
    """Open the review of a case, once on record, and gather what it shows."""

    ledger: Ledger
    sites: SiteRegister
    clock: Clock
    analyst: AnalysisReader
    picture_reader: PictureReader
    frames: ViewFrames

    def opened(self, case_id: CaseId, *, viewer: str) -> Case:
        """The case; that its recordings are looked at is on record from here.

        One line stands for the whole opening: stepping through pictures adds none.

        Raises:
            NotFound: There is no such case.
        """
        with self.ledger.transaction() as work:
            case = work.cases.load(case_id)
            clips = ",".join(one.clip for one in case.analyses)
            work.audit.append(
                AuditAct(
                    at=self.clock.now(),
                    actor=viewer,
                    verb="review-evidence",
                    case=case.id,
                    detail=(("clips", clips), ("version", str(case.version))),
                )
            )
        return case

    def material(self, case: Case) -> ReviewMaterial:
        """What was measured for the case.

        Raises:
            CustodyBroken: The stored bytes of an analysis have changed.
        """
        site = self._site(case)
        first = case.primary_analysis
        ordered = sorted(case.analyses, key=lambda one: one is not first)
        clips = {clip.id: clip for clip in case.clips}
        reviewed = [
            self._reviewed(clips[one.clip], one, site) for one in ordered if one.clip in clips
        ]
        return ReviewMaterial(case=case, clips=tuple(reviewed), site=site)

    def _reviewed(
        self, clip: SealedClip, record: AnalysisRecord, site: Site | None
    ) -> ReviewedClip:
        cameras = site.cameras if site else ()
        return ReviewedClip(
            clip=clip,
            record=record,
            camera=next((one for one in cameras if one.id == clip.camera), None),
            found=self.analyst.reconstruction(record),
            pictures=self.picture_reader.pictures(record),
        )

    def _site(self, case: Case) -> Site | None:
        if case.site is None:
            return None
        try:
            return self.sites.site(case.site)
        except NotFound:
            return None

"""Everything the officer's review of one case shows, gathered; looking at it leaves a trace."""

from dataclasses import dataclass, field, replace

from accident_service.casefile.analysis import AnalysisRecord
from accident_service.casefile.audit import AuditAct
from accident_service.casefile.case import Case
from accident_service.casefile.correction import told
from accident_service.casefile.pictures import ClipPictures
from accident_service.casework.analysis_readers import (
    AnalysisReader,
    OutlineDrawer,
    Outlines,
    PictureReader,
)
from accident_service.casework.ports import Clock, Ledger, Site, SiteRegister
from accident_service.casework.view_frames import ViewFrames
from accident_service.errors import NotFound
from accident_service.footage.camera import Camera
from accident_service.footage.clip import SealedClip
from accident_service.liability.changes import FootprintMoved
from accident_service.liability.corrected import Scene, corrected
from accident_service.liability.road_map import RoadMap
from accident_service.liability.signal_log import SignalLog
from accident_service.quantities.identifiers import CaseId, SiteId
from accident_service.reconstruction.result import Reconstruction


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class ReviewedClip:
    """One analysed clip with its camera, where the site still lists it.

    `moved` holds where vehicles would appear in the pictures that officers put elsewhere.
    """

    clip: SealedClip
    record: AnalysisRecord
    camera: Camera | None
    found: Reconstruction
    pictures: ClipPictures | None
    moved: Outlines = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class ReviewMaterial:
    """A case and all that was measured for it; the clip the proposal rests on comes first.

    What officers have put right is in it: in the first clip's `found`, in the road map and in
    the signals, which are on that clip's clock.
    """

    case: Case
    clips: tuple[ReviewedClip, ...]
    road_map: RoadMap | None
    signals: SignalLog

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
    outline_drawer: OutlineDrawer

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
        reviewed = tuple(
            self._reviewed(clips[one.clip], one, site) for one in ordered if one.clip in clips
        )
        if site is None or not reviewed:
            road_map = site.road_map if site else None
            return ReviewMaterial(case=case, clips=reviewed, road_map=road_map, signals=SignalLog())
        scene = _put_right(case, reviewed[0], site)
        first_clip = replace(
            reviewed[0],
            found=scene.reconstruction,
            moved=self._moved(case, reviewed[0], scene.reconstruction, site.id),
        )
        return ReviewMaterial(
            case=case,
            clips=(first_clip, *reviewed[1:]),
            road_map=scene.road_map,
            signals=scene.signals,
        )

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

    def _moved(
        self, case: Case, first: ReviewedClip, corrected_as: Reconstruction, site: SiteId
    ) -> Outlines:
        """Outlines of the vehicles whose places officers told, as they would appear there."""
        changes = [one.change for one in told(case.corrections)]
        tracks = {one.track for one in changes if isinstance(one, FootprintMoved)}
        if not tracks or first.pictures is None:
            return {}
        vehicles = [
            (first.found.trajectory(track), corrected_as.trajectory(track))
            for track in sorted(tracks)
        ]
        camera = (site, first.clip.camera)
        return self.outline_drawer.outlines(camera, first.record, first.pictures, vehicles)

    def _site(self, case: Case) -> Site | None:
        if case.site is None:
            return None
        try:
            return self.sites.site(case.site)
        except NotFound:
            return None


def _put_right(case: Case, primary: ReviewedClip, site: Site) -> Scene:
    """The scene of the clip the proposal rests on, with every correction in force."""
    measured = Scene(
        reconstruction=primary.found,
        road_map=site.road_map,
        signals=site.signals_for(primary.clip),
    )
    return corrected(measured, told(case.corrections), primary.clip.id)

"""Every camera with what is known of it today, and how much of the roads they watch."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from accident_service.casework.camera_ports import (
    AccidentPlace,
    CameraDiary,
    CameraKey,
    KeptSurvey,
    PlaceOutcome,
    PlaceTally,
    ReadingNote,
    SurveyFigures,
    WantedClip,
)
from accident_service.casework.ports import Clock, Site, SiteRegister
from accident_service.casework.survey_camera import SurveyCamera
from accident_service.errors import CalibrationUnreliable
from accident_service.footage.blind_spots import (
    LaneLine,
    NewCamera,
    PlacedAccident,
    RoadCoverage,
    best_new_cameras,
    road_coverage,
)
from accident_service.footage.camera import Camera
from accident_service.footage.health import FetchHistory
from accident_service.footage.occluder import visible_field
from accident_service.liability.road_map import LaneKind
from accident_service.quantities.identifiers import SiteId

# Accidents of the last year tell where cameras are missing. [design]
ACCIDENTS_OF = timedelta(days=365)
# Parked cars do not collide while nobody moves; what moves passes on the other lanes.
WATCHED_LANES = frozenset(LaneKind) - {LaneKind.PARKING}
# A survey of a site's folder takes about half a second to judge: so many for one view.
JUDGED_AT_ONCE = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchedCamera:
    """One camera with everything its list shows."""

    site: Site
    camera: Camera
    history: FetchHistory
    reading: ReadingNote | None  # the newest clip
    waiting: tuple[WantedClip, ...]  # soonest overwritten first
    survey: KeptSurvey | None  # the one in force
    figures: SurveyFigures | None  # None: none, or not judged yet

    @property
    def key(self) -> CameraKey:
        """Which camera."""
        return CameraKey(self.site.id, self.camera.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteCoverage:
    """One site's roads against its cameras."""

    site: Site
    coverage: RoadCoverage
    new_cameras: tuple[NewCamera, ...]
    accident_count: int
    unseen_count: int  # of the accidents, those no camera could be asked about


@dataclass(frozen=True, slots=True)
class CityCoverage:
    """Every site, first where most accidents had no camera to ask; and how many were at none."""

    sites: tuple[SiteCoverage, ...]
    beyond_count: int  # accidents reported where no site with cameras is


@dataclass(frozen=True, slots=True)
class _Covered:
    tally: PlaceTally | None
    found: SiteCoverage


# The last coverage of every site: it takes tens of milliseconds a site, and sites change rarely.
_COVERED: dict[SiteId, _Covered] = {}


@dataclass(frozen=True, slots=True)
class WatchCameras:
    """Put together what is known of the cameras."""

    sites: SiteRegister
    diary: CameraDiary
    surveys: SurveyCamera
    clock: Clock

    def overview(self) -> tuple[WatchedCamera, ...]:
        """Every camera of every site."""
        made = self.surveys.book.newest()
        every = [
            (site, camera, CameraKey(site.id, camera.id))
            for site in self.sites.sites()
            for camera in site.cameras
        ]
        watch = self._put_together([key for _, _, key in every], JUDGED_AT_ONCE)
        return tuple(watch(site, camera, made.get(key)) for site, camera, key in every)

    def one(self, key: CameraKey) -> WatchedCamera:
        """One camera; its survey is judged, however long that takes.

        Raises:
            NotFound: There is none of these names.
        """
        site, camera = self.surveys.camera(key)
        made = self.surveys.book.versions(key)
        return self._put_together([key], 1)(site, camera, made[0] if made else None)

    def coverage(self) -> CityCoverage:
        """Every site's roads, and the accidents of a year.

        Worked out once for the places a site has, and again when any of them changes.
        """
        since = self._a_year_ago()
        tallies = self.diary.tallies(since=since)
        found = [self._covered(site, tallies.get(site.id), since) for site in self.sites.sites()]
        found.sort(key=lambda one: -one.unseen_count)
        beyond = tallies.get(None)
        return CityCoverage(tuple(found), beyond.count if beyond else 0)

    def _a_year_ago(self) -> datetime:
        """From midnight on, so that the year is the same one all day."""
        begun_at = self.clock.now() - ACCIDENTS_OF
        return begun_at.replace(hour=0, minute=0, second=0, microsecond=0)

    def _covered(self, site: Site, tally: PlaceTally | None, since: datetime) -> SiteCoverage:
        known = _COVERED.get(site.id)
        if known is None or known.tally != tally or known.found.site is not site:
            places = self.diary.places(since=since, site=site.id) if tally else ()
            known = _COVERED[site.id] = _Covered(tally, _covered(site, places))
        return known.found

    def _put_together(
        self, cameras: Sequence[CameraKey], budget: int
    ) -> Callable[[Site, Camera, KeptSurvey | None], WatchedCamera]:
        """What puts all that is known of a camera together, judging so many surveys at most."""
        histories = self.diary.histories(cameras, now_at=self.clock.now())
        readings, waiting = self.diary.last_readings(cameras), self._waiting()
        left = budget

        def watch(site: Site, camera: Camera, made: KeptSurvey | None) -> WatchedCamera:
            nonlocal left
            key = CameraKey(site.id, camera.id)
            survey = made or self._of_folder(key)
            figures, judged_now = self._figures(camera, survey, may_judge=left > 0)
            left -= judged_now
            return WatchedCamera(
                site=site,
                camera=camera,
                history=histories.get(key, FetchHistory()),
                reading=readings.get(key),
                waiting=waiting.get(key, ()),
                survey=survey,
                figures=figures,
            )

        return watch

    def _waiting(self) -> Mapping[CameraKey, tuple[WantedClip, ...]]:
        by_camera: dict[CameraKey, tuple[WantedClip, ...]] = {}
        for one in self.diary.waiting():
            by_camera[one.key] = (*by_camera.get(one.key, ()), one)
        return by_camera

    def _of_folder(self, key: CameraKey) -> KeptSurvey | None:
        try:
            survey = self.surveys.folder(key.site, key.camera)
        except CalibrationUnreliable:
            return None
        return KeptSurvey(key=key, version=0, survey=survey)

    def _figures(
        self, camera: Camera, survey: KeptSurvey | None, *, may_judge: bool
    ) -> tuple[SurveyFigures | None, bool]:
        """What a survey is worth, and whether that had to be found out now."""
        if survey is None or survey.figures is not None:
            return (survey.figures if survey else None), False
        known, figures = self.surveys.judged_before(camera, survey.survey)
        if known or not may_judge:
            return figures, False
        try:
            return self.surveys.judged(camera, survey.survey).figures, True
        except CalibrationUnreliable:
            return None, True


def _covered(site: Site, places: tuple[AccidentPlace, ...]) -> SiteCoverage:
    lanes = [
        LaneLine(id=lane.id, centre_line=lane.centre_line)
        for lane in site.road_map.lanes
        if lane.kind in WATCHED_LANES
    ]
    accidents = [
        PlacedAccident(x_m=one.x_m, y_m=one.y_m, sigma_m=one.sigma_m, unseen=_unseen(one))
        for one in places
    ]
    seen = [(camera, visible_field(camera, site.occluders)) for camera in site.cameras]
    coverage = road_coverage(
        lanes,
        [field for _, field in seen],
        [field for camera, field in seen if camera.is_sharp],
        accidents,
    )
    return SiteCoverage(
        site=site,
        coverage=coverage,
        new_cameras=best_new_cameras(coverage.stretches, accidents),
        accident_count=len(accidents),
        unseen_count=sum(one.unseen for one in accidents),
    )


def _unseen(place: AccidentPlace) -> bool:
    return place.outcome is PlaceOutcome.UNSEEN

"""Every camera with what is known of it today, and how much of the roads they watch."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from accident_service.casework.camera_ports import (
    AccidentPlace,
    CameraDiary,
    CameraKey,
    KeptSurvey,
    PlaceOutcome,
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
from accident_service.liability.road_map import LaneKind

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
    accidents: tuple[AccidentPlace, ...]


@dataclass(frozen=True, slots=True)
class WatchCameras:
    """Put together what is known of the cameras."""

    sites: SiteRegister
    diary: CameraDiary
    surveys: SurveyCamera
    clock: Clock

    def overview(self) -> tuple[WatchedCamera, ...]:
        """Every camera of every site."""
        histories = self.diary.histories(now_at=self.clock.now())
        readings, waiting = self.diary.last_readings(), self._waiting()
        made = self.surveys.book.newest()
        budget = JUDGED_AT_ONCE
        watched = []
        for site in self.sites.sites():
            for camera in site.cameras:
                key = CameraKey(site.id, camera.id)
                survey = made.get(key) or self._of_folder(key)
                figures, judged_now = self._figures(camera, survey, may_judge=budget > 0)
                budget -= judged_now
                watched.append(
                    WatchedCamera(
                        site=site,
                        camera=camera,
                        history=histories.get(key, FetchHistory()),
                        reading=readings.get(key),
                        waiting=waiting.get(key, ()),
                        survey=survey,
                        figures=figures,
                    )
                )
        return tuple(watched)

    def coverage(self) -> tuple[SiteCoverage, ...]:
        """Every site's roads: where most accidents had no camera to ask comes first."""
        places = self.diary.places(since=self.clock.now() - ACCIDENTS_OF)
        found = [
            _covered(site, tuple(one for one in places if one.site == site.id))
            for site in self.sites.sites()
        ]
        found.sort(key=lambda one: -sum(_unseen(place) for place in one.accidents))
        return tuple(found)

    def beyond_all_sites(self) -> int:
        """How many accidents of the year were reported where no site with cameras is."""
        places = self.diary.places(since=self.clock.now() - ACCIDENTS_OF)
        return sum(one.outcome is PlaceOutcome.NO_SITE for one in places)

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
    coverage = road_coverage(
        lanes,
        [camera.field_of_view for camera in site.cameras],
        [camera.field_of_view for camera in site.cameras if camera.is_sharp],
        accidents,
    )
    return SiteCoverage(
        site=site,
        coverage=coverage,
        new_cameras=best_new_cameras(coverage.stretches, accidents),
        accidents=places,
    )


def _unseen(place: AccidentPlace) -> bool:
    return place.outcome is PlaceOutcome.UNSEEN

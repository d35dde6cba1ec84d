"""Where to look for one accident, with all that is known around it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from shapely import Point
from shapely.geometry.base import BaseGeometry

from accident_service.casefile.case import Case
from accident_service.casefile.widen import APPROACH_S, margins_s
from accident_service.casework.camera_ports import CameraDiary, CameraKey
from accident_service.casework.ports import Clock, Site, SiteRegister
from accident_service.footage.approach import leading_to
from accident_service.footage.blind_spots import LaneLine
from accident_service.footage.camera import Camera
from accident_service.footage.camera_view import CameraView
from accident_service.footage.coverage import coverage_of, disc_of, radius_of
from accident_service.footage.health import FetchHistory, Health
from accident_service.footage.search import views_of
from accident_service.footage.surroundings import Search, Surroundings
from accident_service.liability.road_map import LaneKind
from accident_service.quantities.clocks import TimeWindow
from accident_service.quantities.identifiers import CameraId, SiteId

PlaceM = tuple[float, float]
# One sigma of a position there by the camera's survey; None where it was not surveyed.
SurveyedSigma = Callable[[SiteId, Camera, PlaceM], float | None]
# Parked cars do not come from anywhere.
DRIVEN_LANES = frozenset(LaneKind) - {LaneKind.PARKING}


@dataclass(frozen=True, slots=True)
class CameraSearch:
    """Puts a search together; without diary or surveys it knows no health and no accuracy."""

    sites: SiteRegister
    clock: Clock
    diary: CameraDiary | None = None
    surveyed_sigma_m: SurveyedSigma | None = None

    def for_case(self, case: Case) -> tuple[Site, Search]:
        """The site of the case, and where and when to look.

        Raises:
            NoFootage: The place is at no site with cameras.
        """
        site, place_m, place_sigma_m = self.sites.locate(case.report.place)
        return site, Search(
            place_m=place_m,
            place_sigma_m=place_sigma_m,
            window=window_of(case),
            now_at=self.clock.now(),
            around=Surroundings(
                occluders=site.occluders,
                approach=approach_to(site, place_m, place_sigma_m),
                surveyed_sigma_m=self._surveyed(site, place_m, place_sigma_m),
                health=self._health(site),
            ),
            added=frozenset(case.recordings.cameras_added),
        )

    def views(self, case: Case) -> tuple[CameraView, ...]:
        """Every camera of the case's site judged, best first.

        Raises:
            NoFootage: The place is at no site with cameras.
        """
        site, search = self.for_case(case)
        return views_of(search, site.cameras)

    def _surveyed(
        self, site: Site, place_m: PlaceM, place_sigma_m: float
    ) -> Mapping[CameraId, float]:
        if self.surveyed_sigma_m is None:
            return {}
        told: dict[CameraId, float] = {}
        for one in site.cameras:
            # A survey takes half a second to judge: only where it can matter.
            if coverage_of(one, place_m=place_m, place_sigma_m=place_sigma_m).sees_place:
                there_m = _seen_of(one, place_m, place_sigma_m)
                sigma_m = self.surveyed_sigma_m(site.id, one, there_m)
                if sigma_m is not None:
                    told[one.id] = sigma_m
        return told

    def _health(self, site: Site) -> Mapping[CameraId, Health]:
        if self.diary is None:
            return {}
        keys = {one.id: CameraKey(site.id, one.id) for one in site.cameras}
        histories = self.diary.histories(tuple(keys.values()), now_at=self.clock.now())
        return {one: histories.get(key, FetchHistory()).health for one, key in keys.items()}


# Where vehicles come to rest is looked at even if somebody reports at once. [design]
JUST_AFTER = timedelta(seconds=APPROACH_S)


def _seen_of(camera: Camera, place_m: PlaceM, place_sigma_m: float) -> PlaceM:
    """The place, or where it lies outside the camera's field the middle of what is inside."""
    if camera.field_of_view.covers(Point(place_m)):
        return place_m
    middle = camera.field_of_view.intersection(disc_of(place_m, place_sigma_m)).centroid
    return (middle.x, middle.y)


def window_of(case: Case) -> TimeWindow:
    """The true time looked at: about the reported moment, or as an officer widened it."""
    newest = case.recordings.newest
    if newest is not None:
        return newest.window(case.report.occurred_at)
    usual = TimeWindow.around(case.report.occurred_at, margin_s=margins_s(case)[0])
    # It was over when it was reported; nobody waits for recordings of what came later.
    reported_at = max(case.report.filed_at, case.report.occurred_at)
    return TimeWindow(usual.from_at, min(usual.to_at, reported_at + JUST_AFTER))


def approach_to(site: Site, place_m: PlaceM, place_sigma_m: float) -> BaseGeometry:
    """The last stretch of the lanes that lead to the place."""
    lanes = [
        LaneLine(id=one.id, centre_line=one.centre_line)
        for one in site.road_map.lanes
        if one.kind in DRIVEN_LANES
    ]
    return leading_to(lanes, place_m, doubt_m=radius_of(place_sigma_m))

"""Step 1: decide which recordings to ask for."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from accident_service.casefile.case import Case
from accident_service.casefile.preserve import orders_due
from accident_service.casefile.widen import APPROACH_S
from accident_service.casework.camera_ports import CameraDiary
from accident_service.casework.camera_search import CameraSearch, SurveyedSigma
from accident_service.casework.note_cameras import note_place
from accident_service.casework.ports import (
    Clock,
    ProgressSink,
    Site,
    SiteRegister,
    Step,
    UnitOfWork,
)
from accident_service.casework.worker_step import CaseChange
from accident_service.errors import NoFootage
from accident_service.footage.reuse import sealed_for
from accident_service.footage.search import ClipRequest, rank_requests
from accident_service.footage.surroundings import Search, Surroundings
from accident_service.quantities.clocks import TimeWindow
from accident_service.reports.place import ReportedPlace

LEGAL_TIME = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True, slots=True)
class FindClips:
    """Rank the cameras that could have seen the place at that time."""

    sites: SiteRegister
    clock: Clock
    diary: CameraDiary | None = None  # None: nobody asks later what the cameras were asked
    surveyed_sigma_m: SurveyedSigma | None = None

    def __call__(self, case: Case, on_progress: ProgressSink) -> CaseChange:
        """The case with its clip requests.

        Raises:
            NoFootage: No camera could have seen it, or every recording has expired.
        """
        site, requests = self.requests(case)

        def change(unit: UnitOfWork, current: Case) -> Case:
            if orders_due(current, requests, self.clock.now()):
                unit.steps.request(current.id, Step.PRESERVE_CLIPS)
            return current.with_clip_requests(site.id, requests)

        return change

    def requests(self, case: Case) -> tuple[Site, tuple[ClipRequest, ...]]:
        """The site of the case and the recordings worth asking for; noted in the diary.

        Raises:
            NoFootage: No camera could have seen it, or every recording has expired.
        """
        looking = CameraSearch(self.sites, self.clock, self.diary, self.surveyed_sigma_m)
        try:
            site, search = looking.for_case(case)
            requests = rank_requests(search, site.cameras)
        except NoFootage:
            self._note(case, ())
            raise
        self._note(case, requests)
        return site, requests

    def _note(self, case: Case, requests: tuple[ClipRequest, ...]) -> None:
        """Where it was, and who was asked, for the map of the cameras."""
        if self.diary is not None:
            try:
                located = self.sites.locate(case.report.place)
            except NoFootage:
                located = None
            before = case.recordings.clips_before
            wanted = tuple(one for one in requests if sealed_for(one, before) is None)
            note_place(self.diary, case, located, requests, wanted)


def requests_for(
    sites: SiteRegister,
    place: ReportedPlace,
    *,
    occurred_at: datetime,
    time_doubt_s: float,
    now_at: datetime,
) -> tuple[Site, tuple[ClipRequest, ...]]:
    """The site of a place and the recordings worth asking for; nothing is fetched.

    Raises:
        NoFootage: No camera could have seen it, or every recording has expired.
    """
    site, place_m, place_sigma_m = sites.locate(place)
    search = Search(
        place_m=place_m,
        place_sigma_m=place_sigma_m,
        window=TimeWindow.around(occurred_at, margin_s=time_doubt_s + APPROACH_S),
        now_at=now_at,
        around=Surroundings(occluders=site.occluders),
    )
    return site, rank_requests(search, site.cameras)

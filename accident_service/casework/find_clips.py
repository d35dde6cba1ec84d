"""Step 1: decide which recordings to ask for."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from accident_service.casefile.case import Case
from accident_service.casework.camera_ports import CameraDiary
from accident_service.casework.note_cameras import note_place
from accident_service.casework.ports import Clock, ProgressSink, Site, SiteRegister
from accident_service.casework.worker_step import CaseChange
from accident_service.errors import NoFootage
from accident_service.footage.search import ClipRequest, rank_requests
from accident_service.quantities.clocks import TimeWindow
from accident_service.reports.place import ReportedPlace

LEGAL_TIME = ZoneInfo("Asia/Shanghai")

# The window is widened by this much, so that the approach is on the clip too. [design]
APPROACH_S = 8.0


@dataclass(frozen=True, slots=True)
class FindClips:
    """Rank the cameras that could have seen the place at that time."""

    sites: SiteRegister
    clock: Clock
    diary: CameraDiary | None = None  # None: nobody asks later what the cameras were asked

    def __call__(self, case: Case, on_progress: ProgressSink) -> CaseChange:
        """The case with its clip requests.

        Raises:
            NoFootage: No camera could have seen it, or every recording has expired.
        """
        try:
            site, requests = requests_for(
                self.sites,
                case.report.place,
                occurred_at=case.report.occurred_at,
                time_doubt_s=case.report.time_doubt_s,
                now_at=self.clock.now(),
            )
        except NoFootage:
            self._note(case, ())
            raise
        self._note(case, requests)
        return lambda _unit, current: current.with_clip_requests(site.id, requests)

    def _note(self, case: Case, requests: tuple[ClipRequest, ...]) -> None:
        """Where it was, and who was asked, for the map of the cameras."""
        if self.diary is not None:
            try:
                located = self.sites.locate(case.report.place)
            except NoFootage:
                located = None
            note_place(self.diary, case, located, requests)


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
    requests = rank_requests(
        place_m=place_m,
        place_sigma_m=place_sigma_m,
        window=TimeWindow.around(occurred_at, margin_s=time_doubt_s + APPROACH_S),
        cameras=site.cameras,
        now_at=now_at,
    )
    return site, requests

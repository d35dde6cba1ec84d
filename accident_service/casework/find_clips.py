"""Step 1: decide which recordings to ask for."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from accident_service.casefile.case import Case
from accident_service.casework.ports import Clock, ProgressSink, SiteRegister
from accident_service.casework.worker_step import CaseChange
from accident_service.footage.search import rank_requests
from accident_service.quantities.clocks import TimeWindow

LEGAL_TIME = ZoneInfo("Asia/Shanghai")

# The window is widened by this much, so that the approach is on the clip too. [design]
APPROACH_S = 8.0


@dataclass(frozen=True, slots=True)
class FindClips:
    """Rank the cameras that could have seen the place at that time."""

    sites: SiteRegister
    clock: Clock

    def __call__(self, case: Case, on_progress: ProgressSink) -> CaseChange:
        """The case with its clip requests.

        Raises:
            NoFootage: No camera could have seen it, or every recording has expired.
        """
        site, (x_m, y_m), place_sigma_m = self.sites.locate(case.report.place)
        window = TimeWindow.around(
            case.report.occurred_at, margin_s=case.report.time_doubt_s + APPROACH_S
        )
        requests = rank_requests(
            place_m=(x_m, y_m),
            place_sigma_m=place_sigma_m,
            window=window,
            cameras=site.cameras,
            now_at=self.clock.now(),
        )
        return lambda _unit, current: current.with_clip_requests(site.id, requests)

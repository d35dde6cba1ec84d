"""Whether a camera's recordings can be had, told by how asking for them went."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

HEALTH_DAYS = 30
# Below this share of answered requests somebody should look at the camera. [design]
GOOD_SHARE = 0.9
# So many failures since the last recording are no chance any more. [design]
FAILURES_IN_A_ROW = 2


class FetchOutcome(StrEnum):
    """How one request for a recording ended."""

    FETCHED = "fetched"
    NO_RECORDING = "no-recording"  # the recorder answered that it has none
    NO_ANSWER = "no-answer"


class Health(StrEnum):
    """What the requests say of a camera."""

    WORKING = "working"
    UNSTEADY = "unsteady"
    FAILING = "failing"
    UNTRIED = "untried"


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchHistory:
    """All requests to one camera in a nutshell; the shares are of the last 30 days."""

    tried: int = 0  # within the 30 days
    fetched: int = 0
    last_fetched_at: datetime | None = None
    last_failed_at: datetime | None = None
    last_failure: FetchOutcome | None = None
    failures_since: int = 0  # since the last recording that was had

    @property
    def share_fetched(self) -> float | None:
        """Share of requests that brought a recording, 0..1; None where none was made."""
        return self.fetched / self.tried if self.tried else None

    @property
    def health(self) -> Health:
        """What it comes to: failing beats unsteady, and silence is not health."""
        if self.last_fetched_at is None and self.last_failed_at is None:
            return Health.UNTRIED
        if self.failures_since >= FAILURES_IN_A_ROW or self.last_fetched_at is None:
            return Health.FAILING
        share = self.share_fetched
        if self.failures_since or (share is not None and share < GOOD_SHARE):
            return Health.UNSTEADY
        return Health.WORKING


def health_begins_at(now_at: datetime) -> datetime:
    """From when on requests count for the share."""
    return now_at - timedelta(days=HEALTH_DAYS)

"""One camera judged for one accident: what it saw, what speaks for it, and what against."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from accident_service.footage.camera import Camera
from accident_service.footage.coverage import Coverage, coverage_of
from accident_service.footage.health import Health
from accident_service.footage.surroundings import Search
from accident_service.quantities.uncertainty import COVERAGE_FACTOR

# Asked for although it does not see the place: it must show this much of the approach. [design]
LEAST_SHARE_OF_APPROACH = 0.25
# Doubt of a clock (one sigma) is weighed in steps of this much. [design]
CLOCK_STEP_S = 10.0
WORST_CLOCK_STEP = 3
LATER_BY_HEALTH = {Health.FAILING: 2, Health.UNSTEADY: 1}


class Purpose(StrEnum):
    """What a camera is asked for."""

    CONTACT = "contact"
    APPROACH = "approach"  # it shows where a vehicle came from, not where they touched
    ADDED = "added"  # an officer wants it


@dataclass(frozen=True, slots=True, kw_only=True)
class CameraView:
    """What a camera could tell of one accident."""

    camera: Camera
    coverage: Coverage
    health: Health
    kept_until_at: datetime
    purpose: Purpose | None  # None: it is not worth asking
    overwritten: bool

    @property
    def clock_doubt_s(self) -> float:
        """Two sigmas of its clock."""
        return COVERAGE_FACTOR * self.camera.clock_offset_s.sigma

    @property
    def preference(self) -> tuple[float, ...]:
        """The smaller, the sooner asked and analysed.

        The share of the place in view counts in steps of a quarter, and cameras whose requests
        fail of late come one or two steps later; then the approach in halves, the clock in
        steps of ten seconds, whether it was surveyed, and the sharpness at the place.
        """
        steps = round(4 * self.coverage.share_seen) - LATER_BY_HEALTH.get(self.health, 0)
        clock = min(int(self.camera.clock_offset_s.sigma // CLOCK_STEP_S), WORST_CLOCK_STEP)
        return (
            float(self.purpose is not Purpose.CONTACT),
            -float(steps),
            -float(round(2 * (self.coverage.share_of_approach or 0.0))),
            float(clock),
            float(not self.coverage.sigma_is_surveyed),
            self.coverage.expected_sigma_m,
        )


def view_of(camera: Camera, search: Search) -> CameraView:
    """The camera's view of the place; the purpose is its own, without regard to the others."""
    coverage = coverage_of(
        camera,
        place_m=search.place_m,
        place_sigma_m=search.place_sigma_m,
        around=search.around,
    )
    kept_until_at = search.window.from_at + timedelta(days=camera.retention_days)
    return CameraView(
        camera=camera,
        coverage=coverage,
        health=search.around.health.get(camera.id, Health.UNTRIED),
        kept_until_at=kept_until_at,
        purpose=_purpose(coverage),
        overwritten=kept_until_at <= search.now_at,
    )


def _purpose(coverage: Coverage) -> Purpose | None:
    if coverage.sees_place:
        return Purpose.CONTACT
    if (coverage.share_of_approach or 0.0) >= LEAST_SHARE_OF_APPROACH:
        return Purpose.APPROACH
    return None

"""What the example's recording says of its own time."""

from accident_service.quantities.uncertainty import Estimate
from accident_service.reconstruction.result import TimingSummary
from accident_service.reconstruction.timing.clock.burnt_in_clock import BurntInClock, ClockStanding
from accident_service.reconstruction.timing.rate import RateFinding, RateStanding
from accident_service.reconstruction.timing.scene_cuts import SceneSpan

# Put together of two scenes, every sixth picture shown twice, its clock legible.
TIMING = TimingSummary(
    frame_count=3000,
    declared_frame_count=3000,
    duration_s=120.0,
    median_interval_s=0.04,
    longest_gap_s=0.08,
    duplicate_count=480,
    regular=False,
    picture_sigma_s=0.0096,
    scenes=(
        SceneSpan(from_s=0.0, to_s=4.0, picture_count=100),
        SceneSpan(from_s=4.04, to_s=120.0, picture_count=2900),
    ),
    measured_scene=1,
    rate=RateFinding(RateStanding.BURNT_IN_CLOCK, 0.001),
    clock=BurntInClock(ClockStanding.READ, Estimate(1.0, 0.001), Estimate(44_836.98, 0.0116)),
)

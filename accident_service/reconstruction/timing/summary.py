"""What one clip's timing is worth, in the figures that speeds and contact times rest on."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from accident_service.reconstruction.timing.clock.burnt_in_clock import BurntInClock
from accident_service.reconstruction.timing.rate import RateFinding
from accident_service.reconstruction.timing.scene_cuts import SceneSpan

# Spacing is called regular when no interval leaves the median by more than this share of it.
_REGULAR_SHARE = 0.25
# Standard deviation of an even spread, per width (JCGM 100:2008, 4.3.7).
_EVEN_SPREAD = 1.0 / np.sqrt(12.0)
# A hiccup is no conversion from one rate to another, which repeats one in twenty-five at least.
_CONVERTED_SHARE = 0.03
# Median absolute deviation to standard deviation for a normal error.
_FROM_MEDIAN = 1.4826


@dataclass(frozen=True, slots=True, kw_only=True)
class TimingSummary:
    """How the clip's own clock behaves; what speeds are worth depends on it.

    Intervals are between pictures of the measured scene that show something new at a later
    time.
    """

    frame_count: int
    declared_frame_count: int | None
    duration_s: float
    median_interval_s: float
    longest_gap_s: float
    duplicate_count: int  # frames whose picture repeats the one before
    regular: bool
    out_of_order_count: int = 0  # frames whose time does not advance; they are left out
    foreign_count: int = 0  # flashes and damage: pictures of no scene
    picture_sigma_s: float = 0.0  # of the moment a picture was taken, against its own time
    scenes: tuple[SceneSpan, ...] = ()
    measured_scene: int = 0  # index into `scenes`
    rate: RateFinding = field(default_factory=RateFinding)
    clock: BurntInClock = field(default_factory=BurntInClock)

    @property
    def decoded_share(self) -> float | None:
        """Decoded frames per declared frame; below 0.98 the file is damaged."""
        if not self.declared_frame_count:
            return None
        return self.frame_count / self.declared_frame_count

    @property
    def effective_rate_hz(self) -> float:
        """New pictures per second."""
        return 1.0 / self.median_interval_s

    @property
    def measured_from_s(self) -> float:
        """When the measured scene begins."""
        return self.scenes[self.measured_scene].from_s if self.scenes else 0.0


def is_regular(intervals_s: NDArray[np.float64]) -> bool:
    """Does no interval leave the median by more than a quarter of it?"""
    median_s = np.median(intervals_s)
    return bool(np.all(np.abs(intervals_s - median_s) <= _REGULAR_SHARE * median_s))


def picture_sigma_s(frame_pts_s: NDArray[np.float64], *, displaced_count: int) -> float:
    """One sigma of when a picture was taken, given the time the container gives it.

    Where pictures are repeated, a converter fitted one rate into another: the picture was
    taken at any moment of the frame interval that ends at its time. Where times scatter about
    an even beat, they were stamped on arrival, and the scatter is theirs.

    Args:
        frame_pts_s: Times of all frames in order, repeats included.
        displaced_count: Pictures that were repeated, or whose time did not advance.
    """
    intervals_s = np.diff(frame_pts_s)
    beat_s = float(np.median(intervals_s))
    beats = intervals_s / beat_s
    off_beat = beats - np.maximum(np.round(beats), 1.0)
    # Each interval holds the scatter of two times.
    stamped_s = _FROM_MEDIAN * float(np.median(np.abs(off_beat))) * beat_s / np.sqrt(2.0)
    converted = displaced_count > _CONVERTED_SHARE * len(frame_pts_s)
    fitted_s = beat_s * _EVEN_SPREAD if converted else 0.0
    return float(np.hypot(stamped_s, fitted_s))

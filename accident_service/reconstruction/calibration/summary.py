"""How well a survey places a camera, in the figures an officer is shown."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class CalibrationSummary:
    """How well the survey places the camera."""

    point_count: int
    residual_rms_px: float
    leave_one_out_m: tuple[float, ...]  # error on the road of each point when it is left out
    camera_height_m: float

    @property
    def worst_leave_one_out_m(self) -> float:
        """The largest error a single survey point reveals."""
        return max(self.leave_one_out_m, default=float("inf"))

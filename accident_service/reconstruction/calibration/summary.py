"""How well a survey places a camera, in the figures an officer is shown."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class CalibrationSummary:
    """How well the survey, or without one the traffic, places the camera."""

    point_count: int
    residual_rms_px: float
    leave_one_out_m: tuple[float, ...]  # error on the road of each point when it is left out
    camera_height_m: float
    vehicle_count: int = 0  # vehicles that told the camera where nobody surveyed it
    dash_count: int = 0  # dashes of lane lines that told its scale besides
    scale_sigma_share: float = 0.0  # one sigma of every length, as a share of it; then only

    @property
    def worst_leave_one_out_m(self) -> float:
        """The largest error a single survey point reveals."""
        return max(self.leave_one_out_m, default=float("inf"))

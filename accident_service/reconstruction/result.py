"""What reconstruction hands on: everything measured on one clip, with its doubts."""

from dataclasses import dataclass

from accident_service.quantities.identifiers import TrackId
from accident_service.quantities.uncertainty import Estimate
from accident_service.reconstruction.collision.event import CollisionEvent
from accident_service.reconstruction.ground.trajectory import GroundTrajectory


@dataclass(frozen=True, slots=True, kw_only=True)
class TimingSummary:
    """How the clip's own clock behaves; what speeds are worth depends on it."""

    frame_count: int
    declared_frame_count: int | None
    duration_s: float
    median_interval_s: float
    longest_gap_s: float
    duplicate_count: int  # frames whose picture repeats the one before
    regular: bool

    @property
    def decoded_share(self) -> float | None:
        """Decoded frames per declared frame; below 0.98 the file is damaged."""
        if not self.declared_frame_count:
            return None
        return self.frame_count / self.declared_frame_count


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


@dataclass(frozen=True, slots=True, kw_only=True)
class NearMiss:
    """Two vehicles that came close and did not touch."""

    tracks: tuple[TrackId, TrackId]
    pts_s: float
    gap_m: Estimate


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconstruction:
    """Where every vehicle was on the road, what touched, and how far to trust it."""

    trajectories: tuple[GroundTrajectory, ...]
    collisions: tuple[CollisionEvent, ...]
    near_misses: tuple[NearMiss, ...]
    timing: TimingSummary
    calibration: CalibrationSummary

    def trajectory(self, track: TrackId) -> GroundTrajectory:
        """The trajectory of one track.

        Raises:
            KeyError: No such track was reconstructed.
        """
        for trajectory in self.trajectories:
            if trajectory.id == track:
                return trajectory
        raise KeyError(track)

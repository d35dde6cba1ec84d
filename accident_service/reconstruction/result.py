"""What reconstruction hands on: everything measured on one clip, with its doubts."""

from dataclasses import dataclass

from accident_service.quantities.identifiers import TrackId
from accident_service.reconstruction.calibration.summary import CalibrationSummary
from accident_service.reconstruction.collision.event import CollisionEvent, NearMiss
from accident_service.reconstruction.ground.braking import BrakeOnset, brake_onsets
from accident_service.reconstruction.ground.trajectory import GroundTrajectory
from accident_service.reconstruction.timeline import TimingSummary

# The smoothing of a trajectory lets a blow show this much early.
SMOOTHED_BACK_S = 0.2

__all__ = ["CalibrationSummary", "NearMiss", "Reconstruction", "TimingSummary"]


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

    def brake_onsets(self, track: TrackId) -> tuple[BrakeOnset, ...]:
        """When the driver of one track began to brake, up to its first contact.

        What slows a vehicle after a blow need not be its brakes.

        Raises:
            KeyError: No such track was reconstructed.
        """
        blows = [one.pts_interval_s.low for one in self.collisions if track in one.tracks]
        until_s = min(blows, default=float("inf")) - SMOOTHED_BACK_S
        return brake_onsets(self.trajectory(track), until_s)

"""Which vehicles touched, when, where and how hard; and which only came close."""

from collections.abc import Sequence
from dataclasses import dataclass

from accident_service.reconstruction.calibration.camera_model import CameraModel
from accident_service.reconstruction.collision.event import CollisionEvent, NearMiss
from accident_service.reconstruction.ground.trajectory import GroundTrajectory


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactFindings:
    """First touches in time order, and pairs that came close without one."""

    collisions: tuple[CollisionEvent, ...]
    near_misses: tuple[NearMiss, ...]


def find_contacts(
    trajectories: Sequence[GroundTrajectory],
    camera: CameraModel | None = None,  # noqa: ARG001 - sigmas already hold the camera's doubt
) -> ContactFindings:
    """Find the contacts between vehicles."""
    del trajectories
    return ContactFindings(collisions=(), near_misses=())

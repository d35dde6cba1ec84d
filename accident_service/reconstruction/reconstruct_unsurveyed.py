"""Reconstruction without a survey: the camera is told from the clip's own traffic."""

from dataclasses import dataclass, replace

from accident_service.quantities.image_plane import ImageSize
from accident_service.reconstruction.motion.pieces import in_whole_things
from accident_service.reconstruction.motion.scene_motion import SceneMotion
from accident_service.reconstruction.motion.silhouettes import silhouettes_of
from accident_service.reconstruction.reconstruct import MotionOutcome, reconstruct_observed
from accident_service.reconstruction.self_calibration.scale_doubt import (
    taken_for_exact,
    widened_collision,
    widened_near_miss,
    widened_trajectory,
)
from accident_service.reconstruction.self_calibration.self_calibrate import (
    SelfCalibration,
    self_calibrate,
)
from accident_service.reconstruction.stages import Stage, stage


@dataclass(frozen=True, slots=True, eq=False)
class UnsurveyedOutcome:
    """What moved and touched, in metres of a camera that was told from traffic."""

    motion: MotionOutcome
    calibration: SelfCalibration  # for the full picture


def camera_from_traffic(motion: SceneMotion, size: ImageSize) -> SelfCalibration:
    """The camera of a picture of this full size, told from what moved in it.

    Raises:
        CalibrationUnreliable: Too little drives by, or it does not tell.
    """
    return _camera_of(in_whole_things(motion), size)


def reconstruct_unsurveyed(motion: SceneMotion, size: ImageSize) -> UnsurveyedOutcome:
    """Follow every vehicle over a road whose camera nobody surveyed.

    Places are in the camera's own axes (origin under it, +y along its view). Sigmas hold the
    camera's doubt, which is one for the whole clip.

    Raises:
        CalibrationUnreliable: Too little drives by, or it does not tell the camera.
    """
    motion = in_whole_things(motion)
    told = _camera_of(motion, size)
    found = reconstruct_observed(motion, taken_for_exact(told.camera))
    widened = replace(
        found,
        trajectories=tuple(widened_trajectory(one, told.camera) for one in found.trajectories),
        collisions=tuple(widened_collision(one, told.camera) for one in found.collisions),
        near_misses=tuple(
            widened_near_miss(one, told.scale_sigma_share) for one in found.near_misses
        ),
    )
    return UnsurveyedOutcome(widened, told)


def _camera_of(motion: SceneMotion, size: ImageSize) -> SelfCalibration:
    rows, columns = motion.clip.shape
    evidence = silhouettes_of(motion, motion.labels)
    with stage(Stage.CALIBRATION):
        told = self_calibrate(ImageSize(columns, rows), evidence, motion.background.levels)
    return told.for_picture(size)

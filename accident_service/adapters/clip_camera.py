"""Tell the camera of a clip that nobody surveyed."""

from collections.abc import Iterable
from pathlib import Path

import cv2

from accident_service.adapters.clip_watching import watched
from accident_service.quantities.image_plane import ImageSize
from accident_service.reconstruction.frames import GrayFrame
from accident_service.reconstruction.motion.reduced_clip import reduce_clip
from accident_service.reconstruction.motion.scene_motion import SceneMotion, observe_motion
from accident_service.reconstruction.reconstruct_unsurveyed import camera_from_traffic
from accident_service.reconstruction.self_calibration.self_calibrate import SelfCalibration


def motion_of(frames: Iterable[GrayFrame]) -> SceneMotion:
    """What moves in the pictures of a camera that is not known."""
    return observe_motion(reduce_clip(frames))


def camera_of_clip(clip: Path) -> SelfCalibration:
    """The camera told from the traffic of one clip, for its full picture.

    Repeated pictures are left out and of a clip that was cut its longest scene is taken, as in
    any analysis. Decodes in this process: whoever calls sees to limits.

    Raises:
        ClipUnreadable: The clip is refused or cannot be decoded.
        TimelineUnusable: Too few frames to tell what moves.
        CalibrationUnreliable: Too little drives by, or it does not tell.
    """
    cv2.setNumThreads(1)
    seen = watched(clip, motion_of)
    probe = seen.reader.probe
    return camera_from_traffic(seen.found, ImageSize(probe.width_px, probe.height_px))

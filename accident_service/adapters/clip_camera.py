"""Tell the camera of a clip that nobody surveyed."""

from pathlib import Path

import cv2

from accident_service.adapters.clip_probe import ClipLimits
from accident_service.adapters.video_reader import ClipReader
from accident_service.quantities.image_plane import ImageSize
from accident_service.reconstruction.motion.reduced_clip import reduce_clip
from accident_service.reconstruction.motion.scene_motion import observe_motion
from accident_service.reconstruction.reconstruct_unsurveyed import camera_from_traffic
from accident_service.reconstruction.self_calibration.self_calibrate import SelfCalibration


def camera_of_clip(clip: Path) -> SelfCalibration:
    """The camera told from the traffic of one clip, for its full picture.

    Decodes in this process: for an operator's own footage, not for strangers' uploads.

    Raises:
        ClipUnreadable: The clip is refused or cannot be decoded.
        TimelineUnusable: Too few frames to tell what moves.
        CalibrationUnreliable: Too little drives by, or it does not tell.
    """
    cv2.setNumThreads(1)
    reader = ClipReader(clip, ClipLimits())
    motion = observe_motion(reduce_clip(reader.frames()))
    return camera_from_traffic(motion, ImageSize(reader.probe.width_px, reader.probe.height_px))

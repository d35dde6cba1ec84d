"""Whether a detector that looks again and again ever sees what was tracked.

A pool of light that creeps over the road is followed like a vehicle, and no outline tells that
nothing stands in it; somebody who looks sees it at once. A detector overlooks much by night and
what is small, so only never in many looks counts against a track, and only for vehicles.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from accident_service.quantities.identifiers import TrackId
from accident_service.reconstruction.calibration.camera_model import CameraModel
from accident_service.reconstruction.ground.projection import placed, seen
from accident_service.reconstruction.ground.trajectory import GroundTrajectory, VehicleClass
from accident_service.reconstruction.motion.repeated_looks import Look
from accident_service.reconstruction.motion.vehicle_detector import overlap

Array = NDArray[np.float64]

# Eight seconds, two or three looks a second, and not once.
FEWEST_LOOKS = 20
# A box that shares this little with where the vehicle should be may still show it.
NEAR_SHARE = 0.1
# Detectors are made for vehicles this large in the picture, and see walkers and riders seldom.
LEAST_HEIGHT_PX = 16.0
SELDOM_SEEN = (VehicleClass.PEDESTRIAN, VehicleClass.TWO_WHEELER)
CORNERS = np.array([[x, y, z] for x in (-0.5, 0.5) for y in (-0.5, 0.5) for z in (0.0, 1.0)])


def never_seen(
    tracks: Sequence[GroundTrajectory], looks: Sequence[Look], camera: CameraModel
) -> frozenset[TrackId]:
    """The tracked vehicles that no look shows, though many should.

    Args:
        camera: For the pictures that were looked at.
    """
    return frozenset(
        one.id
        for one in tracks
        if one.vehicle_class not in SELDOM_SEEN and _is_never_seen(one, looks, camera)
    )


def box_px(vehicle: GroundTrajectory, at_s: float, camera: CameraModel) -> Array:
    """The box (4,) around where a vehicle appears at a moment; NaN where it is out of view."""
    pose, size = vehicle.pose_at(at_s), vehicle.dimensions
    body_m = CORNERS * np.array([size.length_m, size.width_m, size.height_m])
    at = np.array([[pose.x_m, pose.y_m, pose.heading_rad]])
    pixels = seen(camera, placed(body_m, at))[0]
    return np.concatenate([pixels.min(axis=0), pixels.max(axis=0)])


def _is_never_seen(vehicle: GroundTrajectory, looks: Sequence[Look], camera: CameraModel) -> bool:
    far = np.array([camera.image_size.width_px - 1, camera.image_size.height_px - 1])
    count = 0
    for look in looks:
        if not vehicle.covers(look.pts_s):
            continue
        box = box_px(vehicle, look.pts_s, camera)
        if any(overlap(box, one.box_px) > NEAR_SHARE for one in look.detections):
            return False
        whole = bool((box[:2] > 0.0).all() and (box[2:] < far).all())
        count += whole and box[3] - box[1] >= LEAST_HEIGHT_PX
    return count >= FEWEST_LOOKS

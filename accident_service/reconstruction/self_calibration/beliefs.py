"""What is believed of a street camera that nobody surveyed, and where its axes are put."""

import numpy as np
from numpy.typing import NDArray

from accident_service.reconstruction.calibration import priors
from accident_service.reconstruction.calibration.camera_model import CameraModel

Array = NDArray[np.float64]

# Traffic cameras look down along the street: from a mast, hardly ever straight down.
PITCH_RAD, PITCH_SIGMA_RAD = float(np.radians(22.0)), float(np.radians(12.0))
# Nobody can tell where on earth it is: the camera stands over the origin, looking along +y.
GAUGE_M, GAUGE_RAD = 1e-4, 1e-5


def beliefs(camera: CameraModel) -> Array:
    """How far the camera is from an ordinary one in the chosen axes, each entry in sigmas."""
    right, place_m = camera.rotation[0], camera.position_m
    pitch_rad = np.arcsin(np.clip(-camera.rotation[2, 2], -1.0, 1.0))
    own = [
        place_m[0] / GAUGE_M,
        place_m[1] / GAUGE_M,
        np.arctan2(right[1], right[0]) / GAUGE_RAD,
        (pitch_rad - PITCH_RAD) / PITCH_SIGMA_RAD,
    ]
    return np.concatenate([priors.disagreement(camera), np.array(own)])

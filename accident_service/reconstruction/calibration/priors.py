"""What is known of any street camera before its survey is looked at.

Five clicks cannot show a lens, a focal length, a principal point and a pose. What they
leave open is filled by what such cameras are, stated as a mean and one sigma per
parameter; twelve good clicks outweigh all of it.
"""

import numpy as np
from numpy.typing import NDArray

from accident_service.reconstruction.calibration.camera_model import CameraModel

Array = NDArray[np.float64]

# Fixed street cameras see 45 to 100 degrees across; a focal length of 0.8 image widths is 64.
FOCAL_WIDTHS = 0.8
FOCAL_LOG_SIGMA = 0.4
# Sensors have square pixels; scaling in the recorder is seldom off by more than this.
ASPECT_SIGMA = 0.003
# Lens and sensor are mounted within about a hundredth of the image width of each other.
CENTRE_SIGMA_WIDTHS = 0.012
# Street lenses pull the corners inwards; k2 then undoes about as much as k1 squared.
K1, K1_SIGMA = -0.10, 0.10
K2_OF_K1_SQUARED, K2_SIGMA = 1.0, 0.02
# Lenses are glued in by machine: what is off the axis shifts the corners by half a pixel. A third
# radial term is what is left of wide lenses; twelve marks tell either only where it is gross.
TANGENTIAL_SIGMA, K3_SIGMA = 4e-4, 3e-3
# Installers level the picture by eye.
ROLL_SIGMA_RAD = 0.05
# Masts, gantries and facades: 3 to 20 m.
HEIGHT_M = 8.0
HEIGHT_LOG_SIGMA = 0.5


def disagreement(camera: CameraModel) -> Array:
    """How far the camera is from an ordinary one, each entry in sigmas."""
    width_px = camera.image_size.width_px
    centre_px = (np.array([width_px, camera.image_size.height_px]) - 1.0) / 2
    fx_px, fy_px = camera.intrinsics[0, 0], camera.intrinsics[1, 1]
    k1, k2, p1, p2, k3 = camera.distortion
    off_px = (camera.intrinsics[:2, 2] - centre_px) / (CENTRE_SIGMA_WIDTHS * width_px)
    height_m = max(float(camera.position_m[2]), 1e-3)
    return np.array(
        [
            np.log(fx_px / (FOCAL_WIDTHS * width_px)) / FOCAL_LOG_SIGMA,
            np.log(fy_px / fx_px) / ASPECT_SIGMA,
            off_px[0],
            off_px[1],
            (k1 - K1) / K1_SIGMA,
            (k2 - K2_OF_K1_SQUARED * k1 * k1) / K2_SIGMA,
            _roll_rad(camera) / ROLL_SIGMA_RAD,
            np.log(height_m / HEIGHT_M) / HEIGHT_LOG_SIGMA,
            p1 / TANGENTIAL_SIGMA,
            p2 / TANGENTIAL_SIGMA,
            k3 / K3_SIGMA,
        ]
    )


def _roll_rad(camera: CameraModel) -> float:
    """How far the image's x axis is from level; the camera's x axis has no height when it is."""
    return float(np.arcsin(np.clip(camera.rotation[0, 2], -1.0, 1.0)))

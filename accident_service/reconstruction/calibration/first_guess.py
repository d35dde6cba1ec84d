"""Cameras to begin a fit from: rough, several, and on different sides of the truth.

A plane seen by an unknown camera is explained almost as well by a wrong focal length
with a wrong distance, so one start is not enough.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from accident_service.reconstruction.calibration.camera_model import PARAMETER_COUNT, CameraModel
from accident_service.reconstruction.calibration.survey import Survey

Array = NDArray[np.float64]

FOCAL_WIDTHS = (0.5, 0.7, 1.0, 1.5)
_USUAL_K1 = -0.05


def first_guesses(survey: Survey) -> tuple[CameraModel, ...]:
    """Cameras above the road that roughly see the marks as clicked, one per focal length.

    Empty when no pose above the road explains the marks for any of them.
    """
    width_px = survey.image_size.width_px
    focals_px = [share * width_px for share in FOCAL_WIDTHS]
    focals_px += _plane_focal_px(survey)
    guesses = [_posed(survey, focal_px) for focal_px in focals_px]
    return tuple(guess for found in guesses for guess in found)


def _plane_focal_px(survey: Survey) -> list[float]:
    """The focal length at which the road's two axes come out square and equal, if one does.

    Reference:
        Z. Zhang, "A Flexible New Technique for Camera Calibration", 2000, section 2.3.
    """
    centred = survey.clicked().xy_px - _centre_px(survey)
    ground_m = survey.measured().xyz_m[:, :2]
    found, _ = cv2.findHomography(ground_m - ground_m.mean(axis=0), centred, 0)
    matrix = np.asarray(found, dtype=np.float64)
    if matrix.shape != (3, 3):  # OpenCV answers None where no map fits
        return []
    a, b = matrix[:, 0], matrix[:, 1]
    square = -(a[0] * b[0] + a[1] * b[1]) / (a[2] * b[2]) if a[2] * b[2] != 0.0 else -1.0
    width_px = survey.image_size.width_px
    if not (0.3 * width_px) ** 2 < square < (4 * width_px) ** 2:
        return []
    return [float(np.sqrt(square))]


def _posed(survey: Survey, focal_px: float) -> list[CameraModel]:
    """The camera of this focal length placed where the marks fit best, if above the road."""
    intrinsics = np.diag([focal_px, focal_px, 1.0])
    intrinsics[:2, 2] = _centre_px(survey)
    distortion = np.array([_USUAL_K1, 0.0, 0.0, 0.0, 0.0])
    measured_m = survey.measured().xyz_m
    middle_m = measured_m.mean(axis=0)
    found, turn_rad, shift_m = cv2.solvePnP(
        measured_m - middle_m,
        survey.clicked().xy_px,
        intrinsics,
        distortion,
        flags=cv2.SOLVEPNP_SQPNP,
    )
    if not found:
        return []
    rotation = np.asarray(cv2.Rodrigues(turn_rad)[0], dtype=np.float64)
    camera = CameraModel(
        image_size=survey.image_size,
        intrinsics=intrinsics,
        distortion=distortion,
        rotation=rotation,
        translation_m=np.asarray(shift_m, dtype=np.float64).ravel() - rotation @ middle_m,
        parameter_covariance=np.zeros((PARAMETER_COUNT, PARAMETER_COUNT)),
    )
    return [camera] if camera.position_m[2] > 0.0 else []


def _centre_px(survey: Survey) -> Array:
    size = survey.image_size
    return np.array([(size.width_px - 1) / 2, (size.height_px - 1) / 2])

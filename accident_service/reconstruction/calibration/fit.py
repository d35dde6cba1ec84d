"""The calibration of one camera, with the figure that says what it is worth.

The residual of marks that took part in the fit is flattering; the error on the road of
each mark left out of it is not.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from accident_service.quantities.image_plane import PixelPoints
from accident_service.reconstruction.calibration.camera_fit import (
    MIN_POINTS,
    CameraFit,
    fit_camera,
    refit,
)
from accident_service.reconstruction.calibration.camera_model import CameraModel
from accident_service.reconstruction.calibration.summary import CalibrationSummary
from accident_service.reconstruction.calibration.survey import Survey

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Calibration:
    """A camera, how well its survey places it, and the marks that were not believed."""

    camera: CameraModel
    summary: CalibrationSummary
    rejected: tuple[int, ...]  # by their place in the survey
    residual_px: Array  # (n, 2): where the camera sees each mark minus where it was clicked


def calibrate(survey: Survey) -> Calibration:
    """Place the camera that made these clicks, and judge the survey by leaving marks out.

    Raises:
        CalibrationUnreliable: Fewer than four marks, marks on one line, or no camera sees
            them where they were clicked.
    """
    fit = fit_camera(survey)
    summary = CalibrationSummary(
        point_count=len(survey),
        residual_rms_px=fit.rms_px,
        leave_one_out_m=_leave_one_out_m(fit, survey),
        camera_height_m=float(fit.camera.position_m[2]),
    )
    rejected = tuple(index for index in range(len(survey)) if index not in fit.kept)
    return Calibration(fit.camera, summary, rejected, fit.residual_px)


def _leave_one_out_m(fit: CameraFit, survey: Survey) -> tuple[float, ...]:
    """How far on the road each mark lands when the camera is fitted to the others.

    Infinite where the others put the mark above the horizon. A mark that was not believed
    took no part in the fit: its error is that of the fit itself. Nothing is left out of a
    survey of four, whose remaining three would be judged by assumption alone.
    """
    if len(fit.kept) <= MIN_POINTS:
        return ()
    errors_m = []
    for index in range(len(survey)):
        others = tuple(other for other in fit.kept if other != index)
        camera = refit(fit.camera, survey, others).camera if index in fit.kept else fit.camera
        errors_m.append(_error_m(camera, survey, index))
    return tuple(errors_m)


def _error_m(camera: CameraModel, survey: Survey, index: int) -> float:
    point = survey.points[index]
    clicked = PixelPoints(survey.clicked().xy_px[index : index + 1])
    landed_m = camera.to_ground(clicked, point.z_m).xy_m[0]
    error_m = float(np.hypot(landed_m[0] - point.x_m, landed_m[1] - point.y_m))
    return math.inf if math.isnan(error_m) else error_m

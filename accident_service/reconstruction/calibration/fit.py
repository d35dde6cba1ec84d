"""The calibration of one camera, with the figure that says what it is worth.

The residual of marks that took part in the fit is flattering; the error on the road of
each mark left out of it is not.
"""

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from accident_service.reconstruction.calibration.camera_fit import (
    fit_camera,
    refit,
    require_spread,
)
from accident_service.reconstruction.calibration.camera_model import CameraModel
from accident_service.reconstruction.calibration.descent import best_from_anywhere
from accident_service.reconstruction.calibration.leave_one_out import leave_one_out
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
    widened: float = 1.0  # by how much the marks left out made every sigma of the camera larger


def calibrate_as_given(survey: Survey) -> Calibration:
    """Place the camera with every mark believed and none left out: for a mark being dragged.

    Fast, and no judgement: a wrong mark bends the camera, and nothing widens its doubt.

    Raises:
        CalibrationUnreliable: As `calibrate`.
    """
    require_spread(survey)
    everything = tuple(range(len(survey)))
    fit = refit(best_from_anywhere(survey, "linear").camera, survey, everything)
    summary = CalibrationSummary(
        point_count=len(survey),
        residual_rms_px=fit.rms_px,
        leave_one_out_m=(),
        camera_height_m=float(fit.camera.position_m[2]),
    )
    return Calibration(fit.camera, summary, (), fit.residual_px)


def calibrate(survey: Survey) -> Calibration:
    """Place the camera that made these clicks, and judge the survey by leaving marks out.

    Raises:
        CalibrationUnreliable: Fewer than four marks, marks on one line, or no camera sees
            them where they were clicked.
    """
    fit = fit_camera(survey)
    left_out = leave_one_out(fit, survey)
    summary = CalibrationSummary(
        point_count=len(survey),
        residual_rms_px=fit.rms_px,
        leave_one_out_m=left_out.error_m,
        camera_height_m=float(fit.camera.position_m[2]),
    )
    rejected = tuple(index for index in range(len(survey)) if index not in fit.kept)
    camera = replace(
        fit.camera,
        parameter_covariance=fit.camera.parameter_covariance * left_out.variance_factor,
    )
    widened = math.sqrt(left_out.variance_factor)
    return Calibration(camera, summary, rejected, fit.residual_px, widened)

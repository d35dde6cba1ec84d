"""What each mark of a survey reveals when the camera is fitted to the others alone.

A mark left out is a place whose truth is known and that had no say: its error on the road is
what a vehicle there would suffer. Where all such errors are larger than clicks explain, the
marks are, and so is the doubt of the camera.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from accident_service.quantities.ground_plane import GroundPoints
from accident_service.quantities.image_plane import PixelPoints
from accident_service.reconstruction.calibration.camera_fit import MIN_POINTS, CameraFit, refit
from accident_service.reconstruction.calibration.camera_model import CameraModel
from accident_service.reconstruction.calibration.descent import CLICK_SIGMA_PX
from accident_service.reconstruction.calibration.survey import Survey

Array = NDArray[np.float64]

# So many marks, each as far off as its doubt says, is what is believed beforehand.
_OPINION_MARKS = 5.0
# Of a mark the others put behind the camera: ten sigmas.
_UNSEEN_SQUARE = 100.0


@dataclass(frozen=True, slots=True)
class LeftOut:
    """The marks judged by one another."""

    error_m: tuple[float, ...]  # of each mark; empty where none can be left out
    variance_factor: float  # by which the camera's doubt falls short of what was revealed; >= 1


def leave_one_out(fit: CameraFit, survey: Survey) -> LeftOut:
    """How far on the road each mark lands when the camera is fitted to the others.

    Infinite where the others put the mark above the horizon. A mark that was not believed
    took no part in the fit: its error is that of the fit itself. Nothing is left out of a
    survey of four, whose remaining three would be judged by assumption alone.

    Reference:
        Gelman et al., Bayesian Data Analysis, 3rd ed., section 7.2 (leave-one-out prediction).
    """
    if len(fit.kept) <= MIN_POINTS:
        return LeftOut((), 1.0)
    errors_m, squares = [], []
    for index in range(len(survey)):
        camera = fit.camera
        if index in fit.kept:
            others = tuple(other for other in fit.kept if other != index)
            camera = refit(fit.camera, survey, others).camera
            squares.append(_square_in_sigmas(camera, survey, index))
        errors_m.append(_error_m(camera, survey, index))
    revealed = (_OPINION_MARKS + sum(squares)) / (_OPINION_MARKS + len(squares))
    return LeftOut(tuple(errors_m), max(1.0, revealed))


def _square_in_sigmas(camera: CameraModel, survey: Survey, index: int) -> float:
    """Squared miss of a mark that had no say, by the doubt stated of it; 1 where that is right.

    Taken in the picture, where a click's doubt is the same everywhere.
    """
    here = survey.only((index,))
    place = GroundPoints(here.measured().xyz_m[:, :2])
    apart_px = (camera.project(here.measured()).xy_px - here.clicked().xy_px)[0]
    slope = camera.ground_jacobian_px_per_m(place)[0]
    doubt_px2 = slope @ camera.ground_covariance_m2(place)[0] @ slope.T
    doubt_px2 = doubt_px2 + CLICK_SIGMA_PX**2 * np.eye(2)
    if not (np.all(np.isfinite(apart_px)) and np.all(np.isfinite(doubt_px2))):
        return _UNSEEN_SQUARE
    return float(apart_px @ np.linalg.solve(doubt_px2, apart_px)) / 2


def _error_m(camera: CameraModel, survey: Survey, index: int) -> float:
    point = survey.points[index]
    clicked = PixelPoints(survey.clicked().xy_px[index : index + 1])
    landed_m = camera.to_ground(clicked, point.z_m).xy_m[0]
    error_m = float(np.hypot(landed_m[0] - point.x_m, landed_m[1] - point.y_m))
    return math.inf if math.isnan(error_m) else error_m

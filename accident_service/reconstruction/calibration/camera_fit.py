"""From surveyed marks to the camera that sees them so.

The fit weighs clicks against what any street camera is like (`priors`). The residual of
the marks used says little: with five marks almost anything fits. What each mark reveals
when it is left out (`leave_one_out`) is the figure to trust and to show.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from accident_service.errors import CalibrationUnreliable
from accident_service.reconstruction.calibration.bad_clicks import believed_marks
from accident_service.reconstruction.calibration.camera_model import CameraModel
from accident_service.reconstruction.calibration.descent import (
    CLICK_SIGMA_PX,
    MANY_STEPS,
    descended,
    jacobian,
    residual_px,
)
from accident_service.reconstruction.calibration.survey import Survey

Array = NDArray[np.float64]

MIN_POINTS = 4
# The number of residuals our opinion of a careful click is worth against the survey's own.
CLICK_OPINION = 6.0
WORST_RMS_PX = 12.0
# Marks on one line fix no plane: smallest over largest spread of their ground positions.
MIN_SPREAD_RATIO = 0.03


@dataclass(frozen=True, slots=True, eq=False)
class CameraFit:
    """The camera that explains a survey best, and what it does not explain."""

    camera: CameraModel
    residual_px: Array  # (n, 2), of all marks, rejected ones too
    kept: tuple[int, ...]  # marks believed, by their place in the survey

    @property
    def rms_px(self) -> float:
        """Root mean square of the believed marks' residuals, per mark."""
        return float(np.sqrt(np.mean(np.sum(self.residual_px[list(self.kept)] ** 2, axis=1))))


def fit_camera(survey: Survey) -> CameraFit:
    """Find the camera that explains the marks, leaving out those that fit no camera.

    Raises:
        CalibrationUnreliable: Fewer than four marks, marks on one line, or no camera sees
            them where they were clicked.

    Reference:
        Hartley and Zisserman, Multiple View Geometry, 2nd ed., sections 7.2 and 7.4.
    """
    require_spread(survey)
    believed = believed_marks(survey)
    fit = refit(believed.camera, survey, believed.kept)
    if fit.rms_px > WORST_RMS_PX or fit.camera.position_m[2] <= 0.0:
        raise CalibrationUnreliable(
            f"no camera above the road sees the {len(survey)} survey points where they were"
            f" clicked: {fit.rms_px:.1f} px off on average, {WORST_RMS_PX} px accepted"
        )
    return fit


def refit(start: CameraModel, survey: Survey, kept: tuple[int, ...]) -> CameraFit:
    """The fit to the marks in `kept`, begun at a camera already near the answer."""
    chosen = survey.only(kept)
    camera = descended(start, chosen, "linear", MANY_STEPS, whole_lens=True).camera
    slopes = jacobian(camera, chosen)
    apart_px = residual_px(camera, survey)
    covariance = np.linalg.inv(slopes.T @ slopes) * _click_variance_px2(apart_px[list(kept)])
    known = replace(camera, parameter_covariance=np.asarray(covariance, dtype=np.float64))
    return CameraFit(known, apart_px, kept)


def _click_variance_px2(apart_px: Array) -> float:
    """Variance of a click per axis, from the survey and what is usual, relative to the usual.

    About seven of the camera's parameters are decided by the marks, the rest by the priors.
    """
    freedom = max(apart_px.size - 7.0, 0.0)
    seen = float(np.sum(apart_px**2)) / CLICK_SIGMA_PX**2
    share = freedom / apart_px.size
    if share == 0.0:
        return 1.0 if seen < apart_px.size else seen / apart_px.size
    return (CLICK_OPINION + seen) / (CLICK_OPINION + freedom)


def require_spread(survey: Survey) -> None:
    """Refuse marks too few, or too near one line, to place a camera.

    Raises:
        CalibrationUnreliable: They are.
    """
    if len(survey) < MIN_POINTS:
        raise CalibrationUnreliable(
            f"{len(survey)} survey points; at least {MIN_POINTS} are needed"
        )
    for name, places in (
        ("on the ground", survey.measured().xyz_m[:, :2]),
        ("in the image", survey.clicked().xy_px),
    ):
        spread = np.linalg.svd(places - places.mean(axis=0), compute_uv=False)
        if spread[1] < MIN_SPREAD_RATIO * spread[0]:
            raise CalibrationUnreliable(
                f"the survey points lie on one line {name}: spread {spread[1]:.2f} across"
                f" for {spread[0]:.2f} along, at least {MIN_SPREAD_RATIO} of it is needed"
            )

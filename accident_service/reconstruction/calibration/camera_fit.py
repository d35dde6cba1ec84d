"""From surveyed marks to the camera that sees them so.

The fit weighs clicks against what any street camera is like (`priors`). The residual of
the marks used says little: with five marks almost anything fits. What each mark reveals
when it is left out (`leave_one_out`) is the figure to trust and to show.
"""

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import least_squares

from accident_service.errors import CalibrationUnreliable
from accident_service.reconstruction.calibration import priors
from accident_service.reconstruction.calibration.camera_model import PARAMETER_COUNT, CameraModel
from accident_service.reconstruction.calibration.first_guess import first_guesses
from accident_service.reconstruction.calibration.survey import Survey

Array = NDArray[np.float64]
Loss = Literal["linear", "soft_l1"]

MIN_POINTS = 4
# One sigma of a careful click, each axis, and the number of residuals that opinion is worth
# against those of the survey at hand.
CLICK_SIGMA_PX = 1.0
CLICK_OPINION = 6.0
# A mark further out than this many sigmas of the others was clicked or measured wrongly.
OUTLIER_SIGMAS = 5.0
WORST_RMS_PX = 12.0
# Marks on one line fix no plane: smallest over largest spread of their ground positions.
MIN_SPREAD_RATIO = 0.03
_HUGE_PX = 1e4
_FEW_STEPS, _MANY_STEPS = 12, 60
_SCALES = np.array([0.1, 0.01, 5.0, 5.0, 0.05, 0.02, 0.02, 0.02, 0.02, 1.0, 1.0, 1.0])


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
    _require_spread(survey)
    robust = _best_start(survey)
    kept = _believed(robust, survey)
    fit = refit(robust, survey, kept)
    believed_again = _believed(fit.camera, survey)
    if set(believed_again) != set(kept):
        fit = refit(fit.camera, survey, believed_again)
    if fit.rms_px > WORST_RMS_PX or fit.camera.position_m[2] <= 0.0:
        raise CalibrationUnreliable(
            f"no camera above the road sees the {len(survey)} survey points where they were"
            f" clicked: {fit.rms_px:.1f} px off on average, {WORST_RMS_PX} px accepted"
        )
    return fit


def refit(start: CameraModel, survey: Survey, kept: tuple[int, ...]) -> CameraFit:
    """The fit to the marks in `kept`, begun at a camera already near the answer."""
    chosen = survey.only(kept)
    camera = _descend(start, chosen, "linear", _MANY_STEPS)
    jacobian = _jacobian(camera, chosen)
    residual_px = _residual_px(camera, survey)
    information = jacobian.T @ jacobian
    covariance = np.linalg.inv(information) * _click_variance_px2(residual_px[list(kept)])
    known = replace(camera, parameter_covariance=np.asarray(covariance, dtype=np.float64))
    return CameraFit(known, residual_px, kept)


def _best_start(survey: Survey) -> CameraModel:
    """The best of the robust fits begun at every first guess."""
    fitted = [_descend(guess, survey, "soft_l1", _FEW_STEPS) for guess in first_guesses(survey)]
    above = [camera for camera in fitted if camera.position_m[2] > 0.0]
    if not above:
        raise CalibrationUnreliable(
            f"no camera above the road sees the {len(survey)} survey points in these places"
        )
    best = min(above, key=lambda camera: _robust_cost(camera, survey))
    return _descend(best, survey, "soft_l1", _MANY_STEPS)


def _robust_cost(camera: CameraModel, survey: Survey) -> float:
    clicks = np.sum(_residual_px(camera, survey) ** 2, axis=1) / CLICK_SIGMA_PX**2
    return float(2 * np.sum(np.sqrt(1 + clicks) - 1) + np.sum(priors.disagreement(camera) ** 2))


def _descend(start: CameraModel, survey: Survey, loss: Loss, steps: int) -> CameraModel:
    """Least squares over changes of `start`."""

    def surprise(change: Array) -> Array:
        return _surprise(start.moved(change), survey)

    found = least_squares(
        surprise,
        np.zeros(PARAMETER_COUNT),
        loss=loss,
        x_scale=_SCALES,
        max_nfev=steps,
        xtol=1e-10,
        ftol=1e-10,
    )
    return start.moved(found.x)


def _surprise(camera: CameraModel, survey: Survey) -> Array:
    """What a camera leaves unexplained: clicks and priors, each entry in sigmas."""
    clicks = _residual_px(camera, survey).ravel() / CLICK_SIGMA_PX
    return np.concatenate([clicks, priors.disagreement(camera)])


def _jacobian(camera: CameraModel, survey: Survey) -> Array:
    """Central differences: the covariance deserves better than the optimiser's forward ones."""
    columns = []
    for step in np.diag(1e-4 * _SCALES):
        ahead, behind = camera.moved(step), camera.moved(-step)
        apart = _surprise(ahead, survey) - _surprise(behind, survey)
        columns.append(apart / (2 * step.sum()))
    return np.stack(columns, axis=1)


def _residual_px(camera: CameraModel, survey: Survey) -> Array:
    """Where each mark would appear minus where it was clicked; far away when it would not."""
    apart = camera.project(survey.measured()).xy_px - survey.clicked().xy_px
    return np.asarray(np.clip(np.nan_to_num(apart, nan=_HUGE_PX), -_HUGE_PX, _HUGE_PX))


def _believed(camera: CameraModel, survey: Survey) -> tuple[int, ...]:
    """Marks within reach of the rest; all of them where too few would be left to judge by."""
    distance_px = np.sqrt(np.sum(_residual_px(camera, survey) ** 2, axis=1))
    # The median of the length of a plane normal vector is 1.1774 of its sigma per axis.
    sigma_px = max(CLICK_SIGMA_PX, float(np.median(distance_px)) / 1.1774)
    near = np.flatnonzero(distance_px <= OUTLIER_SIGMAS * sigma_px)
    enough = len(near) > MIN_POINTS and len(near) >= 0.6 * len(survey)
    return tuple(int(index) for index in near) if enough else tuple(range(len(survey)))


def _click_variance_px2(residual_px: Array) -> float:
    """Variance of a click per axis, from the survey and what is usual, relative to the usual.

    About seven of the camera's parameters are decided by the marks, the rest by the priors.
    """
    freedom = max(residual_px.size - 7.0, 0.0)
    seen = float(np.sum(residual_px**2)) / CLICK_SIGMA_PX**2
    share = freedom / residual_px.size
    if share == 0.0:
        return 1.0 if seen < residual_px.size else seen / residual_px.size
    return (CLICK_OPINION + seen) / (CLICK_OPINION + freedom)


def _require_spread(survey: Survey) -> None:
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

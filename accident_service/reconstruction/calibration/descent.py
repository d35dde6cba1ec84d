"""The least squares of a camera: what a survey and experience say, and the camera nearest both."""

from dataclasses import dataclass
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

# One sigma of a careful click, each axis.
CLICK_SIGMA_PX = 1.0
FEW_STEPS, MANY_STEPS = 12, 60
_HUGE_PX = 1e4
# First guesses differ in focal length: the truth lies between the two that fit best.
_LIKELIEST = 2
# p1, p2, k3 come last.
_WITHOUT_LESSER_TERMS = 12
_POSE_SCALES = (0.02, 0.02, 0.02, 1.0, 1.0, 1.0)
_SCALES = np.array([0.1, 0.01, 5.0, 5.0, 0.05, 0.02, *_POSE_SCALES, 5e-4, 5e-4, 3e-3])


@dataclass(frozen=True, slots=True, eq=False)
class Descended:
    """The camera at the bottom of a descent, and how high that bottom lies."""

    camera: CameraModel
    surprise: float  # sum of squares, in sigmas, of clicks and priors


def best_from_anywhere(survey: Survey, loss: Loss) -> Descended:
    """The best of the descents begun at the likeliest first guesses.

    Raises:
        CalibrationUnreliable: No camera above the road sees the marks in these places.
    """
    likely = sorted(first_guesses(survey), key=lambda one: _robust_surprise(one, survey))
    begun = [descended(one, survey, loss, FEW_STEPS) for one in likely[:_LIKELIEST]]
    above = [one for one in begun if one.camera.position_m[2] > 0.0]
    if not above:
        raise CalibrationUnreliable(
            f"no camera above the road sees the {len(survey)} survey points in these places"
        )
    best = min(above, key=lambda one: one.surprise)
    return descended(best.camera, survey, loss, MANY_STEPS)


def descended(
    start: CameraModel, survey: Survey, loss: Loss, steps: int, *, whole_lens: bool = False
) -> Descended:
    """The camera that survey and priors find least surprising, begun at `start`.

    Args:
        whole_lens: Whether the lens's lesser terms are told too; marks tell them only near
            the answer, and little then.
    """
    count = PARAMETER_COUNT if whole_lens else _WITHOUT_LESSER_TERMS

    def moved(change: Array) -> CameraModel:
        return start.moved(np.concatenate([change, np.zeros(PARAMETER_COUNT - count)]))

    def surprise_of(change: Array) -> Array:
        return surprise(moved(change), survey)

    found = least_squares(
        surprise_of,
        np.zeros(count),
        loss=loss,
        x_scale=_SCALES[:count],
        max_nfev=steps,
        xtol=1e-10,
        ftol=1e-10,
    )
    return Descended(moved(found.x), 2.0 * float(found.cost))


def surprise(camera: CameraModel, survey: Survey) -> Array:
    """What a camera leaves unexplained: clicks and priors, each entry in sigmas."""
    clicks = residual_px(camera, survey).ravel() / CLICK_SIGMA_PX
    return np.concatenate([clicks, priors.disagreement(camera)])


def _robust_surprise(camera: CameraModel, survey: Survey) -> float:
    """As a sum of lengths, not squares: one bad click must not choose the focal length."""
    return float(np.sum(np.sqrt(1.0 + surprise(camera, survey) ** 2) - 1.0))


def jacobian(camera: CameraModel, survey: Survey) -> Array:
    """Central differences: the covariance deserves better than the optimiser's forward ones."""
    columns = []
    for step in np.diag(1e-4 * _SCALES):
        ahead, behind = camera.moved(step), camera.moved(-step)
        apart = surprise(ahead, survey) - surprise(behind, survey)
        columns.append(apart / (2 * step.sum()))
    return np.stack(columns, axis=1)


def residual_px(camera: CameraModel, survey: Survey) -> Array:
    """Where each mark would appear minus where it was clicked; far away when it would not."""
    apart = camera.project(survey.measured()).xy_px - survey.clicked().xy_px
    return np.asarray(np.clip(np.nan_to_num(apart, nan=_HUGE_PX), -_HUGE_PX, _HUGE_PX))

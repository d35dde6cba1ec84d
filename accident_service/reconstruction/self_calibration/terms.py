"""What any witness of the camera must say of itself, to be heard together with the others."""

from dataclasses import dataclass
from typing import Protocol, Self

import numpy as np
from numpy.typing import NDArray

from accident_service.reconstruction.calibration.camera_model import CameraModel

Array = NDArray[np.float64]

# Beyond so many sigmas a residual is taken for something else, not for noise.
TAIL = 2.0


@dataclass(frozen=True, slots=True, eq=False)
class Terms:
    """Residuals of one witness in sigmas, their weights, and how they move."""

    residual: Array  # (m,)
    weight: Array  # (m,)
    by_own: Array  # (m, own unknowns)
    by_camera: Array  # (m, PARAMETER_COUNT)


class Witness(Protocol):
    """Something seen by the camera that has unknowns of its own."""

    def cost(self, camera: CameraModel) -> float:
        """Robust sum of squares under this camera."""

    def terms(self, camera: CameraModel) -> Terms:
        """The same, linearised about the camera and the own unknowns."""

    def moved(self, change: Array) -> Self:
        """With the own unknowns changed by this much."""


def robust_square(residual: Array) -> Array:
    """Squares that grow with the logarithm beyond a few sigmas (Cauchy)."""
    return np.asarray(TAIL**2 * np.log1p((residual / TAIL) ** 2))


def robust_weight(terms: Terms) -> Array:
    """Weights under which a linear least-squares step descends `robust_square`."""
    return np.asarray(terms.weight / (1.0 + (terms.residual / TAIL) ** 2))

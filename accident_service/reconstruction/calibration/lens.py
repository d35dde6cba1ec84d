"""The bend a lens gives a line of sight, and its undoing.

Points are on the plane one unit in front of the camera (x right, y down), without unit.
A polynomial lens folds back beyond some radius: there it maps the far side of the street
into the picture, which no lens does. Both directions answer NaN beyond the fold.

Reference:
    D. C. Brown, "Close-Range Camera Calibration", 1971 (radial terms).
"""

import math

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

# Six Newton steps bring street lenses (|k1| < 0.4) below 1e-12 anywhere inside the fold's 95 %.
NEWTON_STEPS = 6
FOLD_MARGIN = 0.98


def fold_radius(k1: float, k2: float) -> float:
    """The straight radius at which the bent radius stops growing; infinite where it never does."""
    if k2 == 0.0:
        return math.sqrt(-1 / (3 * k1)) if k1 < 0.0 else math.inf
    discriminant = 9 * k1 * k1 - 20 * k2
    if discriminant < 0.0:
        return math.inf
    roots = [(-3 * k1 + sign * math.sqrt(discriminant)) / (10 * k2) for sign in (-1.0, 1.0)]
    return min((math.sqrt(root) for root in roots if root > 0.0), default=math.inf)


def bending(square: Array, k1: float, k2: float) -> tuple[Array, Array]:
    """By how much the lens stretches a line of sight, and how that changes with it.

    Args:
        square: (n,), squared distance of where a pinhole would show it from the centre.

    Returns:
        The factor (NaN beyond the fold), and twice its derivative by `square`, (n,) each: the
        derivative of what is shown by what a pinhole shows is `factor I + slope direct direct'`.
    """
    factor = 1.0 + square * (k1 + square * k2)
    limit = fold_radius(k1, k2)
    if limit != math.inf:
        factor = np.where(square < (FOLD_MARGIN * limit) ** 2, factor, np.nan)
    return np.asarray(factor), np.asarray(2.0 * (k1 + 2.0 * square * k2))


def distorted(direct: Array, k1: float, k2: float) -> Array:
    """Where the lens shows what a pinhole would show at `direct`, (n, 2)."""
    factor, _ = bending(np.einsum("ij,ij->i", direct, direct), k1, k2)
    return np.asarray(direct * factor[:, None])


def undistorted(bent: Array, k1: float, k2: float) -> Array:
    """What a pinhole would show of what the lens shows at `bent`, (n, 2)."""
    bent_radius = np.sqrt(np.einsum("ij,ij->i", bent, bent))
    limit = FOLD_MARGIN * fold_radius(k1, k2)
    if limit != math.inf:
        square = limit * limit
        reach = limit * (1.0 + square * (k1 + square * k2))
        bent_radius = np.where(bent_radius < reach, bent_radius, np.nan)
    radius = bent_radius.copy()
    for _ in range(NEWTON_STEPS):
        square = radius * radius
        excess = radius * (1.0 + square * (k1 + square * k2)) - bent_radius
        slope = 1.0 + square * (3 * k1 + 5 * square * k2)
        radius = radius - excess / slope
        if limit != math.inf:
            radius = np.minimum(radius, limit)
    with np.errstate(invalid="ignore"):
        factor = np.where(bent_radius > 0.0, radius / np.maximum(bent_radius, 1e-300), 1.0)
    factor = np.where(np.isnan(bent_radius), np.nan, factor)
    return np.asarray(bent * factor[:, None])

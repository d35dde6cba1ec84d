"""The bend a lens gives a line of sight, and its undoing.

Points are on the plane one unit in front of the camera (x right, y down), without unit.
Coefficients are k1, k2, p1, p2, k3, in OpenCV's order: k the radial terms, p those of a lens
mounted off its axis. A polynomial lens folds back beyond some radius: there it maps the far
side of the street into the picture, which no lens does. Both directions answer NaN beyond
the fold.

Reference:
    D. C. Brown, "Close-Range Camera Calibration", 1971.
"""

import math
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Coefficients = Sequence[float] | Array  # k1, k2, p1, p2, k3

COEFFICIENT_COUNT = 5
# Six Newton steps bring street lenses (|k1| < 0.4) below 1e-12 anywhere inside the fold's 95 %.
NEWTON_STEPS = 6
# A lens off its axis shifts by a thousandth of what it bends: each round leaves a thousandth.
DECENTRING_ROUNDS = 4
FOLD_MARGIN = 0.98
# Of a root of the fold's polynomial: what is not quite real by rounding.
_REAL = 1e-9


def fold_radius(coefficients: Coefficients) -> float:
    """The straight radius at which the bent radius stops growing; infinite where it never does.

    The tangential terms are too small to move it.
    """
    k1, k2, _p1, _p2, k3 = (float(value) for value in coefficients)
    return _fold_radius(k1, k2, k3)


# A clip asks tens of thousands of times of a few lenses, and roots take longer than what is asked.
@lru_cache(maxsize=64)
def _fold_radius(k1: float, k2: float, k3: float) -> float:
    if k3 == 0.0 and k2 == 0.0:
        return math.sqrt(-1 / (3 * k1)) if k1 < 0.0 else math.inf
    if k3 == 0.0:
        discriminant = 9 * k1 * k1 - 20 * k2
        if discriminant < 0.0:
            return math.inf
        roots = [(-3 * k1 + sign * math.sqrt(discriminant)) / (10 * k2) for sign in (-1.0, 1.0)]
    else:
        found = np.roots([7 * k3, 5 * k2, 3 * k1, 1.0])
        roots = [float(root.real) for root in found if abs(root.imag) < _REAL * abs(root)]
    return min((math.sqrt(root) for root in roots if root > 0.0), default=math.inf)


def bending(square: Array, coefficients: Coefficients) -> tuple[Array, Array]:
    """By how much the lens stretches a line of sight, and how that changes with it.

    Args:
        square: (n,), squared distance of where a pinhole would show it from the centre.

    Returns:
        The factor (NaN beyond the fold), and twice its derivative by `square`, (n,) each: but
        for the tangential terms the derivative of what is shown by what a pinhole shows is
        `factor I + slope direct direct'`.
    """
    k1, k2, _p1, _p2, k3 = coefficients
    factor = 1.0 + square * (k1 + square * (k2 + square * k3))
    limit = fold_radius(coefficients)
    if limit != math.inf:
        factor = np.where(square < (FOLD_MARGIN * limit) ** 2, factor, np.nan)
    slope = 2.0 * (k1 + square * (2.0 * k2 + 3.0 * square * k3))
    return np.asarray(factor), np.asarray(slope)


def decentring(direct: Array, coefficients: Coefficients) -> Array:
    """By how much a lens off its axis shifts what a pinhole would show at `direct`, (2, n)."""
    _k1, _k2, p1, p2, _k3 = coefficients
    x, y = direct
    across, down = x * x, y * y
    square = across + down
    shift = np.empty((2, *square.shape))
    shift[0] = 2.0 * p1 * x * y + p2 * (square + 2.0 * across)
    shift[1] = p1 * (square + 2.0 * down) + 2.0 * p2 * x * y
    return shift


def decentring_slope(direct: Array, coefficients: Coefficients) -> tuple[Array, Array, Array]:
    """Derivatives of `decentring`: of x by x, of either by the other, of y by y, (n,) each."""
    _k1, _k2, p1, p2, _k3 = coefficients
    x, y = direct
    return (
        np.asarray(2.0 * p1 * y + 6.0 * p2 * x),
        np.asarray(2.0 * p1 * x + 2.0 * p2 * y),
        np.asarray(6.0 * p1 * y + 2.0 * p2 * x),
    )


def is_centred(coefficients: Coefficients) -> bool:
    """Is the lens on its axis: does it bend towards the centre only?"""
    return float(coefficients[2]) == 0.0 == float(coefficients[3])


def distorted(direct: Array, coefficients: Coefficients) -> Array:
    """Where the lens shows what a pinhole would show at `direct`, (n, 2)."""
    factor, _ = bending(np.einsum("ij,ij->i", direct, direct), coefficients)
    bent = direct * factor[:, None]
    if is_centred(coefficients):
        return np.asarray(bent)
    return np.asarray(bent + decentring(direct.T, coefficients).T)


def undistorted(bent: Array, coefficients: Coefficients) -> Array:
    """What a pinhole would show of what the lens shows at `bent`, (n, 2)."""
    direct = _straightened(bent, coefficients)
    if is_centred(coefficients):
        return direct
    for _ in range(DECENTRING_ROUNDS):
        direct = _straightened(bent - decentring(direct.T, coefficients).T, coefficients)
    return direct


def _straightened(bent: Array, coefficients: Coefficients) -> Array:
    """The radial terms undone."""
    k1, k2, _p1, _p2, k3 = coefficients
    bent_radius = np.sqrt(np.einsum("ij,ij->i", bent, bent))
    limit = FOLD_MARGIN * fold_radius(coefficients)
    if limit != math.inf:
        square = limit * limit
        reach = limit * (1.0 + square * (k1 + square * (k2 + square * k3)))
        bent_radius = np.where(bent_radius < reach, bent_radius, np.nan)
    radius = bent_radius.copy()
    for _ in range(NEWTON_STEPS):
        square = radius * radius
        excess = radius * (1.0 + square * (k1 + square * (k2 + square * k3))) - bent_radius
        slope = 1.0 + square * (3 * k1 + square * (5 * k2 + 7 * square * k3))
        radius = radius - excess / slope
        if limit != math.inf:
            radius = np.minimum(radius, limit)
    with np.errstate(invalid="ignore"):
        factor = np.where(bent_radius > 0.0, radius / np.maximum(bent_radius, 1e-300), 1.0)
    factor = np.where(np.isnan(bent_radius), np.nan, factor)
    return np.asarray(bent * factor[:, None])

"""Lines on the road that a vehicle keeps to one side of, because another is on the other side.

Two bodies are never in one place. Where the pictures leave open how far a half hidden vehicle
reaches, its neighbour tells: the line between the two holds both back, and moves neither that
keeps to its side.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from accident_service.reconstruction.ground.normal_equations import (
    PER_FRAME,
    SHARED,
    NormalEquations,
)

Array = NDArray[np.float64]

# Corners are round and bumpers give way: rectangles may lie in one another by about so much.
GIVES_WAY_M = 0.05
# Pictures this close in time place both with the same error.
SAME_ERROR_S = 0.4
# Sides this close to the line's direction, as a sine, meet it flat: neither corner leads.
FLAT = 0.05


@dataclass(frozen=True, slots=True, eq=False)
class Border:
    """A line per frame that one vehicle's footprint does not cross."""

    rows: NDArray[np.intp]  # (m,), counted from the vehicle's first state; none twice
    outwards: Array  # (m, 2), unit vectors from the vehicle to the line
    at_m: Array  # (m,), where the line lies along them, from the site's origin


def add_borders(
    normal: NormalEquations, borders: tuple[Border, ...], model: tuple[Array, Array], rate_hz: float
) -> None:
    """Add that no footprint crosses its borders; what keeps to its side is left alone.

    Args:
        model: States (n, 4) and size (4,).
        rate_hz: Of the states.
    """
    states, size_m = model
    weight = 1.0 / (GIVES_WAY_M**2 * max(1.0, rate_hz * SAME_ERROR_S))
    for border in borders:
        by_frame, by_size, reach_m = _reach(border.outwards, states[border.rows], size_m)
        residual = (reach_m - border.at_m)[:, None]
        active = np.where(residual > 0.0, weight, 0.0)
        normal.add(border.rows, by_frame, residual, active)
        pull = np.stack([active, active * residual], axis=-1)
        normal.add_shared(border.rows, by_frame, by_size, pull)


def reach_m(outwards: Array, states: Array, size_m: Array) -> Array:
    """How far footprints (n,) reach along unit vectors (n, 2), from the site's origin."""
    return _reach(outwards, states, size_m)[2]


def _reach(outwards: Array, states: Array, size_m: Array) -> tuple[Array, Array, Array]:
    """The reach (m,) with its derivatives by state (m, 1, 4) and by size (m, 1, 4)."""
    cos, sin = np.cos(states[:, 2]), np.sin(states[:, 2])
    ahead = outwards[:, 0] * cos + outwards[:, 1] * sin
    left = -outwards[:, 0] * sin + outwards[:, 1] * cos
    half = size_m[:2] / 2
    by_frame = np.zeros((len(states), 1, PER_FRAME))
    by_frame[:, 0, :2] = outwards
    by_frame[:, 0, 2] = half[0] * _side(ahead) * left - half[1] * _side(left) * ahead
    by_size = np.zeros((len(states), 1, SHARED))
    by_size[:, 0, 0], by_size[:, 0, 1] = np.abs(ahead) / 2, np.abs(left) / 2
    reach = np.sum(outwards * states[:, :2], axis=1) + by_size[:, 0, :2] @ size_m[:2]
    return by_frame, by_size, np.asarray(reach)


def _side(across: Array) -> Array:
    """The sign, passing smoothly through nothing where a side lies flat on the line."""
    return np.asarray(across / np.hypot(across, FLAT))

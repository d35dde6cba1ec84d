"""Where things are on one site's road plane: metres from the site's datum, z up.

x and y are right-handed (x east and y north where the site says so); headings count
counter-clockwise from +x, in radians.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class GroundPoints:
    """Points on the road plane (z = 0)."""

    xy_m: NDArray[np.float64]  # (n, 2)

    def __post_init__(self) -> None:
        if self.xy_m.ndim != 2 or self.xy_m.shape[1] != 2:
            raise ValueError(f"ground points need shape (n, 2), not {self.xy_m.shape}")

    def __len__(self) -> int:
        return len(self.xy_m)


@dataclass(frozen=True, slots=True, eq=False)
class SpacePoints:
    """Points of the site with their height above the road plane."""

    xyz_m: NDArray[np.float64]  # (n, 3)

    def __post_init__(self) -> None:
        if self.xyz_m.ndim != 2 or self.xyz_m.shape[1] != 3:
            raise ValueError(f"space points need shape (n, 3), not {self.xyz_m.shape}")

    def __len__(self) -> int:
        return len(self.xyz_m)


def wrapped_rad(angle_rad: float) -> float:
    """The same direction, in (-pi, pi]."""
    return -((math.pi - angle_rad) % (2 * math.pi) - math.pi)

"""The bodies vehicles have: a few corner points scaled by length, width and height.

A bare box reaches beyond a real car at every roof corner and bumper edge, by up to half a
metre; fitted to outlines it would come out small and displaced. Axes are the vehicle's own:
x forward, y left, z up, origin on the road under the footprint's centre.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from accident_service.reconstruction.ground.trajectory import VehicleClass

Array = NDArray[np.float64]


# The dark rim of a vehicle's own soft shadow on the road around its footprint.
_FRINGE: Array = np.array(
    [
        (x * length, y * width, 0.0, x * out, y * aside)
        for x in (1.0, -1.0)
        for y in (1.0, -1.0)
        for length, width, out, aside in ((0.40, 0.49, 0.3, 1.0), (0.49, 0.34, 1.0, 0.3))
    ]
)
USUAL_FRINGE_M, FRINGE_SIGMA_M = 0.2, 0.1


@dataclass(frozen=True, slots=True, eq=False)
class VehicleShape:
    """What is known of one kind of vehicle before looking."""

    vehicle_class: VehicleClass
    corners: Array  # (p, 5): x, y, z in units of length, width, height; x, y per fringe
    size_m: Array  # (4,), usual length, width, height, and fringe of soft shadow
    size_sigma_m: Array  # (4,), how much the kind varies (one sigma)
    cabin: tuple[float, float, float]  # rear and front end (of length), floor (of height)

    def points_m(self, size_m: Array) -> Array:
        """The corners at a size (4,): (p, 3) in the vehicle's own axes."""
        body = self.corners[:, :3] * size_m[:3]
        body[:, :2] += self.corners[:, 3:] * size_m[3]
        return np.asarray(body)

    def size_jacobian(self) -> Array:
        """How each corner moves per metre of length, width, height, fringe: (p, 3, 4)."""
        moves = np.zeros((len(self.corners), 3, 4))
        moves[:, [0, 1, 2], [0, 1, 2]] = self.corners[:, :3]
        moves[:, :2, 3] = self.corners[:, 3:]
        return moves


def _both_sides(points: list[tuple[float, float, float]]) -> Array:
    half = np.array(points, dtype=np.float64)
    body = np.concatenate([half, half * np.array([1.0, -1.0, 1.0])])
    return np.concatenate([np.column_stack([body, np.zeros((len(body), 2))]), _FRINGE])


_CAR = _both_sides(
    [
        (0.32, 0.47, 0.0), (-0.30, 0.47, 0.0),
        (0.50, 0.28, 0.22), (0.45, 0.45, 0.22), (-0.50, 0.30, 0.25), (-0.47, 0.45, 0.25),
        (0.49, 0.28, 0.45), (0.43, 0.48, 0.50), (-0.50, 0.32, 0.58), (-0.47, 0.46, 0.58),
        (0.25, 0.50, 0.40), (-0.25, 0.50, 0.40),
        (0.00, 0.28, 1.0), (-0.20, 0.28, 1.0), (0.06, 0.35, 0.92), (-0.25, 0.35, 0.93),
        (-0.36, 0.32, 0.84), (-0.46, 0.36, 0.67),
    ]
)  # fmt: skip
_WAGON = _both_sides(
    [
        (0.32, 0.47, 0.0), (-0.32, 0.47, 0.0),
        (0.50, 0.32, 0.20), (0.46, 0.46, 0.20), (-0.50, 0.36, 0.25), (-0.48, 0.46, 0.25),
        (0.49, 0.34, 0.50), (0.44, 0.48, 0.52), (-0.50, 0.40, 0.62), (-0.48, 0.47, 0.62),
        (0.25, 0.50, 0.40), (-0.25, 0.50, 0.40),
        (0.12, 0.33, 1.0), (-0.36, 0.33, 1.0), (0.18, 0.38, 0.92), (-0.42, 0.39, 0.93),
        (-0.47, 0.38, 0.85),
    ]
)  # fmt: skip
_ONE_BOX = _both_sides(
    [
        (0.34, 0.47, 0.0), (-0.32, 0.47, 0.0),
        (0.50, 0.34, 0.18), (0.46, 0.46, 0.20), (-0.50, 0.42, 0.22), (-0.49, 0.47, 0.22),
        (0.49, 0.36, 0.42), (0.44, 0.48, 0.46), (-0.50, 0.44, 0.55), (-0.49, 0.48, 0.55),
        (0.25, 0.50, 0.40), (-0.25, 0.50, 0.40),
        (0.18, 0.36, 1.0), (-0.42, 0.38, 1.0), (0.24, 0.40, 0.93), (-0.46, 0.43, 0.94),
        (-0.49, 0.42, 0.86),
    ]
)  # fmt: skip
_BOX = _both_sides(
    [
        (0.36, 0.47, 0.0), (-0.34, 0.47, 0.0),
        (0.50, 0.44, 0.15), (-0.50, 0.46, 0.22), (0.50, 0.45, 0.55), (-0.50, 0.50, 0.60),
        (0.46, 0.45, 0.85), (0.30, 0.48, 0.98), (-0.50, 0.49, 1.0),
    ]
)  # fmt: skip
_RIDER = _both_sides(
    [
        (0.36, 0.05, 0.0), (-0.36, 0.05, 0.0), (0.50, 0.05, 0.2), (-0.50, 0.10, 0.25),
        (0.25, 0.50, 0.62), (-0.05, 0.35, 0.75), (-0.12, 0.15, 1.0), (-0.45, 0.20, 0.55),
    ]
)  # fmt: skip
_WALKER = _both_sides([(0.5, 0.3, 0.0), (-0.5, 0.3, 0.0), (0.3, 0.5, 0.6), (0.0, 0.2, 1.0)])


def _kind(
    name: VehicleClass,
    corners: Array,
    size: tuple[float, float, float],
    sigma: tuple[float, float, float],
    cabin: tuple[float, float, float],
) -> VehicleShape:
    usual = np.array([*size, USUAL_FRINGE_M])
    varies = np.array([*sigma, FRINGE_SIGMA_M])
    return VehicleShape(name, corners, usual, varies, cabin)


# Sizes: passenger cars sold in China by registration statistics of the last decade; trucks and
# buses by the limits of GB 1589-2016; a cycle with its rider by GB 17761-2018 and body height.
CAR = _kind(VehicleClass.CAR, _CAR, (4.5, 1.79, 1.48), (0.30, 0.06, 0.07), (-0.40, 0.20, 0.55))
WAGON = _kind(VehicleClass.SUV, _WAGON, (4.7, 1.86, 1.72), (0.30, 0.07, 0.10), (-0.47, 0.26, 0.55))
VAN = _kind(VehicleClass.VAN, _ONE_BOX, (4.9, 1.86, 1.88), (0.35, 0.07, 0.12), (-0.48, 0.32, 0.5))
TRUCK = _kind(VehicleClass.TRUCK, _BOX, (6.5, 2.2, 2.7), (1.2, 0.15, 0.35), (-0.5, 0.5, 0.3))
BUS = _kind(VehicleClass.BUS, _BOX, (11.0, 2.5, 3.1), (1.2, 0.08, 0.2), (-0.5, 0.5, 0.3))
RIDER = _kind(
    VehicleClass.TWO_WHEELER, _RIDER, (1.8, 0.68, 1.65), (0.15, 0.07, 0.1), (-0.4, 0.3, 0.5)
)
WALKER = _kind(
    VehicleClass.PEDESTRIAN, _WALKER, (0.5, 0.5, 1.68), (0.15, 0.1, 0.12), (-0.4, 0.4, 0.4)
)
SHAPES = (CAR, WAGON, VAN, TRUCK, BUS, RIDER, WALKER)
# Minus twice the logarithm of how common a kind is beside cars: there are twice as many of those
# as of higher ones, some nine times as many as of lorries, ten of vans, and thirty of buses.
RARITY = {
    VehicleClass.CAR: 0.0,
    VehicleClass.SUV: 1.4,
    VehicleClass.TRUCK: 4.3,
    VehicleClass.VAN: 4.6,
    VehicleClass.BUS: 6.8,
}

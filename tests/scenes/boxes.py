"""Rigid boxes on the road, with none of the service's code: gaps, blows, and sliding after."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

KG_PER_M2 = 170.0
# Tyres let a body slide sideways and spin for about so long.
SLIDE_S, SPIN_S = 0.25, 0.3


@dataclass(frozen=True, slots=True)
class Box:
    """Size and mass of one vehicle."""

    length_m: float = 4.5
    width_m: float = 1.8
    heavier: float = 1.0

    @property
    def mass_kg(self) -> float:
        """By its size, times what it carries."""
        return KG_PER_M2 * self.length_m * self.width_m * self.heavier

    @property
    def inertia_kgm2(self) -> float:
        """Of a plate."""
        return self.mass_kg * (self.length_m**2 + self.width_m**2) / 12

    def corners_m(self, xy_m: Array, heading_rad: Array) -> Array:
        """Corners (n, 4, 2) at places (n, 2)."""
        half = np.array([[1, 1], [-1, 1], [-1, -1], [1, -1]]) / 2 * [self.length_m, self.width_m]
        cos, sin = np.cos(heading_rad), np.sin(heading_rad)
        turn = np.stack([np.stack([cos, sin], -1), np.stack([-sin, cos], -1)], 1)
        return np.asarray(xy_m[:, None] + half @ turn)


def widest_axis(one_m: Array, other_m: Array) -> tuple[Array, Array]:
    """Gap (n,) along the best separating axis of corners (n, 4, 2), and the axis (n, 2).

    Exact where the boxes overlap or a side faces a corner; less than the true gap where two
    corners face one another.
    """
    gaps, axes = [], []
    between = other_m.mean(axis=1) - one_m.mean(axis=1)
    for corners_m in (one_m, other_m):
        for at in (0, 1):
            axis = corners_m[:, at] - corners_m[:, at + 1]
            axis = axis / np.hypot(*axis.T)[:, None]
            axis = axis * np.where(np.sum(axis * between, axis=1) < 0, -1.0, 1.0)[:, None]
            along = [np.einsum("ncx,nx->nc", c, axis) for c in (one_m, other_m)]
            gaps.append(along[1].min(axis=1) - along[0].max(axis=1))
            axes.append(axis)
    best = np.argmax(gaps, axis=0)
    row = np.arange(len(best))
    return np.asarray(gaps)[best, row], np.asarray(axes)[best, row]


def point_between(one_m: Array, other_m: Array, normal: Array) -> Array:
    """Middle of the part of the seam that both outlines (4, 2) share."""
    side = np.array([-normal[1], normal[0]])
    deep = (one_m @ normal).max()
    high = (other_m @ normal).min()
    spans = [
        (near @ side).min() + 1j * (near @ side).max()
        for near in (
            one_m[one_m @ normal > deep - 0.05],
            other_m[other_m @ normal < high + 0.05],
        )
    ]
    low_m, high_m = max(s.real for s in spans), min(s.imag for s in spans)
    return np.asarray(normal * (deep + high) / 2 + side * (low_m + high_m) / 2)


@dataclass(frozen=True, slots=True, eq=False)
class Bodies:
    """Two boxes at one moment: rows x, y, heading, vx, vy, yaw rate."""

    boxes: tuple[Box, Box]
    states: Array  # (2, 6)

    def arms_m(self, point_m: Array) -> Array:
        """From both centres to a point, (2, 2)."""
        return point_m - self.states[:, :2]

    def struck(
        self, point_m: Array, normal: Array, restitution: float, friction: float
    ) -> "Bodies":
        """After a planar impact at a point.

        Reference:
            Brach & Brach, Vehicle Accident Analysis and Reconstruction Methods (2011), ch. 6.
        """
        tangent = np.array([-normal[1], normal[0]])
        arms = self.arms_m(point_m)
        spun = self.states[:, 5:] * np.column_stack([-arms[:, 1], arms[:, 0]])
        relative = np.subtract(*(self.states[:, 3:5] + spun))
        closing_mps = float(relative @ normal)
        if closing_mps <= 0:
            return self
        push_ns = (1 + restitution) * closing_mps / self._mobility(arms, normal)
        rub_ns = float(relative @ tangent) / self._mobility(arms, tangent)
        rub_ns = float(np.clip(rub_ns, -friction * push_ns, friction * push_ns))
        impulse = push_ns * normal + rub_ns * tangent
        after = self.states.copy()
        for at, (box, sign) in enumerate(zip(self.boxes, (-1, 1), strict=True)):
            twist = arms[at, 0] * impulse[1] - arms[at, 1] * impulse[0]
            after[at, 3:5] += sign * impulse / box.mass_kg
            after[at, 5] += sign * twist / box.inertia_kgm2
        return Bodies(self.boxes, after)

    def _mobility(self, arms_m: Array, along: Array) -> float:
        turns = arms_m[:, 0] * along[1] - arms_m[:, 1] * along[0]
        return sum(
            1 / box.mass_kg + float(turn) ** 2 / box.inertia_kgm2
            for box, turn in zip(self.boxes, turns, strict=True)
        )


def sliding(state: Array, pts_s: Array, brake_mps2: float, reaction_s: float) -> Array:
    """A struck vehicle's states (n, 6) over times from 0: tyres stop its slip and its spin.

    Brakes come on after `reaction_s` and hold it once it stands.
    """
    rows = np.empty((len(pts_s), 6))
    rows[0] = state
    for at in range(1, len(pts_s)):
        step_s = pts_s[at] - pts_s[at - 1]
        x, y, heading, vx, vy, yaw = rows[at - 1]
        ahead = np.array([math.cos(heading), math.sin(heading)])
        left = np.array([-ahead[1], ahead[0]])
        along, aside = float(ahead @ (vx, vy)), float(left @ (vx, vy))
        brake = 0.3 if pts_s[at] < reaction_s else brake_mps2
        along = math.copysign(max(abs(along) - brake * step_s, 0.0), along)
        velocity = ahead * along + left * aside * math.exp(-step_s / SLIDE_S)
        moved = np.array([x, y]) + velocity * step_s
        yaw *= math.exp(-step_s / SPIN_S)
        rows[at] = [*moved, heading + yaw * step_s, *velocity, yaw]
    return rows

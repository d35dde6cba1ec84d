"""Fit all poses of one vehicle and its size at once to everything the clip says of it."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from accident_service.reconstruction.ground.borders import Border, add_borders
from accident_service.reconstruction.ground.image_terms import (
    Evidence,
    add_flow,
    add_outlines,
)
from accident_service.reconstruction.ground.normal_equations import NormalEquations
from accident_service.reconstruction.ground.place_doubt import UNLOOKED, PlaceDoubt
from accident_service.reconstruction.ground.vehicle_motion import Breaks, add_motion, add_standing
from accident_service.reconstruction.ground.vehicle_shape import VehicleShape
from accident_service.reconstruction.motion.silhouettes import Silhouettes

Array = NDArray[np.float64]

MOST_ITERATIONS = 15
# Steps are cut to what keeps the linearisation honest.
LARGEST_STEP = np.array([1.0, 1.0, 0.2, 3.0])
# Shares of the usual length, width, height and fringe that a fit may not leave.
SMALLEST, LARGEST = np.array([0.5, 0.6, 0.6, 0.0]), np.array([1.6, 1.4, 1.5, 4.0])
# Sights spread over this long tell about as much of the size as ever will be told.
TELLING_S = 1.0
# No further gain: positions move by less than a millimetre.
SETTLED_M = 2e-3


@dataclass(frozen=True, slots=True, eq=False)
class FittedTrack:
    """One vehicle's poses over consecutive frames, as the fit left them."""

    shape: VehicleShape
    silhouettes: Silhouettes  # frame_index counts from the first state
    pts_s: Array  # (n,)
    states: Array  # (n, 4): x, y (m), heading (rad), speed (m/s)
    size_m: Array  # (4,): length, width, height, fringe of soft shadow
    covariance: Array  # (n, 4, 4)
    size_covariance_m2: Array  # (4, 4)
    misfit: float  # mean squared outline residual, in sigmas; near 1 when the shape fits
    struck_at: tuple[int, ...] = ()  # the rows by which blows had changed its motion
    borders: tuple[Border, ...] = ()  # that its neighbours set it
    doubt: PlaceDoubt = UNLOOKED


@dataclass(frozen=True, slots=True, eq=False)
class Settled:
    """Poses and size that explain the evidence best, before their covariance is worked out."""

    shape: VehicleShape
    silhouettes: Silhouettes
    pts_s: Array  # (n,)
    states: Array  # (n, 4)
    size_m: Array  # (4,)
    normal: NormalEquations  # of the last step
    misfit: float
    struck_at: tuple[int, ...] = ()
    borders: tuple[Border, ...] = ()
    doubt: PlaceDoubt = UNLOOKED

    def with_covariance(self) -> FittedTrack:
        """The finished fit."""
        covariance, size_covariance = self.normal.covariance()
        return FittedTrack(
            self.shape,
            self.silhouettes,
            self.pts_s,
            self.states,
            self.size_m,
            covariance,
            size_covariance,
            self.misfit,
            self.struck_at,
            self.borders,
            self.doubt,
        )


def settle(
    evidence: Evidence,
    shape: VehicleShape,
    start: tuple[Array, Array],
    *,
    size_m: Array | None = None,
    iterations: int = MOST_ITERATIONS,
) -> Settled:
    """Refine poses and size from a rough start by iterated, robustly weighted least squares.

    Args:
        evidence: With `frame_index` counted from the first of the states.
        start: Times (n,) and states (n, 4).
        size_m: Size to start from, the kind's usual one where none is given.

    Reference:
        P. Holland and R. Welsch, "Robust regression using iteratively reweighted
        least-squares", 1977.
    """
    pts_s, states = start[0], start[1].copy()
    size_m = (shape.size_m if size_m is None else size_m).copy()
    normal, residual = NormalEquations(len(states)), np.zeros(1)
    for _ in range(iterations):
        normal = NormalEquations(len(states))
        residual = add_outlines(normal, evidence, shape, (states, size_m))
        add_flow(normal, evidence, shape, (states, size_m))
        add_knowledge(normal, evidence, shape, (pts_s, states, size_m))
        states, size_m, moved_m = stepped(normal, shape, (states, size_m))
        if moved_m < SETTLED_M:
            break
    misfit = float(np.mean(np.minimum(residual**2, 25.0)))
    told = Settled(shape, evidence.silhouettes, pts_s, states, size_m, normal, misfit)
    return replace(told, borders=evidence.borders)


def add_knowledge(
    normal: NormalEquations,
    evidence: Evidence,
    shape: VehicleShape,
    model: tuple[Array, Array, Array],
    struck_at: tuple[int, ...] = (),
) -> None:
    """Add what is known without looking: how vehicles move, where others are, the kind's size.

    Args:
        model: Times (n,), states (n, 4) and size (4,).
        struck_at: The rows by which blows had changed its motion.
    """
    pts_s, states, size_m = model
    silhouettes = evidence.silhouettes
    begins = int(silhouettes.frame_index[0]) if silhouettes.stood else None
    add_motion(normal, states, pts_s, float(size_m[0]), Breaks(begins, struck_at))
    if begins is not None:
        add_standing(normal, states, begins)
    share = _prior_share(len(silhouettes), evidence.rate_hz)
    normal.add_prior(size_m - shape.size_m, shape.size_sigma_m * share)
    add_borders(normal, evidence.borders, (states, size_m), evidence.rate_hz)


def stepped(
    normal: NormalEquations, shape: VehicleShape, model: tuple[Array, Array]
) -> tuple[Array, Array, float]:
    """States (n, 4) and size (4,) after one step, and how far the farthest place moved, in m."""
    change, size_change = normal.step()
    states = model[0] + np.clip(change, -LARGEST_STEP, LARGEST_STEP)
    size_m = model[1] + np.clip(size_change, -0.3, 0.3)
    size_m = np.clip(size_m, SMALLEST * shape.size_m, LARGEST * shape.size_m)
    return states, size_m, float(np.abs(change[:, :2]).max())


def _prior_share(sight_count: int, rate_hz: float) -> float:
    """What to multiply the prior's sigmas by, so that it is not drowned by repetition.

    The body differs from its shape in the same way in every frame: beyond a few seconds,
    more frames say nothing more of the size.
    """
    seconds = sight_count / rate_hz
    return float(np.sqrt(min(1.0, TELLING_S / seconds)))

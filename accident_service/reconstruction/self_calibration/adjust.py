"""Descend to the camera, and the poses of all witnesses, that explain the outlines best."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from accident_service.reconstruction.calibration.camera_model import PARAMETER_COUNT, CameraModel
from accident_service.reconstruction.self_calibration.beliefs import beliefs
from accident_service.reconstruction.self_calibration.bundle import Placed
from accident_service.reconstruction.self_calibration.terms import Terms, Witness, robust_weight

Array = NDArray[np.float64]

FIRST_DAMPING, LEAST_DAMPING, MOST_DAMPING = 1e-3, 1e-6, 1e6
# A step this small against its doubt changes nothing that matters.
SETTLED_COST_SHARE = 1e-4
_LARGEST_TURN, _LARGEST_MOVE = (0.15, 0.15, 0.15), (8.0, 8.0, 4.0)
_LARGEST_LENS = (1e-3, 1e-3, 1e-2)
LARGEST_CAMERA_STEP = np.array(
    [0.3, 0.01, 10, 10, 0.1, 0.1, *_LARGEST_TURN, *_LARGEST_MOVE, *_LARGEST_LENS]
)
_STEP = 1e-5


@dataclass(frozen=True, slots=True, eq=False)
class Adjusted:
    """A camera and witnesses that agree, and how well."""

    camera: CameraModel
    witnesses: tuple[Witness, ...]
    cost: float
    information: Array  # (15, 15), of the camera, witnesses eliminated
    pulls: Array  # (witnesses, 15), the gradient each vehicle exerts on the camera at the end


@dataclass(frozen=True, slots=True, eq=False)
class _Reduced:
    """Normal equations of the camera alone, and the way back to each vehicle."""

    matrix: Array
    gradient: Array
    pulls: Array
    backs: tuple[tuple[Array, Array], ...]  # per vehicle: own step at rest, own step per camera


def adjusted(camera: CameraModel, witnesses: tuple[Witness, ...], *, iterations: int) -> Adjusted:
    """Levenberg-Marquardt from this camera and these poses.

    Reference:
        B. Triggs et al., "Bundle Adjustment: A Modern Synthesis", 2000, sections 4 and 6.
    """
    damping = FIRST_DAMPING
    cost = total_cost(camera, witnesses)
    for _ in range(iterations):
        terms = [one.terms(camera) for one in witnesses]
        before = cost
        while damping < MOST_DAMPING:
            tried_camera, tried = _stepped(camera, witnesses, terms, damping)
            tried_cost = total_cost(tried_camera, tried)
            if tried_cost < cost:
                camera, witnesses, cost = tried_camera, tried, tried_cost
                damping = max(damping / 5.0, LEAST_DAMPING)
                break
            damping *= 5.0
        if damping >= MOST_DAMPING or before - cost < SETTLED_COST_SHARE * before:
            break
    reduced = _reduced(camera, [one.terms(camera) for one in witnesses], 0.0)
    return Adjusted(camera, witnesses, cost, reduced.matrix, reduced.pulls)


def posed(camera: CameraModel, vehicle: Placed, *, iterations: int) -> Placed:
    """The vehicle's best poses and size under a camera that is left alone."""
    damping, cost = FIRST_DAMPING, vehicle.cost(camera)
    for _ in range(iterations):
        own, gradient = _own_equations(vehicle.own_terms(camera))
        step = np.linalg.solve(_damped(own, damping), -gradient)
        tried = vehicle.moved(np.asarray(step, dtype=np.float64))
        tried_cost = tried.cost(camera)
        if tried_cost < cost:
            settled = cost - tried_cost < SETTLED_COST_SHARE * cost
            vehicle, cost = tried, tried_cost
            damping = max(damping / 5.0, LEAST_DAMPING)
            if settled:
                break
        else:
            damping *= 10.0
    return vehicle


def total_cost(camera: CameraModel, witnesses: tuple[Witness, ...]) -> float:
    """Robust squares of everything, priors of the camera included."""
    if camera.position_m[2] <= 0.5:
        return float("inf")
    believed = float(np.sum(beliefs(camera) ** 2))
    return believed + sum(one.cost(camera) for one in witnesses)


def _stepped(
    camera: CameraModel, witnesses: tuple[Witness, ...], terms: list[Terms], damping: float
) -> tuple[CameraModel, tuple[Witness, ...]]:
    reduced = _reduced(camera, terms, damping)
    whole = np.linalg.solve(_damped(reduced.matrix, damping), -reduced.gradient)
    shrink = min(1.0, 1.0 / float(np.max(np.abs(whole) / LARGEST_CAMERA_STEP)))
    change = np.asarray(whole * shrink, dtype=np.float64)
    moved = tuple(
        vehicle.moved(rest * shrink + per_camera @ change)
        for vehicle, (rest, per_camera) in zip(witnesses, reduced.backs, strict=True)
    )
    return camera.moved(change), moved


def _reduced(camera: CameraModel, terms: list[Terms], damping: float) -> _Reduced:
    off, by_camera = _linear_beliefs(camera)
    matrix, gradient = by_camera.T @ by_camera, by_camera.T @ off
    pulls, backs = [], []
    for one in terms:
        own, own_gradient = _own_equations(one)
        weight = robust_weight(one)
        crossed = (one.by_own * weight[:, None]).T @ one.by_camera
        inverse = np.linalg.inv(_damped(own, damping))
        per_camera = -inverse @ crossed
        matrix = matrix + (one.by_camera * weight[:, None]).T @ one.by_camera
        matrix = matrix + crossed.T @ per_camera
        pull = one.by_camera.T @ (weight * one.residual) + per_camera.T @ own_gradient
        gradient = gradient + pull
        pulls.append(pull)
        backs.append((-inverse @ own_gradient, per_camera))
    return _Reduced(matrix, gradient, np.array(pulls).reshape(-1, PARAMETER_COUNT), tuple(backs))


def _own_equations(terms: Terms) -> tuple[Array, Array]:
    weighted = terms.by_own * robust_weight(terms)[:, None]
    return weighted.T @ terms.by_own, weighted.T @ terms.residual


def _damped(matrix: Array, damping: float) -> Array:
    return np.asarray(matrix + np.diag(damping * np.diagonal(matrix) + 1e-9))


def _linear_beliefs(camera: CameraModel) -> tuple[Array, Array]:
    columns = []
    for step in np.diag(np.full(PARAMETER_COUNT, _STEP)):
        apart = beliefs(camera.moved(step)) - beliefs(camera.moved(-step))
        columns.append(apart / (2 * _STEP))
    return beliefs(camera), np.stack(columns, axis=1)

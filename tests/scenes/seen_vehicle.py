"""What a perfect observer of outlines and flow would report of a vehicle on a stated path."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from accident_service.reconstruction.calibration.camera_model import CameraModel
from accident_service.reconstruction.ground.image_terms import EDGE_PX
from accident_service.reconstruction.ground.projection import placed, seen
from accident_service.reconstruction.ground.vehicle_shape import CAR, VehicleShape
from accident_service.reconstruction.motion.silhouettes import (
    DIRECTIONS,
    MOST_CELLS,
    Silhouettes,
)
from tests.scenes.street_camera import street_camera

Array = NDArray[np.float64]

# The motion stations work on pictures of half this camera's size.
CAMERA = street_camera().scaled(0.5)
FRAME_S = 0.04


@dataclass(frozen=True, slots=True, kw_only=True)
class Noise:
    """One sigma of each reach and of each flow cell, px."""

    outline_px: float = 0.0
    flow_px: float = 0.0
    seed: int = 1


def straight_states(
    *,
    speed_mps: float | Array = 8.0,
    frame_count: int = 60,
    heading_rad: float = 0.0,
    start_m: tuple[float, float] = (-9.0, 3.0),
) -> Array:
    """States (n, 4) along a straight line."""
    speed = np.broadcast_to(np.asarray(speed_mps, dtype=np.float64), (frame_count,))
    way = np.concatenate([[0.0], np.cumsum((speed[1:] + speed[:-1]) / 2) * FRAME_S])
    heading = np.full(frame_count, heading_rad)
    return np.column_stack(
        [start_m[0] + way * np.cos(heading), start_m[1] + way * np.sin(heading), heading, speed]
    )


def times_s(states: Array) -> Array:
    return np.asarray(np.arange(len(states)) * FRAME_S, dtype=np.float64)


def evidence(
    states: Array,
    *,
    shape: VehicleShape = CAR,
    size_m: Array | None = None,
    noise: Noise | None = None,
    camera: CameraModel = CAMERA,
) -> Silhouettes:
    """Outlines and flow cells of the shape at these states, plus noise."""
    noise = noise or Noise()
    size_m = shape.size_m if size_m is None else size_m
    rng = np.random.default_rng(noise.seed)
    pixels = seen(camera, placed(shape.points_m(size_m), states))
    reach = (pixels @ DIRECTIONS.T).max(axis=1) - EDGE_PX
    reach += rng.normal(0.0, noise.outline_px, reach.shape)
    cells, backward = _flow(camera, states, size_m, rng.normal(size=(len(states), MOST_CELLS, 2)))
    count = len(states)
    low, high = pixels.min(axis=1), pixels.max(axis=1)
    return Silhouettes(
        frame_index=np.arange(count),
        low_px=reach,
        high_px=reach.copy(),
        centre_px=(low + high) / 2,
        area_px=np.prod(high - low, axis=1),
        box_px=np.concatenate([low, high], axis=1),
        changed_share=np.ones(count),
        cells_px=cells,
        backward_px=backward + noise.flow_px * rng.normal(size=backward.shape),
        cell_used=np.ones((count, MOST_CELLS), dtype=bool),
    )


def _flow(camera: CameraModel, states: Array, size_m: Array, spread: Array) -> tuple[Array, Array]:
    """Points on the side of the hull that faces the camera, and where they were."""
    facing = np.where(_left_of(states, camera) > 0, 0.48, -0.48)
    body = np.zeros((len(states), MOST_CELLS, 3))
    body[..., 0] = size_m[0] * np.clip(0.2 * spread[..., 0], -0.4, 0.4)
    body[..., 1] = size_m[1] * facing[:, None]
    body[..., 2] = size_m[2] * np.clip(0.35 + 0.05 * spread[..., 1], 0.2, 0.5)
    before = np.concatenate([states[:1], states[:-1]])
    now_px, before_px = seen(camera, placed(body, states)), seen(camera, placed(body, before))
    return now_px, before_px - now_px


def _left_of(states: Array, camera: CameraModel) -> Array:
    line = camera.position_m[:2] - states[:, :2]
    return np.asarray(-line[:, 0] * np.sin(states[:, 2]) + line[:, 1] * np.cos(states[:, 2]))

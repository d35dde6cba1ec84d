"""Pictures of a street with one moving car, and of other streets, as recorders repeat them."""

import numpy as np
from numpy.typing import NDArray

from accident_service.reconstruction.frames import GrayFrame

Pixels = NDArray[np.uint8]
ROWS, COLUMNS = 120, 240


def street(position_px: float, *, noise_seed: int | None, scene_seed: int = 1) -> Pixels:
    """A light car on a textured road; the noise of the sensor is new in every new picture."""
    rng = np.random.default_rng(scene_seed)
    coarse = rng.normal(90, 25, (ROWS // 12, COLUMNS // 12))
    road = np.kron(coarse, np.ones((12, 12))) + rng.normal(0, 8, (ROWS, COLUMNS))
    left = round(position_px)
    road[60:84, left : left + 40] = 200
    if noise_seed is not None:
        road += np.random.default_rng(noise_seed).normal(0, 3, road.shape)
    return np.clip(road, 0, 255).astype(np.uint8)


def recoded(picture: Pixels, seed: int) -> Pixels:
    """The same picture after a lossy coder met it again: up to two levels off anywhere."""
    change = np.random.default_rng(seed).integers(-2, 3, picture.shape)
    return np.clip(picture.astype(int) + change, 0, 255).astype(np.uint8)


def moving(times_s: list[float], *, scene_seed: int = 1) -> list[GrayFrame]:
    """The car at sixty pixels a second, with fresh noise in every picture."""
    return [
        GrayFrame(street(20 + 60 * (pts_s % 2.5), noise_seed=n, scene_seed=scene_seed), pts_s)
        for n, pts_s in enumerate(times_s)
    ]


def even_s(count: int, rate_hz: float = 25.0, start_s: float = 0.0) -> list[float]:
    """So many moments at an even rate."""
    return [start_s + index / rate_hz for index in range(count)]

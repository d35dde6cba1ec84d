"""Small pictures in which textured rectangles move by known amounts over a still texture."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from accident_service.reconstruction.frames import GrayFrame

ROWS, COLUMNS = 120, 200
FRAME_S = 0.04


@dataclass(frozen=True, slots=True)
class MovingRectangle:
    """Left edge at each frame, and the rest of the rectangle."""

    left_px: tuple[float, ...]
    top_px: int
    width_px: int = 40
    height_px: int = 20
    seed: int = 7


def texture(rows: int, columns: int, seed: int, *, mean: float, spread: float) -> NDArray[np.uint8]:
    """Seeded smooth noise, brightness `mean` plus or minus about `spread`."""
    rng = np.random.default_rng(seed)
    noise = cv2.GaussianBlur(rng.normal(size=(rows, columns)), (0, 0), 1.5)
    noise = noise / noise.std()
    return np.asarray(np.clip(mean + spread * noise, 0, 255), dtype=np.uint8)


def road() -> NDArray[np.uint8]:
    return texture(ROWS, COLUMNS, 3, mean=110.0, spread=4.0)


def pictures(*things: MovingRectangle, noise_levels: float = 1.0) -> list[GrayFrame]:
    """One frame per position of the first thing; later things are drawn over earlier ones."""
    rng = np.random.default_rng(11)
    frames = []
    for index in range(len(things[0].left_px)):
        picture = road().astype(np.float32)
        for thing in things:
            _draw(picture, thing, thing.left_px[index])
        picture += rng.normal(0.0, noise_levels, picture.shape)
        frames.append(GrayFrame(np.clip(picture, 0, 255).astype(np.uint8), index * FRAME_S))
    return frames


def _draw(picture: NDArray[np.float32], thing: MovingRectangle, left_px: float) -> None:
    look = texture(thing.height_px, thing.width_px, thing.seed, mean=190.0, spread=25.0)
    shift = np.array([[1.0, 0.0, left_px], [0.0, 1.0, thing.top_px]], dtype=np.float32)
    size = (picture.shape[1], picture.shape[0])
    mask = cv2.warpAffine(np.ones_like(look, dtype=np.float32), shift, size)
    drawn = cv2.warpAffine(look.astype(np.float32), shift, size, borderMode=cv2.BORDER_REPLICATE)
    picture += mask * (drawn - picture)


def passing(
    start_px: float = -45.0, step_px: float = 3.0, frame_count: int = 80
) -> tuple[float, ...]:
    """Left edges of something that crosses the picture."""
    return tuple(start_px + step_px * index for index in range(frame_count))

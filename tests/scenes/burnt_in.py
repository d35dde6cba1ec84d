"""A street whose recorder writes the time into its pictures, at whatever pace it is told."""

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from accident_service.reconstruction.frames import GrayFrame
from accident_service.reconstruction.timing.clock.edge_strips import EdgeStrips

Pixels = NDArray[np.uint8]
ROWS, COLUMNS = 360, 640
BUS_LEVELS = 150
DAY_S = 86_400


def shown(of_day_s: float) -> str:
    """The time of day as recorders write it."""
    whole = int(of_day_s) % DAY_S
    return f"2026-03-01 {whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}"


def stamped(background: Pixels, text: str, *, at_bottom: bool, face: str = "sans") -> Pixels:
    """White letters with a black outline over whatever is there."""
    picture = background.copy()
    at = (12, ROWS - 12 if at_bottom else 28)
    font = cv2.FontFace(face)
    for right, down in ((-1, 0), (1, 0), (0, -1), (0, 1)):
        place = (at[0] + right, at[1] + down)
        cv2.putText(picture, text, place, (15,), font, 18, 400)
    cv2.putText(picture, text, at, (240,), font, 18, 400)
    return picture


def recorded(
    pts_s: Sequence[float],
    *,
    starts_s: float,
    pace: float = 1.0,
    at_bottom: bool = False,
    face: str = "sans",
) -> list[GrayFrame]:
    """Pictures whose burnt-in clock shows `starts_s + pace * pts_s`; a bus passes behind it."""
    rng = np.random.default_rng(4)
    coarse = rng.uniform(40, 190, (ROWS // 40, COLUMNS // 40)).astype(np.float32)
    street = cv2.resize(coarse, (COLUMNS, ROWS), interpolation=cv2.INTER_LINEAR)
    noise = rng.normal(0, 4, (2 * ROWS, COLUMNS)).astype(np.float32)
    frames = []
    for number, moment_s in enumerate(pts_s):
        fresh = noise[17 * number % ROWS :][:ROWS]
        noisy = np.clip(street + fresh, 0, 255).astype(np.uint8)
        left = int(40 + 50 * (moment_s % 10))
        noisy[0:60, left : left + 70] = BUS_LEVELS
        text = shown(starts_s + pace * moment_s)
        frames.append(GrayFrame(stamped(noisy, text, at_bottom=at_bottom, face=face), moment_s))
    return frames


def edges_of(frames: Sequence[GrayFrame]) -> EdgeStrips:
    """What the edges of these pictures showed."""
    edges = EdgeStrips()
    for frame in frames:
        edges.watch(frame.pixels, frame.pts_s)
    return edges

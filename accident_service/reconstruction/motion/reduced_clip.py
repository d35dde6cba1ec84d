"""The whole clip in memory, reduced and steadied: past and future are both known.

Pixels here are of the reduced picture; `factor` leads back to the full one.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from accident_service.errors import TimelineUnusable
from accident_service.reconstruction.frames import CapturedFrames, GrayFrame
from accident_service.reconstruction.stabilisation.optics import Optics
from accident_service.reconstruction.stabilisation.steadying import Steadier
from accident_service.reconstruction.stabilisation.sway import Sway, require_one_view, sway_of
from accident_service.reconstruction.stages import Stage, stage

# A car at forty metres is still some forty pixels long at this width, and a minute of
# video fits in a few hundred megabytes.
WORKING_WIDTH_PX = 640
FEWEST_FRAMES = 5
# Pictures are gathered in blocks so large that their memory goes back when they are done with.
BLOCK_FRAMES = 160


@dataclass(frozen=True, slots=True, eq=False)
class ReducedClip:
    """Every frame of one clip, small enough to keep, with the camera's shake taken out."""

    frames: NDArray[np.uint8]  # (n, rows, columns)
    pts_s: NDArray[np.float64]  # (n,), increasing
    factor: float  # reduced pixels per full pixel
    sway: Sway | None = None  # what was taken out, in reduced pixels; None for pictures made steady

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns of a reduced frame."""
        return (self.frames.shape[1], self.frames.shape[2])

    def __len__(self) -> int:
        return len(self.pts_s)


def reduce_clip(
    frames: Iterable[GrayFrame], *, optics: Optics | None = None, width_px: int = WORKING_WIDTH_PX
) -> ReducedClip:
    """Read every frame once and keep a reduced, steadied copy.

    Args:
        optics: Of the camera, for full-size pictures; those of a usual street camera without.
        width_px: Pictures wider than this are reduced to it.

    Raises:
        TimelineUnusable: Too few frames to tell what moves.
        CameraMoved: For too long the pictures show nothing of the scene they began with.
    """
    blocks: list[NDArray[np.uint8]] = []
    moments: list[float] = []
    factor = 1.0
    for frame in frames:
        factor = min(1.0, width_px / frame.pixels.shape[1])
        picture = _reduced(frame.pixels, factor)
        if len(moments) % BLOCK_FRAMES == 0:
            blocks.append(np.empty((BLOCK_FRAMES, *picture.shape), dtype=np.uint8))
        blocks[-1][len(moments) % BLOCK_FRAMES] = picture
        moments.append(frame.pts_s)
    if len(moments) < FEWEST_FRAMES:
        raise TimelineUnusable(f"{len(moments)} frames; {FEWEST_FRAMES} are needed to see motion")
    stack = _stacked(blocks, len(moments))
    with stage(Stage.STEADYING):
        sway = _steadied(stack, optics, factor)
    pts_s = np.array(moments)
    if isinstance(frames, CapturedFrames):
        pts_s = frames.capture_times_s(pts_s)
    require_one_view(sway, pts_s)
    return ReducedClip(stack, pts_s, factor, sway)


def _steadied(stack: NDArray[np.uint8], optics: Optics | None, factor: float) -> Sway:
    """Take the camera's movement out of the pictures, in place, and tell what it was."""
    rows, columns = stack.shape[1:]
    known = optics.scaled(factor) if optics else Optics.usual(columns, rows)
    sway = sway_of(stack, known)
    steadier = Steadier(sway, (rows, columns))
    for index, picture in enumerate(stack):
        stack[index] = steadier.steadied(picture, index)
    return sway


def _stacked(blocks: list[NDArray[np.uint8]], count: int) -> NDArray[np.uint8]:
    """The pictures as one array; each block goes as it is copied, so none is held twice."""
    stack = np.empty((count, *blocks[0].shape[1:]), dtype=np.uint8)
    for start in range((len(blocks) - 1) * BLOCK_FRAMES, -1, -BLOCK_FRAMES):
        part = stack[start : start + BLOCK_FRAMES]
        part[:] = blocks.pop()[: len(part)]
    return stack


def _reduced(pixels: NDArray[np.uint8], factor: float) -> NDArray[np.uint8]:
    if factor == 1.0:
        return pixels.copy()
    size = (round(pixels.shape[1] * factor), round(pixels.shape[0] * factor))
    return np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)

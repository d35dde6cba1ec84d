"""The whole clip at hand, reduced and steadied: past and future are both known.

Pixels here are of the reduced picture; `factor` leads back to the full one.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from accident_service.errors import TimelineUnusable
from accident_service.reconstruction.frames import CapturedFrames, GrayFrame
from accident_service.reconstruction.kept_pictures import KeptPictures, Pictures
from accident_service.reconstruction.stabilisation.optics import Optics
from accident_service.reconstruction.stabilisation.steadying import Steadier
from accident_service.reconstruction.stabilisation.sway import Sway, SwayWatch, require_one_view
from accident_service.reconstruction.stages import Stage, stage

# A car at forty metres is still some forty pixels long at this width.
WORKING_WIDTH_PX = 640
FEWEST_FRAMES = 5


@dataclass(frozen=True, slots=True, eq=False)
class ReducedClip:
    """Every frame of one clip, small enough to keep, with the camera's shake taken out."""

    frames: Pictures  # (n, rows, columns)
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
    kept, watch = KeptPictures(), list[SwayWatch]()
    moments: list[float] = []
    factor = 1.0
    for frame in frames:
        factor = min(1.0, width_px / frame.pixels.shape[1])
        picture = _reduced(frame.pixels, factor)
        kept.append(picture)
        moments.append(frame.pts_s)
        with stage(Stage.STEADYING):
            # Looked at while the next pictures are decoded.
            watch = watch or [SwayWatch(_known(optics, factor, picture))]
            watch[0].see(picture)
    if len(moments) < FEWEST_FRAMES:
        raise TimelineUnusable(f"{len(moments)} frames; {FEWEST_FRAMES} are needed to see motion")
    with stage(Stage.STEADYING):
        sway = watch[0].sway(kept)
        _steady(kept, sway)
    pts_s = np.array(moments)
    if isinstance(frames, CapturedFrames):
        pts_s = frames.capture_times_s(pts_s)
    require_one_view(sway, pts_s)
    return ReducedClip(kept, pts_s, factor, sway)


def _known(optics: Optics | None, factor: float, picture: NDArray[np.uint8]) -> Optics:
    """What is known of the optics by which a reduced picture was taken."""
    rows, columns = picture.shape
    return optics.scaled(factor) if optics else Optics.usual(columns, rows)


def _steady(kept: KeptPictures, sway: Sway) -> None:
    """Take the camera's movement out of the pictures, in place."""
    rows, columns = kept.shape[1:]
    steadier = Steadier(sway, (rows, columns))
    kept.replace_each(lambda index: steadier.steadied(kept[index], index))


def _reduced(pixels: NDArray[np.uint8], factor: float) -> NDArray[np.uint8]:
    if factor == 1.0:
        return pixels
    size = (round(pixels.shape[1] * factor), round(pixels.shape[0] * factor))
    return np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)

"""What vehicles placed on the road explain of one thing's pixels in one frame.

Reference:
    P. Carr, Y. Sheikh and I. Matthews, "Monocular object detection using 3D geometric
    primitives", 2012: bodies on the road plane are told by the foreground they cover.
"""

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from accident_service.reconstruction.calibration.camera_model import CameraModel
from accident_service.reconstruction.ground.projection import placed, seen
from accident_service.reconstruction.ground.vehicle_shape import VehicleShape
from accident_service.reconstruction.motion.foreground import ROAD

Array = NDArray[np.float64]
Mask = NDArray[np.uint8]

# Enough to tell vehicles apart: a patch is thinned until its thing is no longer than this.
PATCH_PX = 64
# How far around the thing its patch reaches: a share of it, and so many pixels besides.
MARGIN_SHARE, MARGIN_PX = 0.35, 6.0
# A plain panel can look like the road behind it; road never looks like a body for long. So road
# where a body should be speaks half as loudly as body where none should be.
ROAD_WEIGHT = 0.5
# Outlines are filled to sixteenths of a pixel; coordinates far outside need not be exact.
SHIFT, FAR_PX = 4, 4000.0


@dataclass(frozen=True, slots=True, eq=False)
class Patch:
    """One frame around one thing, thinned."""

    origin_px: Array  # (2,), x and y of the first pixel
    step_px: int  # pixels of the picture per pixel of the patch
    worth: NDArray[np.float32]  # (rows, columns): 1 body, -ROAD_WEIGHT road, 0 not known

    @property
    def body_px(self) -> int:
        """How many pixels of the patch are the thing's body."""
        return int(np.count_nonzero(self.worth > 0))

    def own_px(self, outlines: Array) -> NDArray[np.float32]:
        """Body points (..., 2) of the picture in the patch's own pixels; NaN stays NaN."""
        near = np.clip(outlines, -FAR_PX, FAR_PX)
        return np.asarray((near - self.origin_px) / self.step_px, dtype=np.float32)

    def filled(self, pixels: Array) -> Mask:
        """The convex outline of body points (p, 2), filled with ones; nothing behind the camera."""
        if not np.isfinite(pixels).all():
            return np.zeros(self.worth.shape, dtype=np.uint8)
        return self.filled_hull(cv2.convexHull(self.own_px(pixels)))

    def filled_hull(self, hull: NDArray[Any]) -> Mask:
        """A convex outline in the patch's own pixels, filled with ones."""
        mask = np.zeros(self.worth.shape, dtype=np.uint8)
        corners = np.round(hull * (1 << SHIFT)).astype(np.int32)
        cv2.fillConvexPoly(mask, corners, 1, cv2.LINE_8, SHIFT)
        return mask

    def meets_body(self, own_px: NDArray[np.float32]) -> NDArray[np.bool_]:
        """Is any of the thing's body in the box of body points, (n,) of (n, p, 2)?

        Far quicker than filling an outline, which covers no more than its box.
        """
        limit = np.array(self.worth.shape[::-1])
        finite = np.asarray(np.isfinite(own_px).all(axis=(1, 2)))
        own = np.where(finite[:, None, None], own_px, -1.0)
        left, top = np.clip(np.floor(own.min(axis=1)) - 1, 0, limit).astype(int).T
        right, bottom = np.clip(np.ceil(own.max(axis=1)) + 2, 0, limit).astype(int).T
        total = np.zeros(np.array(self.worth.shape) + 1, dtype=int)
        total[1:, 1:] = (self.worth > 0).cumsum(axis=0).cumsum(axis=1)
        inside = total[bottom, right] - total[top, right] - total[bottom, left] + total[top, left]
        return np.asarray(finite & (inside > 0))

    def area_px(self, pixels: Array) -> float:
        """The area of the convex outline of body points (p, 2), be it in the patch or not."""
        if not np.isfinite(pixels).all():
            return 0.0
        return float(cv2.contourArea(cv2.convexHull(self.own_px(pixels))))

    def unexplained_share(self, masks: list[Mask]) -> float:
        """Body that no vehicle covers and road that one does, as a share of the body."""
        covered = np.zeros(self.worth.shape, dtype=bool)
        for mask in masks:
            covered |= mask > 0
        return (self.body_px - float(self.worth[covered].sum())) / max(self.body_px, 1)


def patch_of(told: Mask, labels: NDArray[np.uint16], label: int, box_px: Array) -> Patch:
    """The patch of the thing with this label in one frame.

    Args:
        told: What each pixel of the frame is.
        labels: Whose it is.
        box_px: The thing's box: left, top, right, bottom.
    """
    low, high = box_px[:2], box_px[2:]
    margin = MARGIN_SHARE * (high - low) + MARGIN_PX
    step = max(1, int(np.ceil((high - low).max() / PATCH_PX)))
    left, top = np.maximum(low - margin, 0).astype(int)
    right, bottom = (high + margin).astype(int) + 1
    window = (slice(top, bottom, step), slice(left, right, step))
    empty = (told[window] == ROAD) & (labels[window] == 0)
    worth = np.where(empty, -ROAD_WEIGHT, 0.0).astype(np.float32)
    worth[labels[window] == label] = 1.0
    return Patch(np.array([left, top], dtype=np.float64), step, worth)


def outlines_px(camera: CameraModel, shape: VehicleShape, size_m: Array, poses: Array) -> Array:
    """Where the points of a body at poses (n, >=3) are in the picture, (n, p, 2)."""
    return seen(camera, placed(shape.points_m(size_m), poses))

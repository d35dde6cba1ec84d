"""Where a vehicle's body appears in a picture: the hull of its projected cuboid."""

import cv2
import numpy as np

from accident_service.reconstruction.exhibits.outlines import cuboid_of
from accident_service.reconstruction.ground.trajectory import GroundTrajectory
from accident_service.reconstruction.stabilisation.views import View

Corners = tuple[tuple[float, float], ...]


def body_outline_px(
    view: View, trajectory: GroundTrajectory, pts_s: float, size_px: tuple[int, int]
) -> Corners:
    """The hull's corners in order round the body; empty where it is unknown or out of view.

    Args:
        view: That of the picture, at the picture's size.
        size_px: Width and height of the picture; corners may lie outside of it.
    """
    if not trajectory.covers(pts_s):
        return ()
    cuboid = cuboid_of(trajectory.pose_at(pts_s), trajectory.dimensions)
    corners_px = view.project(cuboid).xy_px
    if not np.all(np.isfinite(corners_px)):
        return ()
    low_px, high_px = corners_px.min(axis=0), corners_px.max(axis=0)
    if np.any(high_px <= 0) or low_px[0] >= size_px[0] or low_px[1] >= size_px[1]:
        return ()
    hull = cv2.convexHull(corners_px.astype(np.float32)).reshape(-1, 2)
    return tuple((float(x_px), float(y_px)) for x_px, y_px in hull)

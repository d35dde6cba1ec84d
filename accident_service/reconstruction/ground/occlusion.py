"""Which vehicle hides which: their projected outlines, ordered by distance from the camera."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from accident_service.reconstruction.calibration.camera_model import CameraModel
from accident_service.reconstruction.ground.joint_fit import FittedTrack
from accident_service.reconstruction.ground.projection import placed, seen

Array = NDArray[np.float64]
Bits = NDArray[np.bool_]
Frames = NDArray[np.intp]

# A place this close outside a nearer vehicle's outline may be behind it as well.
MARGIN_PX = 3.0


@dataclass(frozen=True, slots=True, eq=False)
class Presence:
    """Where one vehicle is in the picture, frame by frame, as its fit predicts."""

    first_frame: int  # of the clip
    pixels: Array  # (n, p, 2), its projected body points; NaN behind the camera
    box_px: Array  # (n, 4): left, top, right, bottom
    distance_m: Array  # (n,), from the camera's foot on the road

    def meets_in_time(self, other: "Presence") -> bool:
        """Is there a frame that knows both?"""
        last, their_last = (one.first_frame + len(one.distance_m) for one in (self, other))
        return self.first_frame < their_last and other.first_frame < last


def presence_of(fit: FittedTrack, camera: CameraModel, pts_s: Array) -> Presence:
    """The presence of a fitted vehicle; `pts_s` are the times of all frames of the clip."""
    pixels = seen(camera, placed(fit.shape.points_m(fit.size_m), fit.states))
    box = np.concatenate([pixels.min(axis=1), pixels.max(axis=1)], axis=1)
    offset = fit.states[:, :2] - camera.position_m[:2]
    first = int(np.argmin(np.abs(pts_s - fit.pts_s[0])))
    return Presence(first, pixels, box, np.sqrt((offset**2).sum(axis=1)))


def hidden(place_px: Array, own: tuple[Presence, Frames], others: list[Presence]) -> Bits:
    """Which places lie behind a nearer vehicle.

    Args:
        place_px: (m, s, 2), in m frames.
        own: Whose places they are, and the frames, (m,), counted from its first.
        others: The other vehicles of the clip.
    """
    presence, rows = own
    behind = np.zeros(place_px.shape[:2], dtype=bool)
    low, high = place_px.min(axis=1), place_px.max(axis=1)
    for other in others:
        theirs = rows + presence.first_frame - other.first_frame
        at = np.clip(theirs, 0, len(other.distance_m) - 1)
        with np.errstate(invalid="ignore"):
            meets = (other.box_px[at, :2] - MARGIN_PX < high).all(axis=1)
            meets &= (other.box_px[at, 2:] + MARGIN_PX > low).all(axis=1)
        meets &= (theirs == at) & (other.distance_m[at] < presence.distance_m[rows])
        for row in np.flatnonzero(meets):
            behind[row] |= within(place_px[row], other.pixels[at[row]], MARGIN_PX)
    return behind


def within(place_px: Array, body_px: Array, margin_px: float) -> Bits:
    """Which places (s, 2) lie in the convex outline of body points (p, 2), or near it."""
    hull = cv2.convexHull(body_px.astype(np.float32)).reshape(-1, 2).astype(np.float64)
    side = np.roll(hull, -1, axis=0) - hull
    length = np.maximum(np.sqrt((side**2).sum(axis=1)), 1e-9)
    across = np.column_stack([side[:, 1], -side[:, 0]]) / length[:, None]
    outwards = np.sign(((hull - hull.mean(axis=0)) * across).sum(axis=1, keepdims=True))
    beyond = ((place_px[:, None] - hull) * (outwards * across)).sum(axis=2)
    return np.asarray(beyond.max(axis=1) < margin_px)

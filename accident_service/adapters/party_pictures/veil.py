"""One frame as one party may see it: its own vehicle as it was, everything else in cells."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from accident_service.reconstruction.exhibits.mosaic import (
    Mask,
    Picture,
    cells_px,
    mosaicked,
    uniform_cells_px,
)
from accident_service.reconstruction.exhibits.outlines import cuboid_of
from accident_service.reconstruction.exhibits.parties import PartyMark
from accident_service.reconstruction.frames import ColourFrame
from accident_service.reconstruction.stabilisation.views import CameraViews, View

# A hull's corners hold road and whoever walks there; other vehicles are larger than measured.
OWN_SHARE, OTHERS_SHARE = 0.94, 1.15


@dataclass(frozen=True, slots=True, eq=False)
class Veil:
    """What is hidden from one reader in the pictures of one clip.

    `own` are the vehicles that may be seen, none where nothing may stay sharp; `place_known`
    says whether the camera's stand at each picture is known at all.
    """

    views: CameraViews
    marks: tuple[PartyMark, ...]
    own: tuple[PartyMark, ...]
    place_known: bool

    def over(self, frame: ColourFrame) -> Picture:
        """The frame with all that is not the reader's own in cells of one colour, RGB."""
        return self.laid(frame)[0]

    def laid(self, frame: ColourFrame) -> tuple[Picture, Mask]:
        """The frame as `over` gives it, and where it is as it was recorded."""
        shape = frame.rgb.shape[0], frame.rgb.shape[1]
        kept = self.kept(frame)
        if not self.place_known:
            return mosaicked(frame, uniform_cells_px(shape)), kept
        cells = cells_px(self._view(frame), self.views.camera.position_m, shape)
        return mosaicked(frame, cells, kept), kept

    def kept(self, frame: ColourFrame) -> Mask:
        """Where an own vehicle is and no other may be, (rows, columns)."""
        kept = np.zeros(frame.rgb.shape[:2], dtype=np.uint8)
        if self.place_known:
            view = self._view(frame)
            for marks, share, value in ((self.own, OWN_SHARE, 1), (self._others, OTHERS_SHARE, 0)):
                for mark in marks:
                    if mark.trajectory.covers(frame.pts_s):
                        _fill(kept, _hull_px(view, mark, frame.pts_s, share), value)
        return kept.astype(bool)

    @property
    def _others(self) -> tuple[PartyMark, ...]:
        own = {mark.trajectory.id for mark in self.own}
        return tuple(mark for mark in self.marks if mark.trajectory.id not in own)

    def _view(self, frame: ColourFrame) -> View:
        return self.views.at(frame.pts_s, frame.rgb.shape[1])


def _hull_px(view: View, mark: PartyMark, pts_s: float, share: float) -> NDArray[np.float64]:
    """The vehicle's outline in the picture, drawn in or out about its middle; none out of view."""
    cuboid = cuboid_of(mark.trajectory.pose_at(pts_s), mark.trajectory.dimensions)
    corners_px = view.project(cuboid).xy_px
    if not np.all(np.isfinite(corners_px)):
        return np.zeros((0, 2))
    hull_px = cv2.convexHull(corners_px.astype(np.float32)).reshape(-1, 2).astype(np.float64)
    middle_px = hull_px.mean(axis=0)
    return np.asarray(middle_px + share * (hull_px - middle_px))


def _fill(mask: NDArray[np.uint8], hull_px: NDArray[np.float64], value: int) -> None:
    if len(hull_px):
        cv2.fillConvexPoly(mask, np.round(hull_px).astype(np.int32), value)

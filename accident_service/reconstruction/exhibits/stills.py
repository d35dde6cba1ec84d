"""Stills: the frame that was analysed, with the vehicles as they were reconstructed.

The wireframe is the reconstruction seen through the calibrated camera, so a viewer sees at
once where it is wrong.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from accident_service.reconstruction.exhibits.lettering import image_font
from accident_service.reconstruction.exhibits.name_plates import NamePlates
from accident_service.reconstruction.exhibits.outlines import cuboid_of
from accident_service.reconstruction.exhibits.parties import PartyMark, rgb
from accident_service.reconstruction.frames import ColourFrame
from accident_service.reconstruction.stabilisation.views import View

Picture = NDArray[np.uint8]
Corners = NDArray[np.float64]

_SHIFT_BITS = 4  # cv2 draws to a sixteenth of a pixel
_FILL_SHARE = 0.28
_LEAST_BYSTANDER_SHARE = 0.05
_WHITE, _PALE, _INK = (255, 255, 255), (190, 195, 200), (24, 26, 28)
_FRONT_EDGES = ((0, 1), (4, 5), (0, 4), (1, 5))
_OTHER_EDGES = ((1, 2), (2, 3), (3, 0), (5, 6), (6, 7), (7, 4), (2, 6), (3, 7))


@dataclass(frozen=True, slots=True)
class StillCaption:
    """What is written under a still."""

    zh: str
    en: str


def draw_still(
    frame: ColourFrame, view: View, marks: Sequence[PartyMark], caption: StillCaption
) -> bytes:
    """The frame as a PNG, drawn on as `annotated` does."""
    return _png(annotated(frame, view, marks, caption))


def annotated(
    frame: ColourFrame, view: View, marks: Sequence[PartyMark], caption: StillCaption
) -> Picture:
    """The frame with each vehicle known at its moment drawn as a labelled cuboid, RGB.

    `view` is that of this frame, for pictures of its size. Later marks are drawn over earlier ones.
    Vehicles out of view, and bystanders too small to make out, are left out.
    """
    picture = frame.rgb.copy()
    known = [mark for mark in marks if mark.trajectory.covers(frame.pts_s)]
    corners_px = [_corners_px(view, mark, frame.pts_s) for mark in known]
    drawn = [
        (mark, corners)
        for mark, corners in zip(known, corners_px, strict=True)
        if _worth_drawing(corners, picture, bystander=mark.bystander)
    ]
    for mark, corners in drawn:
        _draw_vehicle(picture, mark, corners)
    plates = NamePlates(picture)
    for mark, corners in reversed(drawn):
        plates.add(mark, corners, mark.trajectory.pose_at(frame.pts_s).speed_mps)
    return captioned(picture, caption, frame.pts_s)


def _corners_px(view: View, mark: PartyMark, pts_s: float) -> Corners:
    cuboid = cuboid_of(mark.trajectory.pose_at(pts_s), mark.trajectory.dimensions)
    return view.project(cuboid).xy_px


def _worth_drawing(corners_px: Corners, picture: Picture, *, bystander: bool) -> bool:
    """In view, and for a bystander large enough not to clutter the picture."""
    if not np.all(np.isfinite(corners_px)):
        return False
    low_px, high_px = corners_px.min(axis=0), corners_px.max(axis=0)
    rows, columns = picture.shape[:2]
    in_view = bool(np.all(high_px > 0) and low_px[0] < columns and low_px[1] < rows)
    least_px = _LEAST_BYSTANDER_SHARE * columns if bystander else 0.0
    return in_view and float(high_px[0] - low_px[0]) >= least_px


def _draw_vehicle(picture: Picture, mark: PartyMark, corners_px: Corners) -> None:
    colour = rgb(mark.colour)
    if not mark.bystander:
        _tint(picture, corners_px[:4], colour)
    width = 1 if mark.bystander else max(1, round(picture.shape[1] / 640))
    for edges, extra in ((_OTHER_EDGES, 0), (_FRONT_EDGES, 1)):
        for start, end in edges:
            _line(picture, corners_px[[start, end]], colour, width + extra)


def _tint(picture: Picture, outline_px: Corners, colour: tuple[int, int, int]) -> None:
    """Lay a transparent colour over the footprint."""
    layer = picture.copy()
    cv2.fillPoly(layer, [_fixed(outline_px)], colour, cv2.LINE_AA, _SHIFT_BITS)
    picture[:] = cv2.addWeighted(layer, _FILL_SHARE, picture, 1 - _FILL_SHARE, 0.0)


def _line(picture: Picture, ends_px: Corners, colour: tuple[int, int, int], width: int) -> None:
    points = [_fixed(ends_px)]
    for ink, thickness in ((_WHITE, width + 2), (colour, width)):
        cv2.polylines(
            picture,
            points,
            isClosed=False,
            color=ink,
            thickness=thickness,
            lineType=cv2.LINE_AA,
            shift=_SHIFT_BITS,
        )


def _fixed(points_px: Corners) -> NDArray[np.int32]:
    return np.round(points_px * (1 << _SHIFT_BITS)).astype(np.int32).reshape(-1, 1, 2)


def captioned(picture: Picture, caption: StillCaption, pts_s: float) -> Picture:
    """The picture on a band with what it shows and the clip's time."""
    rows, columns = picture.shape[:2]
    size = max(12, round(rows / 36))
    band = np.full((size * 3 + size // 2, columns, 3), _INK, dtype=np.uint8)
    cv2.putText(band, caption.zh, (size, round(size * 1.4)), _WHITE, image_font(), size, 500)
    small = round(size * 0.8)
    cv2.putText(band, caption.en, (size, round(size * 2.7)), _PALE, image_font(), small)
    clock = f"t = {pts_s:.3f} s"
    _, _, width, _ = cv2.getTextSize((0, 0), clock, (0, 0), image_font(), size, 500)
    at = (columns - width - size, round(size * 1.4))
    cv2.putText(band, clock, at, _WHITE, image_font(), size, 500)
    return np.vstack([picture, band])


def _png(picture: Picture) -> bytes:
    _, encoded = cv2.imencode(".png", cv2.cvtColor(picture, cv2.COLOR_RGB2BGR))
    return encoded.tobytes()

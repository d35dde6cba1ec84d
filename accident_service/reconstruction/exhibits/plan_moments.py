"""The plan in motion: the road from above at one moment after another.

The figure of `plan` is drawn to be read and printed; this one is drawn many times a second,
so the road is painted once and only the vehicles move.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import cv2
import numpy as np
from numpy.typing import NDArray

from accident_service.reconstruction.collision.event import CollisionEvent
from accident_service.reconstruction.exhibits.lettering import image_font
from accident_service.reconstruction.exhibits.name_plates import NamePlates
from accident_service.reconstruction.exhibits.outlines import error_ellipse_m, footprint_of, nose_of
from accident_service.reconstruction.exhibits.parties import PartyMark, rgb
from accident_service.reconstruction.exhibits.plan import PlanRoad, RoadLine
from accident_service.reconstruction.exhibits.stills import Picture

Array = NDArray[np.float64]
Colour = tuple[int, int, int]

SIDE_PX = 720
_SHIFT_BITS = 4  # cv2 draws to a sixteenth of a pixel
_GROUND, _ASPHALT, _INK, _WHITE = (238, 241, 234), (178, 184, 190), (27, 30, 33), (255, 255, 255)
_TOUCHED = (255, 225, 74)
_LINE_COLOURS: dict[str, Colour] = {
    "white": (255, 255, 255),
    "yellow": (240, 180, 0),
    "kerb": (125, 131, 138),
    "fence": (92, 74, 61),
    "stop": (255, 255, 255),
}
_DASH_M, _GAP_M = 2.0, 4.0  # GB 5768.3: urban lane lines, 2 m painted and 4 m not


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanWindow:
    """The square of road an animation shows."""

    centre_m: tuple[float, float]
    half_m: float

    def pixels(self, xy_m: Array) -> Array:
        """Places (n, 2) in metres as pixels of the picture, x right and y down."""
        scale = SIDE_PX / (2 * self.half_m)
        offset = (np.asarray(xy_m, dtype=np.float64) - np.array(self.centre_m)) * scale
        return np.column_stack([SIDE_PX / 2 + offset[:, 0], SIDE_PX / 2 - offset[:, 1]])


@dataclass(slots=True, eq=False)
class PlanMoments:
    """Draws one plan again and again, each time at another moment."""

    road: PlanRoad
    window: PlanWindow
    marks: Sequence[PartyMark]  # later ones are drawn over earlier ones
    contact: CollisionEvent | None = None
    _base: Picture = field(init=False)

    def __post_init__(self) -> None:
        self._base = _painted_road(self.road, self.window)

    def picture_at(self, pts_s: float) -> Picture:
        """The plan at a moment, (SIDE_PX, SIDE_PX, 3) RGB: way so far, footprint, doubt, speed.

        The thin ring around a vehicle's centre holds its true place 95 times in a hundred.
        """
        picture = self._base.copy()
        known = [mark for mark in self.marks if mark.trajectory.covers(pts_s)]
        for mark in known:
            self._draw_way(picture, mark, pts_s)
        for mark in known:
            self._draw_vehicle(picture, mark, pts_s)
        if self.contact is not None and pts_s >= self.contact.pts_interval_s.low:
            self._draw_contact(picture, self.contact)
        plates = NamePlates(picture)
        for mark in known:
            if not mark.bystander:
                speed_mps = mark.trajectory.pose_at(pts_s).speed_mps
                plates.add(mark, self._corners_px(mark, pts_s), speed_mps)
        return picture

    def _draw_way(self, picture: Picture, mark: PartyMark, pts_s: float) -> None:
        trajectory = mark.trajectory
        way_m = trajectory.xy_m[trajectory.pts_s <= pts_s]
        if len(way_m) > 1 and not mark.bystander:
            _line(picture, self.window.pixels(way_m), rgb(mark.colour), 2)

    def _draw_vehicle(self, picture: Picture, mark: PartyMark, pts_s: float) -> None:
        pose = mark.trajectory.pose_at(pts_s)
        corners_px = self._corners_px(mark, pts_s)
        cv2.fillPoly(picture, [_fixed(corners_px)], rgb(mark.colour), cv2.LINE_AA, _SHIFT_BITS)
        _line(picture, corners_px[[0, 1, 2, 3, 0]], _WHITE, 1)
        _line(picture, nose_of(corners_px), _WHITE, 2)
        if not mark.bystander:
            sigma_m = float(np.hypot(pose.x_sigma_m, pose.y_sigma_m) / np.sqrt(2.0))
            ring_m = error_ellipse_m(pose.x_m, pose.y_m, sigma_m).xy_m
            _line(picture, self.window.pixels(ring_m), _INK, 1)

    def _draw_contact(self, picture: Picture, contact: CollisionEvent) -> None:
        region_m = error_ellipse_m(contact.x_m, contact.y_m, contact.point_sigma_m).xy_m
        region_px = self.window.pixels(region_m)
        layer = picture.copy()
        cv2.fillPoly(layer, [_fixed(region_px)], _TOUCHED, cv2.LINE_AA, _SHIFT_BITS)
        picture[:] = cv2.addWeighted(layer, 0.6, picture, 0.4, 0.0)
        _line(picture, region_px, _INK, 1)

    def _corners_px(self, mark: PartyMark, pts_s: float) -> Array:
        pose = mark.trajectory.pose_at(pts_s)
        return self.window.pixels(footprint_of(pose, mark.trajectory.dimensions).xy_m)


def _painted_road(road: PlanRoad, window: PlanWindow) -> Picture:
    picture = np.full((SIDE_PX, SIDE_PX, 3), _GROUND, dtype=np.uint8)
    for surface in road.surfaces:
        outline = _fixed(window.pixels(surface.xy_m))
        cv2.fillPoly(picture, [outline], _ASPHALT, cv2.LINE_AA, _SHIFT_BITS)
    for line in road.lines:
        _paint(picture, line, window)
    _scale_bar(picture, window)
    _north_arrow(picture)
    return picture


def _paint(picture: Picture, line: RoadLine, window: PlanWindow) -> None:
    colour = next((ink for word, ink in _LINE_COLOURS.items() if word in line.kind), None)
    if colour is None:
        return
    width = 4 if line.kind in ("stop", "double_yellow") else 2
    pieces = _dashes(line.points.xy_m) if line.kind.startswith("dashed") else [line.points.xy_m]
    for piece_m in pieces:
        _line(picture, window.pixels(piece_m), colour, width)


def _dashes(way_m: Array) -> list[Array]:
    """The painted pieces of a dashed line, each (2, 2)."""
    run_m = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(way_m, axis=0).T))])
    starts_m = np.arange(0.0, run_m[-1], _DASH_M + _GAP_M)
    ends_m = np.minimum(starts_m + _DASH_M, run_m[-1])
    at = np.stack([starts_m, ends_m], axis=1)
    x, y = (np.interp(at, run_m, way_m[:, axis]) for axis in (0, 1))
    return list(np.stack([x, y], axis=-1))


def _scale_bar(picture: Picture, window: PlanWindow) -> None:
    length_m = 5.0 if window.half_m < 25 else 10.0
    length_px = round(length_m * SIDE_PX / (2 * window.half_m))
    left, base = SIDE_PX // 24, SIDE_PX - SIDE_PX // 24
    cv2.rectangle(picture, (left, base - 3), (left + length_px, base), _INK, -1)
    text = f"{length_m:.0f} m"
    cv2.putText(picture, text, (left, base - 10), _INK, image_font(), SIDE_PX // 45, 400)


def _north_arrow(picture: Picture) -> None:
    x, top, size = SIDE_PX - SIDE_PX // 18, SIDE_PX // 30, SIDE_PX // 45
    cv2.arrowedLine(picture, (x, top + 3 * size), (x, top), _INK, 2, cv2.LINE_AA, tipLength=0.3)
    cv2.putText(picture, "北 N", (x - size, top + 4 * size + 4), _INK, image_font(), size, 400)


def _line(picture: Picture, points_px: Array, colour: Colour, width: int) -> None:
    cv2.polylines(
        picture,
        [_fixed(points_px)],
        isClosed=False,
        color=colour,
        thickness=width,
        lineType=cv2.LINE_AA,
        shift=_SHIFT_BITS,
    )


def _fixed(points_px: Array) -> NDArray[np.int32]:
    return np.round(points_px * (1 << _SHIFT_BITS)).astype(np.int32).reshape(-1, 1, 2)

"""The calibration drawn on the camera's own picture: marks, their misses, and a metric grid.

A person sees in one look whether the grid lies on the road: lines that should follow the
lane marks and do not say more than any residual.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from accident_service.quantities.ground_plane import GroundPoints
from accident_service.reconstruction.calibration.camera_model import CameraModel
from accident_service.reconstruction.calibration.error_map import ErrorMap
from accident_service.reconstruction.calibration.survey import Survey
from accident_service.reconstruction.exhibits.lettering import image_font
from accident_service.reconstruction.frames import ColourFrame

Picture = NDArray[np.uint8]
Array = NDArray[np.float64]

GRID_M = 5.0
# Where a place is worse known than this, lines would crowd below the horizon and say nothing.
FAINTEST_M = 1.0
# Residuals of a pixel are drawn as so many, or nobody would see them.
MISS_ENLARGED = 10.0
_SHIFT_BITS = 4
_POINTS_A_LINE = 200
_GRID, _USABLE = (90, 200, 255), (60, 230, 120)
_GOOD, _BAD, _WHITE, _INK = (255, 210, 0), (255, 60, 60), (255, 255, 255), (24, 26, 28)


def overlay(
    frame: ColourFrame,
    survey: Survey,
    camera: CameraModel,
    errors: ErrorMap,
    rejected: tuple[int, ...],
) -> bytes:
    """The picture as PNG with a 5 m grid (green where usable) and each mark with its miss.

    The yellow line at a mark leads from the click to where the camera sees the mark, ten
    times as long as the miss; marks left out are red.
    """
    picture = frame.rgb.copy()
    _draw_grid(picture, camera, errors)
    seen_px = camera.project(survey.measured()).xy_px
    for index, clicked_px in enumerate(survey.clicked().xy_px):
        ink = _BAD if index in rejected else _GOOD
        _draw_mark(picture, clicked_px, seen_px[index], ink)
        _letter(picture, str(index + 1), clicked_px)
    _, encoded = cv2.imencode(".png", cv2.cvtColor(picture, cv2.COLOR_RGB2BGR))
    return encoded.tobytes()


def _draw_grid(picture: Picture, camera: CameraModel, errors: ErrorMap) -> None:
    x_m, y_m = errors.x_m, errors.y_m
    along_y = np.linspace(y_m[0], y_m[-1], _POINTS_A_LINE)
    along_x = np.linspace(x_m[0], x_m[-1], _POINTS_A_LINE)
    for line_m in np.arange(np.ceil(x_m[0] / GRID_M), x_m[-1] / GRID_M) * GRID_M:
        _draw_line(
            picture, camera, errors, np.column_stack([np.full_like(along_y, line_m), along_y])
        )
    for line_m in np.arange(np.ceil(y_m[0] / GRID_M), y_m[-1] / GRID_M) * GRID_M:
        _draw_line(
            picture, camera, errors, np.column_stack([along_x, np.full_like(along_x, line_m)])
        )


def _draw_line(picture: Picture, camera: CameraModel, errors: ErrorMap, path_m: Array) -> None:
    """One line of the grid, where its places are in the picture and known to a metre."""
    rows = _nearest(errors.y_m, path_m[:, 1])
    columns = _nearest(errors.x_m, path_m[:, 0])
    shown = np.nan_to_num(errors.error_m[rows, columns], nan=np.inf) <= FAINTEST_M
    usable = errors.usable[rows, columns]
    pixels = camera.project_ground(GroundPoints(path_m)).xy_px
    for index in np.flatnonzero(shown[:-1] & shown[1:]):
        ink = _USABLE if usable[index] else _GRID
        ends = _fixed(pixels[index : index + 2])
        cv2.line(picture, ends[0], ends[1], ink, 1, cv2.LINE_AA, _SHIFT_BITS)


def _nearest(centres_m: Array, places_m: Array) -> NDArray[np.int64]:
    step_m = centres_m[1] - centres_m[0] if len(centres_m) > 1 else 1.0
    index = np.round((places_m - centres_m[0]) / step_m).astype(np.int64)
    return np.asarray(np.clip(index, 0, len(centres_m) - 1))


def _draw_mark(picture: Picture, clicked_px: Array, seen_px: Array, ink: tuple[int, ...]) -> None:
    if np.all(np.isfinite(seen_px)):
        tip_px = clicked_px + MISS_ENLARGED * (seen_px - clicked_px)
        start, end = _fixed(np.stack([clicked_px, np.clip(tip_px, -1e4, 1e4)]))
        cv2.line(picture, start, end, ink, 2, cv2.LINE_AA, _SHIFT_BITS)
    centre = _fixed(clicked_px[None])[0]
    for colour, width in ((_INK, 4), (ink, 2)):
        cv2.circle(picture, centre, 7 << _SHIFT_BITS, colour, width, cv2.LINE_AA, _SHIFT_BITS)


def _letter(picture: Picture, text: str, at_px: Array) -> None:
    size = max(14, round(picture.shape[0] / 40))
    place = (round(float(at_px[0])) + 10, round(float(at_px[1])) - 8)
    for ink, shift in ((_INK, 1), (_WHITE, 0)):
        cv2.putText(
            picture, text, (place[0] + shift, place[1] + shift), ink, image_font(), size, 600
        )


def _fixed(points_px: Array) -> list[tuple[int, int]]:
    whole = np.round(points_px * (1 << _SHIFT_BITS)).astype(np.int64)
    return [(int(x), int(y)) for x, y in whole]

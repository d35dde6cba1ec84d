"""Dashed lines on the empty road, found in a view of it from above.

Through a camera that is right but for its scale, a straight line of dashes is straight and its
dashes are of one length and one distance. That holds whatever the scale, so the rhythm can be
found before it is known how many metres it is.
"""

from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from accident_service.quantities.ground_plane import GroundPoints
from accident_service.quantities.image_plane import PixelPoints
from accident_service.reconstruction.calibration.camera_model import CameraModel

Array = NDArray[np.float64]
Level = NDArray[np.float32]

# The view from above: a cell is so long along the street, so wide across it, ...
ALONG_M, ACROSS_M = 0.15, 0.08
# ... and reaches as far as a metre along the line of sight is still this many pixels.
LEAST_PX_PER_M = 2.0
# Paint is lighter than the road on both of its sides, this far away, by so many levels: more
# than asphalt varies once an empty scene was gathered from many frames.
BESIDE_M, LEAST_CONTRAST = 0.45, 6.0
# Lines are 10 to 20 cm wide, smeared by the picture's pixels; dashes are 2 to 6 m long, the
# camera's scale may be off by a half.
WIDEST_M, SHORTEST_M, LONGEST_M = 0.6, 1.0, 9.0
# The outline of a dash fills its box by this share at least; leaves and cracks do not.
LEAST_FILLED = 0.5
# Dashes of one line lie within so much of it, and so much more for every metre between them.
ASIDE_M, ASIDE_PER_M = 0.25, 0.03
FEWEST_DASHES = 3
# Painters and the view from above are this exact, as a share of the rhythm ...
OFF_BEAT = 0.06
# ... and of the dash's length.
UNLIKE_LENGTH = 0.25
# Of so many beats in a row no more than this may be hidden.
MOST_HIDDEN = 3


@dataclass(frozen=True, slots=True, eq=False)
class DashedLine:
    """Dashes of one line, in order."""

    ends_px: Array  # (n, 2, 2): of each dash, where it begins and ends; x, y
    beat: NDArray[np.intp]  # (n,), its number in the rhythm; hidden ones are left out

    def __len__(self) -> int:
        return len(self.beat)


@dataclass(frozen=True, slots=True, eq=False)
class _Street:
    """The road from above, streets running along the columns' axis."""

    levels: Level  # (rows across, columns along), NaN where the picture does not reach
    origin_m: Array  # (2,), along and across, of the first cell
    turn: Array  # (2, 2), from (along, across) to the road plane

    def ground(self, cells: Array) -> GroundPoints:
        """Places of cells (n, 2), column and row."""
        return GroundPoints((self.origin_m + cells * (ALONG_M, ACROSS_M)) @ self.turn.T)


def dashed_lines(levels: Level, camera: CameraModel, direction_rad: Array) -> list[DashedLine]:
    """The dashed lines along streets of these directions and across them.

    Args:
        levels: The empty scene, (rows, columns), in the camera's picture.
        direction_rad: Of streets, on the camera's road plane.
    """
    lines = []
    for direction in np.concatenate([direction_rad, direction_rad + np.pi / 2]):
        street = _from_above(levels, camera, float(direction))
        if street is not None:
            lines.extend(_in_rhythm(street, camera))
    return lines


def _from_above(levels: Level, camera: CameraModel, direction_rad: float) -> _Street | None:
    """The road from above as far as it shows dashes; None where the picture shows no road."""
    cos, sin = np.cos(direction_rad), np.sin(direction_rad)
    turn = np.array([[cos, -sin], [sin, cos]])
    focal_px, height_m = float(camera.intrinsics[0, 0]), float(camera.position_m[2])
    reach_m = np.sqrt(focal_px * height_m / LEAST_PX_PER_M)
    rows, columns = np.mgrid[0 : levels.shape[0] : 8, 0 : levels.shape[1] : 8]
    seen = PixelPoints(np.column_stack([columns.ravel(), rows.ravel()]).astype(np.float64))
    away_m = camera.to_ground(seen).xy_m - camera.position_m[:2]
    away_m = away_m[np.hypot(*away_m.T) < reach_m]
    if len(away_m) == 0:
        return None
    places = (away_m + camera.position_m[:2]) @ turn
    low, high = places.min(axis=0), places.max(axis=0)
    counts = np.ceil((high - low) / (ALONG_M, ACROSS_M)).astype(int) + 1
    street = _Street(np.zeros((0, 0), np.float32), low, turn)
    cells = np.stack(np.meshgrid(np.arange(counts[0]), np.arange(counts[1])), axis=-1)
    ground = street.ground(cells.reshape(-1, 2).astype(np.float64))
    away = np.hypot(*(ground.xy_m - camera.position_m[:2]).T).reshape(cells.shape[:2])
    columns_px, rows_px = (
        at_px.reshape(cells.shape[:2]).astype(np.float32)
        for at_px in camera.project_ground(ground).xy_px.T
    )
    above = cv2.remap(
        levels,
        columns_px,
        rows_px,
        cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=np.nan,
    )
    return _Street(np.where(away < reach_m, above, np.nan).astype(np.float32), low, turn)


def _in_rhythm(street: _Street, camera: CameraModel) -> list[DashedLine]:
    """Dashes that follow one another in a straight line, at one distance."""
    dashes = _dashes(street.levels)
    found = []
    for line in _straight(dashes):
        kept, beat = _on_beat(line)
        if len(kept) >= FEWEST_DASHES:
            ends = np.stack([kept[:, [0, 2]], kept[:, [1, 2]]], axis=1).reshape(-1, 2)
            cells = ends / (ALONG_M, ACROSS_M)
            at_px = camera.project_ground(street.ground(cells)).xy_px
            found.append(DashedLine(at_px.reshape(-1, 2, 2), beat))
    return found


def _dashes(levels: Level) -> Array:
    """Where dashes begin and end along the street and where they lie across it, (n, 3), in m."""
    paint = _lighter_than_beside(levels)
    light = np.nan_to_num(paint, nan=0.0) > LEAST_CONTRAST
    count, _labels, boxes, centres = cv2.connectedComponentsWithStats(light.astype(np.uint8))
    found = []
    for label in range(1, count):
        left, top, width, height, area = boxes[label]
        long_m, wide_m = width * ALONG_M, height * ACROSS_M
        if not (SHORTEST_M <= long_m <= LONGEST_M and wide_m <= WIDEST_M):
            continue
        if area < LEAST_FILLED * width * height or _cut_off(levels, boxes[label]):
            continue
        begins, ends = _ends(paint[top : top + height], int(left), int(left + width - 1))
        found.append((begins * ALONG_M, ends * ALONG_M, centres[label][1] * ACROSS_M))
    return np.array(found, dtype=np.float64).reshape(-1, 3)


def _lighter_than_beside(levels: Level) -> Level:
    """By how much each cell is lighter than the lighter of its two sides; NaN near the rim."""
    apart = round(BESIDE_M / ACROSS_M)
    smooth = cv2.GaussianBlur(levels, (5, 1), 0)
    lighter = np.full_like(levels, np.nan)
    beside = np.maximum(smooth[: -2 * apart], smooth[2 * apart :])
    lighter[apart:-apart] = smooth[apart:-apart] - beside
    return lighter


def _cut_off(levels: Level, box: NDArray[np.int32]) -> bool:
    """Does the box touch where the picture ends?"""
    left, top, width, height, _area = box
    around = levels[max(top - 1, 0) : top + height + 1, max(left - 2, 0) : left + width + 2]
    return bool(np.isnan(around).any()) or left < 2 or left + width + 2 > levels.shape[1]


def _ends(paint: Level, first: int, last: int) -> tuple[float, float]:
    """The columns, between cells, where the dash is half as light as in its middle."""
    profile = np.nan_to_num(paint, nan=0.0).max(axis=0)
    half = float(np.median(profile[first : last + 1])) / 2

    def crossing(column: int, way: int) -> float:
        while 0 < column < len(profile) - 1 and profile[column + way] >= half:
            column += way
        inner, outer = (
            float(profile[column]),
            float(profile[min(max(column + way, 0), len(profile) - 1)]),
        )
        return column + way * (inner - half) / max(inner - outer, 1e-6)

    return crossing(first + 1, -1), crossing(last - 1, 1)


def _straight(dashes: Array) -> list[Array]:
    """Dashes that lie one after another, every one in one line only; longest lines first."""
    left, lines = dashes[np.argsort(dashes[:, 0])], []
    while len(left) >= FEWEST_DASHES:
        longest = max((_in_line_with(left, seed) for seed in range(len(left))), key=np.sum)
        if longest.sum() < FEWEST_DASHES:
            break
        lines.append(left[longest])
        left = left[~longest]
    return lines


def _in_line_with(dashes: Array, seed: int) -> NDArray[np.bool_]:
    """Those in line with one of them, itself included."""
    apart_m = np.abs(dashes[:, 0] - dashes[seed, 0])
    aside_m = np.abs(dashes[:, 2] - dashes[seed, 2])
    return np.asarray(aside_m <= ASIDE_M + ASIDE_PER_M * apart_m)


def _on_beat(line: Array) -> tuple[Array, NDArray[np.intp]]:
    """The dashes of a line that keep one rhythm, and their numbers in it; none where few do."""
    best: tuple[Array, NDArray[np.intp]] = (line[:0], np.zeros(0, dtype=np.intp))
    middle_m = line[:, :2].mean(axis=1)
    for first, second in pairwise(range(len(line))):
        beat_m = middle_m[second] - middle_m[first]
        if beat_m < SHORTEST_M:
            continue
        beat = np.rint((middle_m - middle_m[first]) / beat_m).astype(np.intp)
        kept = _keeping(line, middle_m, beat)
        if kept.sum() > len(best[0]):
            best = line[kept], beat[kept]
    return best


def _keeping(line: Array, middle_m: Array, beat: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Which dashes lie where a steady rhythm has them, (n,); none if it is no rhythm."""
    none = np.zeros(len(line), dtype=bool)
    if len(np.unique(beat)) < FEWEST_DASHES or np.diff(np.unique(beat)).max() > MOST_HIDDEN + 1:
        return none
    length_m = line[:, 1] - line[:, 0]
    slope, start = np.polyfit(beat, middle_m, 1)
    off = np.abs(middle_m - start - slope * beat) / abs(slope)
    alike = np.abs(length_m / np.median(length_m) - 1) <= UNLIKE_LENGTH
    kept = np.asarray((off <= OFF_BEAT) & alike)
    return kept if len(np.unique(beat[kept])) == kept.sum() >= FEWEST_DASHES else none

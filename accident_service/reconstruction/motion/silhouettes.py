"""The evidence of one moving thing, frame by frame: how far its outline reaches, how it flows.

An outline is kept as its reach in a fixed fan of directions (the support function of its
convex hull). Each reach is an interval: a body surely reaches `low_px`, and reaches no
further than `high_px`, which is infinite where the picture's border or another vehicle
cuts it off, and beyond `low_px` where shadow or lamp light blurs the matter.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from accident_service.reconstruction.motion.flow import CELL_PX, FlowCells
from accident_service.reconstruction.motion.foreground import ROAD
from accident_service.reconstruction.motion.packed_frames import PackedFrames
from accident_service.reconstruction.motion.reach import (
    DIRECTION_COUNT,
    DIRECTIONS,
    Window,
    reach_of,
)
from accident_service.reconstruction.motion.scene_motion import SceneMotion

__all__ = [
    "DIRECTIONS",
    "DIRECTION_COUNT",
    "Silhouettes",
    "silhouettes_of",
    "traffic_of",
    "without_outlines",
]

Array = NDArray[np.float64]
Bits = NDArray[np.bool_]
Labels = NDArray[np.uint16]
ByFrame = Mapping[int, Labels] | PackedFrames[np.uint16]

MOST_CELLS = 24
FEWEST_PX = 12
# Traffic: carried by the flow at least this share of its size, and of the way it wanders.
# A vehicle that stood in the scene was pushed, or has just begun to move.
LEAST_WAY_SHARE, STOOD_WAY_SHARE = 0.15, 0.04
LEAST_WAY_PX = 3.0
ONE_WAY_SHARE = 0.4
# Where a vehicle has moved, at least its edges differ from the scene it stood in.
CHANGED_SHARE = 0.15


@dataclass(frozen=True, slots=True, eq=False)
class Silhouettes:
    """One thing in the m frames that show it; pixels of the reduced picture."""

    frame_index: NDArray[np.intp]  # (m,), increasing
    low_px: Array  # (m, DIRECTION_COUNT)
    high_px: Array  # (m, DIRECTION_COUNT), infinite where unknown
    centre_px: Array  # (m, 2), of the body's pixels
    area_px: Array  # (m,)
    box_px: Array  # (m, 4): left, top, right, bottom
    changed_share: Array  # (m,), of its pixels that differ from the empty scene
    cells_px: Array  # (m, MOST_CELLS, 2), centres of trusted flow cells
    backward_px: Array  # (m, MOST_CELLS, 2), to where each was in the frame before
    cell_used: Bits  # (m, MOST_CELLS)
    stood: bool = False  # it was part of the scene, standing, until the first of these frames
    displaced: bool = False  # its texture rested in one place and later in another

    def __len__(self) -> int:
        return len(self.frame_index)

    @property
    def flow_px(self) -> Array:
        """Median displacement from the frame before at each sight, (m, 2); 0 without cells."""
        masked = np.where(self.cell_used[..., None], self.backward_px, np.nan)
        flow = np.zeros((len(self), 2))
        told = self.cell_used.any(axis=1)
        flow[told] = -np.nanmedian(masked[told], axis=1)
        return flow

    def goes_somewhere(self) -> bool:
        """Is this traffic, rather than foliage or flicker that sways on the spot?

        Flow carries traffic away by much of its length; what is pushed a little stays there.
        """
        size_px = float(np.median(self.box_px[:, 2:] - self.box_px[:, :2], axis=0).max()) + 1.0
        flow = self.flow_px
        carried_px = float(np.sqrt((np.cumsum(flow, axis=0) ** 2).sum(axis=1)).max())
        swayed_px = float(np.sqrt((flow**2).sum(axis=1)).sum())
        least_px = (STOOD_WAY_SHARE if self.stood else LEAST_WAY_SHARE) * size_px
        far = carried_px > max(least_px, LEAST_WAY_PX)
        changed = float(np.median(self.changed_share)) > CHANGED_SHARE
        return self.displaced or (changed and far and carried_px > ONE_WAY_SHARE * swayed_px)


@dataclass(frozen=True, slots=True, eq=False)
class _Frame:
    """What one frame shows."""

    index: int
    told: NDArray[np.uint8]
    labels: Labels
    flow: FlowCells


@dataclass(frozen=True, slots=True, eq=False)
class _Sight:
    """One thing in one frame."""

    frame_index: int
    centre_px: Array
    area_px: float
    box_px: Array
    changed_share: float
    cells_px: Array
    backward_px: Array


def silhouettes_of(
    motion: SceneMotion, labels: ByFrame, wanted: Collection[int] = ()
) -> dict[int, Silhouettes]:
    """The evidence of the labels wanted, or of all, in the frames for which labels are given."""
    found = without_outlines(motion, labels, wanted)
    _trace(found, motion, labels)
    return found


def traffic_of(
    motion: SceneMotion, labels: PackedFrames[np.uint16], fewest_sights: int
) -> dict[int, Silhouettes]:
    """The evidence of what goes somewhere and is seen in so many frames at least.

    Outlines, the costly part, are traced of these only: most labels are flicker.
    """
    found = {
        label: silhouettes
        for label, silhouettes in without_outlines(motion, labels).items()
        if len(silhouettes) >= fewest_sights and silhouettes.goes_somewhere()
    }
    _trace(found, motion, labels)
    return found


def without_outlines(
    motion: SceneMotion, labels: ByFrame, wanted: Collection[int] = ()
) -> dict[int, Silhouettes]:
    """The evidence of every label but for its outlines, which cost most: their reach is unknown.

    Args:
        wanted: Labels to gather; all where none is named.
    """
    sights: dict[int, list[_Sight]] = {}
    for index in labels if isinstance(labels, Mapping) else range(len(labels)):
        seen = _Frame(index, motion.told[index], labels[index], motion.flow[index])
        for label, window in _windows(seen.labels).items():
            if not wanted or label in wanted:
                sight = _sight(seen, label, window)
                sights.setdefault(label, []).append(sight)
    stood, displaced = motion.stood, motion.displaced
    return {
        label: replace(_gathered(found), stood=label in stood, displaced=label in displaced)
        for label, found in sorted(sights.items())
    }


def _trace(found: dict[int, Silhouettes], motion: SceneMotion, labels: ByFrame) -> None:
    """Fill in how far each thing reaches, frame by frame."""
    shown: dict[int, list[tuple[int, int]]] = {}
    for label, silhouettes in found.items():
        for row, index in enumerate(silhouettes.frame_index):
            shown.setdefault(int(index), []).append((label, row))
    for index, here in sorted(shown.items()):
        told, owner = motion.told[index], labels[index]
        for label, row in here:
            one = found[label]
            left, top, right, bottom = one.box_px[row].astype(int)
            window = (slice(top, bottom + 1), slice(left, right + 1))
            one.low_px[row], one.high_px[row] = reach_of(told, owner, label, window)


def _windows(labels: NDArray[np.uint16]) -> dict[int, Window]:
    """The box of every label of one frame that has enough pixels to show a shape."""
    shown = np.flatnonzero(labels > 0)
    if len(shown) == 0:
        return {}
    (rows, columns), values = np.divmod(shown, labels.shape[1]), labels.ravel()[shown]
    order = np.argsort(values, kind="stable")
    found, starts = np.unique(values[order], return_index=True)
    windows = {}
    for label, part in zip(found, np.split(order, starts[1:]), strict=True):
        if len(part) >= FEWEST_PX:
            r, c = rows[part], columns[part]
            windows[int(label)] = (slice(r.min(), r.max() + 1), slice(c.min(), c.max() + 1))
    return windows


def _sight(seen: _Frame, label: int, window: Window) -> _Sight:
    top, left = window[0].start, window[1].start
    mine = seen.labels[window] == label
    rows, columns = np.nonzero(mine)
    cells, backward = _cells(seen, label, window)
    box = np.array([left, top, window[1].stop - 1, window[0].stop - 1], dtype=np.float64)
    changed = float(np.mean(seen.told[window][mine] != ROAD))
    middle, area = np.array([columns.mean() + left, rows.mean() + top]), float(len(rows))
    return _Sight(seen.index, middle, area, box, changed, cells, backward)


def _cells(seen: _Frame, label: int, window: Window) -> tuple[Array, Array]:
    """Flow cells that lie wholly inside the thing, spread evenly, at most MOST_CELLS."""
    top, left = -(-window[0].start // CELL_PX), -(-window[1].start // CELL_PX)
    rows, columns = window[0].stop // CELL_PX - top, window[1].stop // CELL_PX - left
    if rows <= 0 or columns <= 0:
        return np.zeros((0, 2)), np.zeros((0, 2))
    inside = seen.labels[top * CELL_PX :, left * CELL_PX :][: rows * CELL_PX, : columns * CELL_PX]
    mine = (inside == label).reshape(rows, CELL_PX, columns, CELL_PX)
    whole = mine.all(axis=3).all(axis=1)
    r, c = np.nonzero(whole & seen.flow.trusted[top : top + rows, left : left + columns])
    if len(r) > MOST_CELLS:
        chosen = np.linspace(0, len(r) - 1, MOST_CELLS).round().astype(int)
        r, c = r[chosen], c[chosen]
    r, c = r + top, c + left
    centres = np.column_stack([c, r]) * CELL_PX + (CELL_PX - 1) / 2
    return centres.astype(np.float64), seen.flow.backward_px[r, c].astype(np.float64)


def _gathered(sights: list[_Sight]) -> Silhouettes:
    count = len(sights)
    cells = np.zeros((count, MOST_CELLS, 2))
    backward = np.zeros((count, MOST_CELLS, 2))
    used = np.zeros((count, MOST_CELLS), dtype=bool)
    for row, sight in enumerate(sights):
        many = len(sight.cells_px)
        cells[row, :many], backward[row, :many] = sight.cells_px, sight.backward_px
        used[row, :many] = True
    return Silhouettes(
        frame_index=np.array([sight.frame_index for sight in sights], dtype=np.intp),
        low_px=np.zeros((count, DIRECTION_COUNT)),
        high_px=np.zeros((count, DIRECTION_COUNT)),
        centre_px=np.stack([sight.centre_px for sight in sights]),
        area_px=np.array([sight.area_px for sight in sights]),
        box_px=np.stack([sight.box_px for sight in sights]),
        changed_share=np.array([sight.changed_share for sight in sights]),
        cells_px=cells,
        backward_px=backward,
        cell_used=used,
    )

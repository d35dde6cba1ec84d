"""What the upper and lower edges of a clip's pictures show, where recorders write the time.

Two records of the same minute: what changed from picture to picture, coarsely, in which a
clock betrays itself by ticking; and a few pictures of the edges as they are, to read it from.
"""

from dataclasses import dataclass, field

import cv2
import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]

# Recorders write within this share of the picture's height from its upper or lower edge.
EDGE_SHARE = 0.14
# Text is legible at this width; more costs time and memory.
_WIDTH_PX = 1280
# A digit is two to three blocks high.
_BLOCKS_PER_HEIGHT = 90
_SMALLEST_BLOCK_PX = 4
# A minute of ticking settles the rate to a thousandth; more pictures add nothing.
_MOST_PICTURES = 1500
_MOST_SNAPSHOTS = 150
_SNAPSHOT_S = 0.2


@dataclass(frozen=True, slots=True, eq=False)
class EdgeRecord:
    """One edge: `change` (n, rows, columns) in blocks, against the picture before each time."""

    pts_s: NDArray[np.float64]  # (n + 1,)
    change: NDArray[np.uint8]  # mean grey levels by which each block changed
    block_px: int
    snapshot_pts_s: NDArray[np.float64]  # (m,)
    snapshots: Pixels  # (m, rows, columns)

    @property
    def frame_s(self) -> float:
        """The usual interval between pictures."""
        return float(np.median(np.diff(self.pts_s)))


@dataclass(slots=True, eq=False)
class EdgeStrips:
    """Watches both edges of the first minute of pictures go by."""

    _pts_s: list[float] = field(default_factory=list)
    _changes: list[tuple[Pixels, Pixels]] = field(default_factory=list)
    _snapshots: list[tuple[float, Pixels, Pixels]] = field(default_factory=list)
    _snapshot_s: float = _SNAPSHOT_S
    _last: tuple[Pixels, Pixels] | None = None
    _block_px: int = _SMALLEST_BLOCK_PX

    def watch(self, pixels: Pixels, pts_s: float) -> None:
        """Take note of one picture; pictures beyond the first minute or so are passed over."""
        if len(self._pts_s) > _MOST_PICTURES:
            return
        edges = _edges(pixels)
        if self._last is not None and self._last[0].shape == edges[0].shape:
            self._changes.append(
                (
                    _block_change(edges[0], self._last[0], self._block_px),
                    _block_change(edges[1], self._last[1], self._block_px),
                )
            )
        elif self._last is None:
            height_px = edges[0].shape[0] / EDGE_SHARE
            self._block_px = max(_SMALLEST_BLOCK_PX, round(height_px / _BLOCKS_PER_HEIGHT))
        else:
            return
        self._pts_s.append(pts_s)
        self._last = edges
        if not self._snapshots or pts_s >= self._snapshots[-1][0] + self._snapshot_s:
            self._snapshots.append((pts_s, *edges))
            if len(self._snapshots) > _MOST_SNAPSHOTS:
                self._snapshots, self._snapshot_s = self._snapshots[::2], 2 * self._snapshot_s

    def records(self) -> tuple[EdgeRecord, ...]:
        """Upper and lower edge; none where fewer than two pictures were seen."""
        if not self._changes:
            return ()
        return tuple(
            EdgeRecord(
                pts_s=np.array(self._pts_s),
                change=np.stack([pair[edge] for pair in self._changes]),
                block_px=self._block_px,
                snapshot_pts_s=np.array([shot[0] for shot in self._snapshots]),
                snapshots=np.stack([shot[1 + edge] for shot in self._snapshots]),
            )
            for edge in (0, 1)
        )


def _edges(pixels: Pixels) -> tuple[Pixels, Pixels]:
    rows, columns = pixels.shape
    height = max(round(rows * EDGE_SHARE), 1)
    factor = min(1.0, _WIDTH_PX / columns)
    return _copied(pixels[:height], factor), _copied(pixels[-height:], factor)


def _copied(strip: Pixels, factor: float) -> Pixels:
    if factor == 1.0:
        return strip.copy()
    size = (round(strip.shape[1] * factor), max(round(strip.shape[0] * factor), 1))
    return np.asarray(cv2.resize(strip, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def _block_change(now: Pixels, before: Pixels, block_px: int) -> Pixels:
    rows, columns = (max(side // block_px, 1) for side in now.shape)
    change = cv2.absdiff(now, before)[: rows * block_px, : columns * block_px]
    means = cv2.resize(change, (columns, rows), interpolation=cv2.INTER_AREA)
    return np.asarray(means, dtype=np.uint8)

"""Straight edges of the empty scene, and straight ways of vehicles: lines of the picture."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from accident_service.reconstruction.self_calibration.seen_vehicles import SeenVehicle

Array = NDArray[np.float64]

# Shorter edges are text, bricks and leaves.
SHORTEST_WIDTHS = 0.05
MOST_SEGMENTS = 250
# An edge this close to the picture's border or to a bar is the border itself.
BORDER_PX = 4.0
# Letterbox bars: rows or columns that differ by less than codec noise from end to end.
BAR_LEVELS = 4.0
# A way whose middle strays from its chord by more than this share of it is a bend.
BEND_SHARE = 0.015
LEAST_WAY_PX = 60.0
END_PX, WAY_END_PX = 0.7, 2.0
# Kerbs and facades are built and lenses modelled no straighter than this.
BUILT_RAD = 0.008


@dataclass(frozen=True, slots=True, eq=False)
class Segments:
    """Straight pieces of the picture and the doubt of each one's direction."""

    ends_px: Array  # (n, 2, 2): from, to; x, y
    sigma_rad: Array  # (n,)
    level: NDArray[np.bool_]  # (n,), known to be parallel to the road: where a vehicle went

    def __len__(self) -> int:
        return len(self.ends_px)

    @property
    def length_px(self) -> Array:
        """Length of each, (n,)."""
        apart = self.ends_px[:, 1] - self.ends_px[:, 0]
        return np.asarray(np.sqrt((apart**2).sum(axis=1)))


def segments_of(levels: NDArray[np.float32], vehicles: tuple[SeenVehicle, ...]) -> Segments:
    """The edges of the empty scene (rows, columns) and the straight ways through it.

    Reference:
        R. Grompone von Gioi et al., "LSD: a Line Segment Detector", IPOL 2012.
    """
    picture = np.clip(levels, 0, 255).astype(np.uint8)
    edges = _edges(picture)
    edges = edges[_apart_from_bars(edges, picture)]
    length = np.sqrt(((edges[:, 1] - edges[:, 0]) ** 2).sum(axis=1))
    order = np.argsort(-length, kind="stable")[:MOST_SEGMENTS]
    order = order[length[order] >= SHORTEST_WIDTHS * picture.shape[1]]
    edges, length = edges[order], length[order]
    ways = _straight_ways(vehicles)
    way_length = np.sqrt(((ways[:, 1] - ways[:, 0]) ** 2).sum(axis=1))
    doubt = np.concatenate([np.sqrt(2) * END_PX / length, np.sqrt(2) * WAY_END_PX / way_length])
    return Segments(
        ends_px=np.concatenate([edges, ways]),
        sigma_rad=np.hypot(BUILT_RAD, doubt),
        level=np.arange(len(edges) + len(ways)) >= len(edges),
    )


def _edges(picture: NDArray[np.uint8]) -> Array:
    found: object = cv2.createLineSegmentDetector().detect(picture)[0]
    if not isinstance(found, np.ndarray):  # OpenCV answers None where there is no edge
        return np.zeros((0, 2, 2))
    return np.asarray(found.reshape(-1, 2, 2), dtype=np.float64)


def _apart_from_bars(edges: Array, picture: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Edges that do not run along the border of what the camera itself shows."""
    rows, columns = picture.shape
    tall = np.flatnonzero(np.ptp(picture, axis=1) > BAR_LEVELS)
    wide = np.flatnonzero(np.ptp(picture, axis=0) > BAR_LEVELS)
    if len(tall) == 0 or len(wide) == 0:
        return np.zeros(len(edges), dtype=bool)
    low = np.array([wide[0], tall[0]]) + BORDER_PX
    high = np.array([min(wide[-1], columns - 1), min(tall[-1], rows - 1)]) - BORDER_PX
    # Both ends beyond on one axis.
    outside = np.asarray(((edges < low) | (edges > high)).all(axis=1))
    return np.asarray(~outside.any(axis=1))


def _straight_ways(vehicles: tuple[SeenVehicle, ...]) -> Array:
    """From first to last sight of every vehicle that went straight, (n, 2, 2)."""
    ways = []
    for vehicle in vehicles:
        places = vehicle.sights.centre_px
        chord = places[-1] - places[0]
        length = float(np.hypot(*chord))
        if length < LEAST_WAY_PX:
            continue
        offset = places - places[0]
        aside = np.abs(offset[:, 0] * chord[1] - offset[:, 1] * chord[0]) / length
        if aside.max() <= BEND_SHARE * length:
            ways.append(np.stack([places[0], places[-1]]))
    return np.array(ways).reshape(-1, 2, 2)

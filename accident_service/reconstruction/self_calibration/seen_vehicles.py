"""Which sights of which vehicles can say something of the camera."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from accident_service.reconstruction.motion.sights import only_sights
from accident_service.reconstruction.motion.silhouettes import Silhouettes

Array = NDArray[np.float64]

SIGHTS_PER_VEHICLE = 8
MOST_VEHICLES = 16
FEWEST_SIGHTS = 4
# An outline cut off in more directions than this is a piece of a vehicle.
WHOLE_SHARE = 0.9
# Below this an outline is mostly threshold and codec.
SMALLEST_PX = 14.0
# A direction of travel needs a way of about half the vehicle's own length in the picture.
LEAST_WAY_SHARE = 0.5
# Neighbouring sights closer together than this share of its size say the same again.
LEAST_STEP_SHARE = 0.08
# What goes three times its size, and is so large, is hardly ever a fragment.
SURE_WAY, SURE_PX = 3.0, 25.0
# What lies within a box this many times larger in a good part of its sights is a piece of it.
LARGER, PIECE_SHARE = 1.5, 0.4


@dataclass(frozen=True, slots=True, eq=False)
class SeenVehicle:
    """A vehicle in a few moments that show it whole and in different places."""

    label: int
    sights: Silhouettes  # (k sights), pixels of the reduced picture
    gone_px: float = 0.0  # its way while it was seen at all, cut off by the border or not

    @property
    def way_px(self) -> float:
        """Length of the way between first and last sight, in the picture."""
        steps = np.diff(self.sights.centre_px, axis=0)
        return float(np.sqrt((steps**2).sum(axis=1)).sum())

    @property
    def credibility(self) -> float:
        """How surely it is one whole vehicle, 0 to 1: fragments are small and do not go far."""
        size_px = float(np.sqrt(np.median(self.sights.area_px)))
        gone_px = max(self.way_px, self.gone_px)
        return min(1.0, gone_px / (SURE_WAY * size_px)) * min(1.0, size_px / SURE_PX)

    @property
    def worth_px2(self) -> float:
        """Way times size: large outlines on long ways tell most, and are seldom fragments."""
        return self.way_px * float(np.sqrt(np.median(self.sights.area_px)))


def vehicles_to_measure_by(evidence: dict[int, Silhouettes]) -> tuple[SeenVehicle, ...]:
    """The vehicles that are seen whole in several places, the most telling first."""
    moving = {label: one for label, one in evidence.items() if one.goes_somewhere()}
    chosen = [
        SeenVehicle(label, picked, _gone_px(silhouettes))
        for label, silhouettes in moving.items()
        if (picked := _picked(silhouettes)) is not None and not _is_piece(picked, moving)
    ]
    chosen.sort(key=lambda vehicle: (-vehicle.worth_px2, vehicle.label))
    return tuple(chosen[:MOST_VEHICLES])


def _gone_px(silhouettes: Silhouettes) -> float:
    """How far the flow carried a thing in all; sway on the spot adds up to nothing."""
    return float(np.sqrt((np.cumsum(silhouettes.flow_px, axis=0) ** 2).sum(axis=1)).max())


def _is_piece(sights: Silhouettes, others: dict[int, Silhouettes]) -> bool:
    """Does it travel inside something larger: a window or a lamp that got a label of its own?"""
    inside = np.zeros(len(sights), dtype=bool)
    for other in others.values():
        rows = np.searchsorted(other.frame_index, sights.frame_index)
        rows = np.minimum(rows, len(other) - 1)
        box, own = other.box_px[rows], sights.centre_px
        within = (own > box[:, :2]).all(axis=1) & (own < box[:, 2:]).all(axis=1)
        larger = _box_area_px(box) > LARGER * _box_area_px(sights.box_px)
        inside |= (other.frame_index[rows] == sights.frame_index) & within & larger
    return bool(np.mean(inside) > PIECE_SHARE)


def _box_area_px(box: Array) -> Array:
    return np.asarray(np.prod(box[:, 2:] - box[:, :2] + 1.0, axis=1))


def _picked(silhouettes: Silhouettes) -> Silhouettes | None:
    """Whole sights spread evenly along the way; None where they are too few or too close."""
    whole = np.flatnonzero(_is_whole(silhouettes))
    if silhouettes.stood or len(whole) < FEWEST_SIGHTS:
        return None
    size_px = float(np.median(_extent_px(silhouettes)[whole]))
    steps = np.sqrt((np.diff(silhouettes.centre_px[whole], axis=0) ** 2).sum(axis=1))
    way_px = np.concatenate([[0.0], np.cumsum(steps)])
    if way_px[-1] < LEAST_WAY_SHARE * size_px:
        return None
    marks = np.linspace(0.0, way_px[-1], SIGHTS_PER_VEHICLE)
    rows = np.unique(np.abs(way_px[None] - marks[:, None]).argmin(axis=1))
    rows = rows[np.concatenate([[True], np.diff(way_px[rows]) > LEAST_STEP_SHARE * size_px])]
    if len(rows) < FEWEST_SIGHTS:
        return None
    return only_sights(silhouettes, whole[rows])


def _extent_px(silhouettes: Silhouettes) -> Array:
    box = silhouettes.box_px
    return np.asarray((box[:, 2:] - box[:, :2]).max(axis=1) + 1.0)


def _is_whole(silhouettes: Silhouettes) -> NDArray[np.bool_]:
    known = np.isfinite(silhouettes.high_px).mean(axis=1) >= WHOLE_SHARE
    return np.asarray(known & (_extent_px(silhouettes) >= SMALLEST_PX))

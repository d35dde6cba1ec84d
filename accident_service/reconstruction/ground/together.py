"""Several vehicles that look like one thing, followed through its life by what they cover.

From one moment to the next each is moved a little from where their common motion leaves it,
to where all of them together explain the pixels best.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from accident_service.reconstruction.calibration.camera_model import CameraModel
from accident_service.reconstruction.ground.arrangement import (
    LEAST_BODY_SHARE,
    SLACK_M,
    Placement,
)
from accident_service.reconstruction.ground.body_cover import Mask, Patch, outlines_px
from accident_service.reconstruction.ground.vehicle_shape import VehicleShape

Array = NDArray[np.float64]
Bits = NDArray[np.bool_]

# Each sweep moves a vehicle by up to two such steps ahead and one aside, metres.
SWEEPS_M = ((0.5, 0.25), (0.25, 0.12))
TRIED = [(along, across) for along in (0, -1, 1, -2, 2) for across in (0, -1, 1)]
# Vehicles abreast change places slowly: a metre between two moments costs as much as this
# share of the vehicle's outline unexplained.
MOVED_COST = 0.03
# A vehicle is seen while so much of its outline is in the picture and behind no other.
LEAST_OPEN_SHARE = 0.12


@dataclass(frozen=True, slots=True, eq=False)
class Moments:
    """One thing at k moments of its life."""

    camera: CameraModel
    patches: tuple[Patch, ...]  # k of them
    poses: Array  # (k, >=3), of the thing taken for one vehicle


@dataclass(frozen=True, slots=True, eq=False)
class Followed:
    """One of several vehicles at k moments."""

    shape: VehicleShape
    size_m: Array  # (4,)
    poses: Array  # (k, 3): x, y, heading
    seen: Bits  # (k,), whether the picture shows it

    def outline_px(self, camera: CameraModel, moment: int) -> Array:
        """Its body points in the picture, (p, 2)."""
        at = self.poses[moment : moment + 1]
        return np.asarray(outlines_px(camera, self.shape, self.size_m, at)[0])


def followed(moments: Moments, anchor: int, placements: list[Placement]) -> list[Followed]:
    """Follow vehicles from one moment to the first and the last.

    Args:
        anchor: The moment at which they stand as placed.
    """
    count = len(moments.patches)
    places = np.zeros((count, len(placements), 2))
    seen = np.zeros((count, len(placements)), dtype=bool)
    shapes = [one.shape for one in placements]
    begin = np.stack([one.xy_m for one in placements]) - moments.poses[anchor, :2]
    for way in (range(anchor, count), range(anchor - 1, -1, -1)):
        offset = begin
        for index in way:
            moment = _Moment(moments.camera, moments.patches[index], moments.poses[index], shapes)
            offset = moment.settled(offset)
            places[index] = moments.poses[index, :2] + offset
            seen[index] = moment.seen(offset)
        begin = places[anchor] - moments.poses[anchor, :2]
    return [
        Followed(
            shape=shape,
            size_m=shape.size_m,
            poses=np.column_stack([places[:, index], moments.poses[:, 2]]),
            seen=seen[:, index],
        )
        for index, shape in enumerate(shapes)
    ]


def unexplained_share(moments: Moments, vehicles: list[Followed]) -> Array:
    """What the vehicles seen at each moment leave unexplained, (k,)."""
    return np.array(
        [
            patch.unexplained_share(
                [
                    patch.filled(one.outline_px(moments.camera, index))
                    for one in vehicles
                    if one.seen[index]
                ]
            )
            for index, patch in enumerate(moments.patches)
        ]
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Moment:
    """One patch and the vehicles looked for in it; offsets (v, 2) are from the thing's place."""

    camera: CameraModel
    patch: Patch
    pose: Array
    shapes: list[VehicleShape]

    def settled(self, expected: Array) -> Array:
        """Offsets that explain the patch best, near those expected."""
        now = expected.copy()
        masks = [self._mask(index, one) for index, one in enumerate(now)]
        for step_m in SWEEPS_M:
            for index in range(len(now)):
                taken = np.zeros(self.patch.worth.shape, dtype=bool)
                for other, mask in enumerate(masks):
                    taken |= (mask > 0) & (other != index)
                rest = np.where(taken, np.float32(0.0), self.patch.worth)
                now[index] = self._best(index, rest, (now, expected[index]), step_m)
                masks[index] = self._mask(index, now[index])
        return now

    def _best(
        self,
        index: int,
        rest: NDArray[np.float32],
        offsets: tuple[Array, Array],
        step_m: tuple[float, float],
    ) -> Array:
        """Where one vehicle explains most of what the others leave."""
        (now, expected), axes = offsets, self._axes
        best, best_value = now[index], -np.inf
        places = now[index] + (np.array(TRIED) * step_m) @ axes
        outlines = self._outlines(index, places)
        for tried, outline in zip(places, outlines, strict=True):
            if self._meets(index, tried, now):
                continue
            mask = self.patch.filled(outline)
            moved_m = float(np.abs(axes @ (tried - expected)).sum())
            value = float(rest[mask > 0].sum()) - MOVED_COST * moved_m * float(mask.sum())
            if value > best_value:
                best, best_value = tried, value
        return np.asarray(best)

    def _meets(self, index: int, tried: Array, now: Array) -> bool:
        """Would the footprint lie in another's?"""
        own = self.shapes[index].size_m[:2]
        for other, shape in enumerate(self.shapes):
            gap = np.abs(self._axes @ (tried - now[other]))
            if other != index and (gap < (own + shape.size_m[:2]) / 2 - SLACK_M).all():
                return True
        return False

    def seen(self, offset: Array) -> Bits:
        """Which vehicles the picture shows."""
        away = self.pose[:2] + offset - self.camera.position_m[:2]
        hidden = np.zeros(self.patch.worth.shape, dtype=bool)
        found = np.zeros(len(offset), dtype=bool)
        for index in np.argsort((away**2).sum(axis=1), kind="stable"):
            outline = self._outline(index, offset[index])
            mask = self.patch.filled(outline) > 0
            told = self.patch.worth[mask & ~hidden]
            body, road = np.count_nonzero(told > 0), np.count_nonzero(told < 0)
            is_open = body + road > LEAST_OPEN_SHARE * self.patch.area_px(outline)
            found[index] = is_open and body > LEAST_BODY_SHARE * (body + road)
            hidden |= mask
        return found

    @property
    def _axes(self) -> Array:
        cos, sin = float(np.cos(self.pose[2])), float(np.sin(self.pose[2]))
        return np.array([[cos, sin], [-sin, cos]])

    def _mask(self, index: int, offset: Array) -> Mask:
        return self.patch.filled(self._outline(index, offset))

    def _outline(self, index: int, offset: Array) -> Array:
        return np.asarray(self._outlines(index, offset[None])[0])

    def _outlines(self, index: int, offsets: Array) -> Array:
        """Body points in the picture, (n, p, 2), of a vehicle at offsets (n, 2)."""
        at = np.column_stack([self.pose[:2] + offsets, np.full(len(offsets), self.pose[2])])
        shape = self.shapes[index]
        return outlines_px(self.camera, shape, shape.size_m, at)

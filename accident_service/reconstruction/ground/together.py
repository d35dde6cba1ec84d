"""Several vehicles that look like one thing, followed through its life by what they cover.

From one moment to the next each goes on as it went, and is then moved a little to where all of
them together explain the pixels best.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from accident_service.reconstruction.calibration.camera_model import CameraModel
from accident_service.reconstruction.ground.arrangement import SLACK_M, Placement, axes_of
from accident_service.reconstruction.ground.body_cover import Mask, Patch, outlines_px
from accident_service.reconstruction.ground.vehicle_shape import VehicleShape

Array = NDArray[np.float64]
Bits = NDArray[np.bool_]

# Each sweep moves a vehicle by up to two such steps ahead and one aside, metres.
SWEEPS_M = ((0.5, 0.25), (0.25, 0.12))
TRIED = np.array([(along, across) for along in (0, -1, 1, -2, 2) for across in (0, -1, 1)])
# All together are first tried so far ahead of and behind where they are expected, metres.
TOGETHER_M = (0.0, -0.4, 0.4, -0.8, 0.8, -1.2, 1.2)
# Speeds change slowly: a metre more or less than expected between two moments costs as much as
# this share of the vehicle's outline unexplained.
MOVED_COST = 0.03
# So much of what a vehicle moved otherwise than expected is taken to last.
OWN_STEP_SHARE = 0.4
# A vehicle is seen while so much of its outline is in the picture and behind no other, and so
# much of that is body: less than at first, for what is left open may be a plain panel.
LEAST_OPEN_SHARE, LEAST_SEEN_SHARE = 0.12, 0.3


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
    shapes = [one.shape for one in placements]
    places = np.zeros((count, len(placements), 2))
    seen = np.zeros((count, len(placements)), dtype=bool)
    begin = np.stack([one.xy_m for one in placements])
    for way in (range(anchor, count), range(anchor, -1, -1)):
        at, common = begin, np.diff(moments.poses[way, :2], axis=0, prepend=np.nan)
        steps = np.repeat(common[1:2], len(begin), axis=0)
        for row, index in enumerate(way):
            moment = _Moment(moments.camera, moments.patches[index], moments.poses[index], shapes)
            turn = common[row] - common[row - 1] if row > 1 else np.zeros(2)
            expected = moment.likeliest([at + steps, at + steps + turn]) if row > 0 else at
            places[index] = moment.settled(expected)
            seen[index] = moment.seen(places[index])
            if row > 0:
                steps = steps + OWN_STEP_SHARE * (places[index] - at - steps)
            at = places[index]
        begin = places[anchor]
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


def own_share(moments: Moments, vehicles: list[Followed]) -> Array:
    """The body that each vehicle alone covers, as a share of its outline, on average, (v,)."""
    shares: list[list[float]] = [[] for _ in vehicles]
    for index, patch in enumerate(moments.patches):
        here = [number for number, one in enumerate(vehicles) if one.seen[index]]
        outlines = [vehicles[number].outline_px(moments.camera, index) for number in here]
        masks = [patch.filled(outline) for outline in outlines]
        covered = np.sum(masks, axis=0) if masks else np.zeros(patch.worth.shape)
        for number, outline, mask in zip(here, outlines, masks, strict=True):
            alone = np.count_nonzero((mask > 0) & (covered == 1) & (patch.worth > 0))
            shares[number].append(alone / max(patch.area_px(outline), 1.0))
    return np.array([float(np.mean(one)) if one else 0.0 for one in shares])


@dataclass(frozen=True, slots=True, eq=False)
class _Moment:
    """One patch and the vehicles looked for in it; their places are (v, 2)."""

    camera: CameraModel
    patch: Patch
    pose: Array
    shapes: list[VehicleShape]

    def likeliest(self, guesses: list[Array]) -> Array:
        """Of guesses where all are, each with all a little ahead or behind, what explains most.

        Vehicles that touch brake together: moved one by one they would be in each other's way.
        """
        tried = [
            (guess + ahead_m * self._axes[0], abs(ahead_m))
            for guess in guesses
            for ahead_m in TOGETHER_M
        ]
        values = [self._explained(places, moved_m) for places, moved_m in tried]
        return np.asarray(tried[int(np.argmax(values))][0])

    def _explained(self, places: Array, moved_m: float) -> float:
        masks = [self._mask(index, place) for index, place in enumerate(places)]
        covered = np.any([mask > 0 for mask in masks], axis=0)
        cost = MOVED_COST * moved_m * float(np.sum([mask.sum() for mask in masks]))
        return float(self.patch.worth[covered].sum()) - cost

    def settled(self, expected: Array) -> Array:
        """Places that explain the patch best, near those expected."""
        now = expected.copy()
        masks = [self._mask(index, one) for index, one in enumerate(now)]
        there = [
            int(np.count_nonzero(self.patch.worth[mask > 0]))
            > LEAST_OPEN_SHARE
            * self.patch.area_px(self._outlines(index, now[index : index + 1])[0])
            for index, mask in enumerate(masks)
        ]
        for step_m in SWEEPS_M:
            for index in (number for number, is_there in enumerate(there) if is_there):
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
        places: tuple[Array, Array],
        step_m: tuple[float, float],
    ) -> Array:
        """Where one vehicle explains most of what the others leave."""
        (now, expected), axes = places, self._axes
        tried = now[index] + (TRIED * step_m) @ axes
        moved_m = np.abs((tried - expected) @ axes.T).sum(axis=1)
        best, best_value = now[index], -np.inf
        for place, outline, far_m in zip(tried, self._outlines(index, tried), moved_m, strict=True):
            if self._meets(index, place, now):
                continue
            mask = self.patch.filled(outline)
            value = float(rest[mask > 0].sum()) - MOVED_COST * far_m * float(mask.sum())
            if value > best_value:
                best, best_value = place, value
        return np.asarray(best)

    def _meets(self, index: int, tried: Array, now: Array) -> bool:
        """Would the footprint lie in another's?"""
        own = self.shapes[index].size_m[:2]
        for other, shape in enumerate(self.shapes):
            gap = np.abs(self._axes @ (tried - now[other]))
            if other != index and (gap < (own + shape.size_m[:2]) / 2 - SLACK_M).all():
                return True
        return False

    def seen(self, places: Array) -> Bits:
        """Which vehicles the picture shows."""
        away = places - self.camera.position_m[:2]
        hidden = np.zeros(self.patch.worth.shape, dtype=bool)
        found = np.zeros(len(places), dtype=bool)
        for index in np.argsort((away**2).sum(axis=1), kind="stable"):
            outline = self._outlines(index, places[index : index + 1])[0]
            mask = self.patch.filled(outline) > 0
            told = self.patch.worth[mask & ~hidden]
            body, road = np.count_nonzero(told > 0), np.count_nonzero(told < 0)
            is_open = body + road > LEAST_OPEN_SHARE * self.patch.area_px(outline)
            found[index] = is_open and body > LEAST_SEEN_SHARE * (body + road)
            hidden |= mask
        return found

    @property
    def _axes(self) -> Array:
        return axes_of(self.pose)

    def _mask(self, index: int, xy_m: Array) -> Mask:
        return self.patch.filled(self._outlines(index, xy_m[None])[0])

    def _outlines(self, index: int, places: Array) -> Array:
        """Body points in the picture of one vehicle at places (n, 2), (n, p, 2)."""
        poses = np.column_stack([places, np.full(len(places), self.pose[2])])
        shape = self.shapes[index]
        return outlines_px(self.camera, shape, shape.size_m, poses)

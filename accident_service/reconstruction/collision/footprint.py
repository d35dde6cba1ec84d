"""Outlines on the road as oriented rectangles, the gap between two, and its doubt.

All functions work on many moments at once, one row per moment. The part of a position's
error that a whole track shares does not average away over frames, so the sigma of a gap is
that of a single moment and is not divided by any count.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from accident_service.reconstruction.ground.trajectory import GroundTrajectory

Array = NDArray[np.float64]

# Corners of a rectangle as shares of its half length and half width.
_CORNERS = np.array([[1.0, 1.0], [1.0, -1.0], [-1.0, -1.0], [-1.0, 1.0]])


@dataclass(frozen=True, slots=True, eq=False)
class Footprints:
    """One vehicle's outline at several moments."""

    xy_m: Array  # (n, 2), the centres
    heading_rad: Array  # (n,)
    half_m: Array  # (2,), half length and half width

    @property
    def axes(self) -> Array:
        """Unit vectors ahead and to the left, (n, 2, 2): [moment, which, xy]."""
        cos, sin = np.cos(self.heading_rad), np.sin(self.heading_rad)
        return np.stack([np.stack([cos, sin], -1), np.stack([-sin, cos], -1)], 1)

    @property
    def corners_m(self) -> Array:
        """The four corners, (n, 4, 2)."""
        spread: Array = np.einsum("ck,nkx->ncx", _CORNERS * self.half_m, self.axes)
        return self.xy_m[:, None] + spread

    def own_m(self, points_m: Array) -> Array:
        """Ground points (n, m, 2) in the vehicle's frame: ahead and left of its centre."""
        own: Array = np.einsum("nkx,nmx->nmk", self.axes, points_m - self.xy_m[:, None])
        return own

    def moved(self, by_m: Array) -> "Footprints":
        """The same outlines, displaced on the road."""
        return Footprints(self.xy_m + by_m, self.heading_rad, self.half_m)


@dataclass(frozen=True, slots=True, eq=False)
class Separation:
    """How far apart two outlines are, moment by moment."""

    gap_m: Array  # (n,), negative where they overlap, by the least push that parts them
    normal: Array  # (n, 2), unit vector from the first towards the second
    first_m: Array  # (n, 2), the point of the first nearest the second
    second_m: Array  # (n, 2), and the other way round


def footprints_at(trajectory: GroundTrajectory, pts_s: Array) -> Footprints:
    """The outlines at given moments, which the trajectory must cover."""
    size = trajectory.dimensions
    return Footprints(
        xy_m=np.column_stack(
            [np.interp(pts_s, trajectory.pts_s, trajectory.xy_m[:, axis]) for axis in (0, 1)]
        ),
        heading_rad=np.interp(pts_s, trajectory.pts_s, trajectory.heading_rad),
        half_m=np.array([size.length_m, size.width_m]) / 2,
    )


def separation(first: Footprints, second: Footprints) -> Separation:
    """The gap between two outlines, its direction, and the points nearest one another.

    Apart, the shortest line always ends at a corner of one of the two. Overlapping, the
    depth is that along the one of the four sides' directions which needs the least push.

    Reference:
        Ericson, Real-Time Collision Detection (2005), sections 4.4.1 and 5.1.3.
    """
    apart = _apart(first, second)
    depth_m, normal = _least_push(first, second)
    overlap = depth_m < 0
    gap_m = np.where(overlap, depth_m, apart.gap_m)
    normal = np.where(overlap[:, None] | (apart.gap_m < 1e-9)[:, None], normal, apart.normal)
    return Separation(gap_m, normal, apart.first_m, apart.second_m)


def facing_normals(first: Footprints, second: Footprints, within_m: float) -> Array:
    """Directions, first to second, along which a touch may push at the first moment, (k, 2).

    Where a corner meets a corner, outlines alone cannot tell which face was hit: every side
    counts whose separation comes within `within_m` of the greatest.
    """
    apart_m, directions = along_sides(first, second)
    return np.asarray(directions[0][apart_m[0] >= apart_m[0].max() - within_m])


def gap_sigma_m(
    first: GroundTrajectory, second: GroundTrajectory, pts_s: Array, between: Separation
) -> Array:
    """One sigma of the gap to first order, from position, heading and size of both."""
    variance = np.zeros(len(pts_s))
    for trajectory, point_m in ((first, between.first_m), (second, between.second_m)):
        own = footprints_at(trajectory, pts_s)
        arm_m = point_m - own.xy_m
        turn_m = arm_m[:, 0] * between.normal[:, 1] - arm_m[:, 1] * between.normal[:, 0]
        facing = np.abs(np.einsum("nkx,nx->nk", own.axes, between.normal))
        size = trajectory.dimensions
        half_sigma_m = np.array([size.length_sigma_m, size.width_sigma_m]) / 2
        places_m2 = trajectory.xy_covariance_m2
        for one, other, times in ((0, 0, 1.0), (1, 1, 1.0), (0, 1, 2.0)):
            place_m2 = np.interp(pts_s, trajectory.pts_s, places_m2[:, one, other])
            variance += times * between.normal[:, one] * between.normal[:, other] * place_m2
        heading_rad = np.interp(pts_s, trajectory.pts_s, trajectory.heading_sigma_rad)
        variance += (turn_m * heading_rad) ** 2 + np.sum((facing * half_sigma_m) ** 2, axis=1)
    return np.sqrt(variance)


def _apart(first: Footprints, second: Footprints) -> Separation:
    on_first, from_second, one_m = _corner_to_box(first, second.corners_m)
    on_second, from_first, two_m = _corner_to_box(second, first.corners_m)
    nearer = (one_m <= two_m)[:, None]
    first_m = np.where(nearer, on_first, from_first)
    second_m = np.where(nearer, from_second, on_second)
    line = second_m - first_m
    length_m = np.hypot(line[:, 0], line[:, 1])
    normal = line / np.maximum(length_m, 1e-12)[:, None]
    return Separation(np.minimum(one_m, two_m), normal, first_m, second_m)


def _corner_to_box(box: Footprints, corners_m: Array) -> tuple[Array, Array, Array]:
    """The point of the box, the corner, and their distance, for the nearest corner."""
    own = box.own_m(corners_m)
    inside = np.clip(own, -box.half_m, box.half_m)
    distance_m = np.hypot(*np.moveaxis(own - inside, -1, 0))
    nearest = np.argmin(distance_m, axis=1)
    row = np.arange(len(nearest))
    on_box = box.xy_m + np.einsum("nkx,nk->nx", box.axes, inside[row, nearest])
    return on_box, corners_m[row, nearest], distance_m[row, nearest]


def _least_push(first: Footprints, second: Footprints) -> tuple[Array, Array]:
    """Greatest separation over the directions of the four sides, and that direction."""
    apart_m, directions = along_sides(first, second)
    best = np.argmax(apart_m, axis=1)
    row = np.arange(len(best))
    return apart_m[row, best], directions[row, best]


def along_sides(first: Footprints, second: Footprints) -> tuple[Array, Array]:
    """Separation (n, 4) along each side's direction (n, 4, 2), first to second."""
    axes = np.concatenate([first.axes, second.axes], axis=1)
    along = np.einsum("nax,nx->na", axes, second.xy_m - first.xy_m)
    reach_m = np.zeros(along.shape)
    for box in (first, second):
        across = np.abs(np.einsum("nax,nkx->nak", axes, box.axes))
        reach_m += np.einsum("nak,k->na", across, box.half_m)
    return np.abs(along) - reach_m, axes * np.where(along < 0, -1.0, 1.0)[..., None]

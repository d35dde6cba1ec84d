"""Where two vehicles touch: the moment, the place, and the hour of the clock for each."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from accident_service.reconstruction.collision.footprint import (
    Footprints,
    facing_normals,
    separation,
)
from accident_service.reconstruction.collision.motion_break import BreakFit

Array = NDArray[np.float64]

# The undisturbed motions are carried on this far to find where outlines would first meet.
REACH_S = 0.6
STEP_S = 0.01
# Corners within this of the other outline belong to the contact: paint, bumper, sigmas.
SKIN_M = 0.06
# Who follows another in a lane is parallel to it: headings that differ by this little differ by
# error, and ends that lie open by no more than a part of it meet all along.
ONE_WAY_RAD, OPEN_RAD = 0.1, 0.04
# Near a corner, places and sizes known to a decimetre or two do not tell which face is hit.
FACE_DOUBT_M = 0.4
# The end faces own the corners, and this much of an hour beyond them.
CORNER_HOURS = 1.75


@dataclass(frozen=True, slots=True, eq=False)
class Touch:
    """The two outlines at the moment they would first meet, were nothing to disturb them."""

    pts_s: float
    gap_m: float  # about zero; more where they never quite meet
    normals: Array  # (k, 2), directions from the first into the second it may push along
    point_m: Array  # (2,)
    first: Footprints  # one row each
    second: Footprints


def touch_of(fits: tuple[BreakFit, BreakFit], halves_m: tuple[Array, Array]) -> Touch:
    """Carry two motions on, undisturbed, to where the outlines first meet.

    Positions that are off by some decimetres move the moment, not the part of the body
    that is hit; where they never meet it is the moment of closest approach.
    """
    pts_s = np.arange(fits[0].break_s - REACH_S, fits[0].break_s + REACH_S, STEP_S)
    first, second = _undisturbed(fits, halves_m, pts_s)
    gap_m = separation(first, second).gap_m
    meeting = gap_m <= 0
    at = int(np.argmax(meeting)) if meeting.any() else int(np.argmin(gap_m))
    moment_s = float(pts_s[at])
    if at > 0 and gap_m[at] < 0 < gap_m[at - 1]:
        moment_s += STEP_S * float(gap_m[at] / (gap_m[at - 1] - gap_m[at]))
    one, other = _undisturbed(fits, halves_m, np.array([moment_s]))
    left_m = float(separation(one, other).gap_m[0])
    return Touch(
        pts_s=moment_s,
        gap_m=left_m,
        normals=facing_normals(one, other, FACE_DOUBT_M),
        point_m=_middle(one, other, left_m),
        first=one,
        second=other,
    )


def _undisturbed(
    fits: tuple[BreakFit, BreakFit], halves_m: tuple[Array, Array], pts_s: Array
) -> tuple[Footprints, Footprints]:
    one, other = (
        Footprints(*fit.undisturbed_at(pts_s), half_m)
        for fit, half_m in zip(fits, halves_m, strict=True)
    )
    return one, other


def clock_hour(vehicle: Footprints, point_m: Array) -> int:
    """Which hour of the clock a point of the outline lies at, 12 ahead and 3 to the right.

    The outline is scaled to a square first, so that 3 is the middle half of a side for a
    bus as for a car; a corner belongs to the end face (1, 11, 5, 7), not to the side.

    Reference:
        SAE J224 (1980), direction of principal force by clock position.
    """
    ahead, left = vehicle.own_m(point_m[None, None])[0, 0] / vehicle.half_m
    hours = (-math.atan2(left, ahead) / (math.pi / 6)) % 12
    from_end = min(hours % 6, 6 - hours % 6)
    if 1.5 <= from_end < CORNER_HOURS:
        hours += (1.49 - from_end) * (1 if hours % 6 < 3 else -1)
    return round(hours) % 12 or 12


def _middle(first: Footprints, second: Footprints, gap_m: float) -> Array:
    """Middle of the touching parts: the corners of either that lie on the other's skin."""
    turn_rad = float(first.heading_rad[0] - second.heading_rad[0])
    one_way = abs(math.sin(turn_rad)) < math.sin(ONE_WAY_RAD)
    wide_m = 2.0 * float(min(first.half_m[1], second.half_m[1]))
    skin_m = SKIN_M + (OPEN_RAD * wide_m if one_way else 0.0) + max(gap_m, 0.0)
    touching = []
    for box, other in ((first, second), (second, first)):
        own = np.abs(box.own_m(other.corners_m)[0])
        near = np.all(own <= box.half_m + skin_m, axis=1)
        touching.extend(other.corners_m[0][near])
    if touching:
        middle: Array = (np.min(touching, axis=0) + np.max(touching, axis=0)) / 2
        return middle
    between = separation(first, second)
    return np.asarray((between.first_m[0] + between.second_m[0]) / 2)

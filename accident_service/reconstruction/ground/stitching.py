"""One vehicle that was hidden and came out again: two trajectories told to be one.

Behind a bus or a fence a track ends, and another begins on the far side. They are one where a
vehicle of that size, driving as vehicles do, gets from the end of the first to the start of the
second in the time between, and no other pair explains either. What lies between was not seen:
it is interpolated, says so, and is doubted as much as a driver may have changed his speed.

Reference:
    Y. Bar-Shalom et al., "Tracking and Data Fusion", 2011, sections 3.5 (continuous white noise
    acceleration) and 10.4 (track-to-track association).
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from accident_service.quantities.ground_plane import wrapped_rad
from accident_service.reconstruction.calibration.camera_model import CameraModel
from accident_service.reconstruction.ground.projection import placed, seen
from accident_service.reconstruction.ground.trajectory import GroundTrajectory, VehicleClass

Array = NDArray[np.float64]
Chain = tuple[GroundTrajectory, ...]

# Drivers change speed and direction at some 2 m/s2, kept up for about a second.
UNREST_M2PS3 = 4.0
# Wheels turn a vehicle at some tenths of a radian per second.
TURNING_RADPS = 0.3
# A place that is doubted by more than this share of the vehicle's length may be another's.
WIDEST_SHARE = 0.5
# Six numbers must agree: place along and across, speed, heading, length, width. Chi-square's 95 %
# for the pair itself, 99.9 % for any other that would make it doubtful.
AGREES, COMPETES = 12.6, 22.5
# What ends this close to the picture's border has left it.
BORDER_PX = 4.0
_SMALL = (VehicleClass.TWO_WHEELER, VehicleClass.PEDESTRIAN)


def chained(pieces: Sequence[GroundTrajectory], camera: CameraModel) -> list[Chain]:
    """The pieces of each vehicle in order.

    Two are never joined where a third fits either of them: which one it was cannot be told.

    Args:
        pieces: Trajectories of moving vehicles, by their first moment or not.
        camera: Of the picture they were read from; what ends at its border has left.
    """
    count = len(pieces)
    leaves = [_at_border(one, -1, camera) for one in pieces]
    enters = [_at_border(one, 0, camera) for one in pieces]
    strain = np.full((count, count), np.inf)
    for i, first in enumerate(pieces):
        for j, second in enumerate(pieces):
            if not (leaves[i] or enters[j]):
                strain[i, j] = _strain(first, second)
    follower = {}
    for i, j in zip(*np.nonzero(strain < AGREES), strict=True):
        rivals = (strain[i] < COMPETES).sum() + (strain[:, j] < COMPETES).sum()
        if rivals == 2:
            follower[int(i)] = int(j)
    heads = [i for i in range(count) if i not in follower.values()]
    return [_chain(pieces, follower, head) for head in heads]


def joined(chain: Chain, pts_s: Array) -> GroundTrajectory:
    """One trajectory of a chain, under its first id, with bridges over what was hidden.

    In a bridge `visible_share` is 0.

    Args:
        pts_s: Times of all frames of the clip.
    """
    whole = chain[0]
    for piece in chain[1:]:
        between_s = pts_s[(pts_s > whole.last_pts_s) & (pts_s < piece.first_pts_s)]
        if len(between_s) > 0:
            bridge = _bridge(whole, piece, between_s)
            whole = _appended(whole, bridge)
        whole = _appended(whole, piece)
    best = min(chain, key=lambda piece: piece.dimensions.length_sigma_m)
    return replace(whole, vehicle_class=best.vehicle_class, dimensions=best.dimensions)


def _chain(pieces: Sequence[GroundTrajectory], follower: dict[int, int], head: int) -> Chain:
    found = [pieces[head]]
    while head in follower:
        head = follower[head]
        found.append(pieces[head])
    return tuple(found)


def _strain(first: GroundTrajectory, second: GroundTrajectory) -> float:
    """How badly the second goes on where the first ended: a chi-square of six; or infinite."""
    gap_s = second.first_pts_s - first.last_pts_s
    spread_m2 = UNREST_M2PS3 * max(gap_s, 0.0) ** 3 / 12.0
    if gap_s <= 0.0 or not _same_kind(first, second):
        return np.inf
    ends = _velocities(first)[-1], _velocities(second)[0]
    mean = (ends[0] + ends[1]) / 2
    beside = second.xy_m[0] - first.xy_m[-1] - mean * gap_s
    heading = np.array([first.heading_rad[-1], second.heading_rad[0]])
    ahead = np.array([np.cos(heading).sum(), np.sin(heading).sum()])
    ahead /= max(float(np.hypot(*ahead)), 1e-9)
    along, across = float(beside @ ahead), float(ahead[0] * beside[1] - ahead[1] * beside[0])
    place_m2 = _place_m2(first, -1) + _place_m2(second, 0) + spread_m2
    speed_m2ps2 = first.speed_sigma_mps[-1] ** 2 + second.speed_sigma_mps[0] ** 2
    along_m2 = place_m2 + speed_m2ps2 * gap_s**2 / 4
    size, other = first.dimensions, second.dimensions
    if along_m2 > (WIDEST_SHARE * min(size.length_m, other.length_m)) ** 2:
        return np.inf
    heading_rad2 = first.heading_sigma_rad[-1] ** 2 + second.heading_sigma_rad[0] ** 2
    swing_m2 = heading_rad2 * float(mean @ mean) * gap_s**2 / 4
    terms = (
        (along, along_m2),
        (across, place_m2 + swing_m2),
        (second.speed_mps[0] - first.speed_mps[-1], speed_m2ps2 + UNREST_M2PS3 * gap_s),
        (wrapped_rad(float(heading[1] - heading[0])), heading_rad2 + (TURNING_RADPS * gap_s) ** 2),
        (size.length_m - other.length_m, size.length_sigma_m**2 + other.length_sigma_m**2),
        (size.width_m - other.width_m, size.width_sigma_m**2 + other.width_sigma_m**2),
    )
    return float(sum(difference**2 / max(variance, 1e-9) for difference, variance in terms))


def _place_m2(trajectory: GroundTrajectory, row: int) -> float:
    return float(np.max(trajectory.xy_sigma_m[row] ** 2))


def _same_kind(first: GroundTrajectory, second: GroundTrajectory) -> bool:
    kinds = {first.vehicle_class, second.vehicle_class}
    return len(kinds) == 1 or not kinds & set(_SMALL)


def _velocities(trajectory: GroundTrajectory) -> Array:
    heading = trajectory.heading_rad
    ahead = np.column_stack([np.cos(heading), np.sin(heading)])
    return np.asarray(trajectory.speed_mps[:, None] * ahead)


def _at_border(trajectory: GroundTrajectory, row: int, camera: CameraModel) -> bool:
    """Does the vehicle reach the picture's border, or beyond, at this row?"""
    size = trajectory.dimensions
    half = np.array([size.length_m, size.width_m]) / 2
    corners = np.array([[x, y] for x in (-1.0, 1.0) for y in (-1.0, 1.0)]) * half
    body = [np.column_stack([corners, np.full(4, height)]) for height in (0.0, size.height_m)]
    pose = np.array([[*trajectory.xy_m[row], trajectory.heading_rad[row]]])
    x, y = seen(camera, placed(np.concatenate(body), pose))[0].T
    width, height = camera.image_size.width_px, camera.image_size.height_px
    inside = (x > BORDER_PX) & (x < width - 1 - BORDER_PX)
    inside &= (y > BORDER_PX) & (y < height - 1 - BORDER_PX)
    return not bool(inside.all())


def _bridge(first: GroundTrajectory, second: GroundTrajectory, pts_s: Array) -> GroundTrajectory:
    """The second piece's identity over the moments (n,) at which neither was seen."""
    gap_s = second.first_pts_s - first.last_pts_s
    since_s = pts_s - first.last_pts_s
    share = since_s / gap_s

    def between(before: Array, after: Array, grown: Array) -> Array:
        """A sigma that passes from one end's to the other's and grows between them."""
        return np.sqrt(before**2 * (1 - share) + after**2 * share + grown)

    left_s = since_s * (1 - share)
    wander_m2 = UNREST_M2PS3 * left_s**3 / 3
    heading = (first.heading_rad[-1], second.heading_rad[0])
    turn_rad = wrapped_rad(float(heading[1] - heading[0]))
    sigma_m = [
        between(first.xy_sigma_m[-1, axis], second.xy_sigma_m[0, axis], wander_m2)
        for axis in (0, 1)
    ]
    ends = (first.speed_sigma_mps[-1], second.speed_sigma_mps[0])
    facing = (first.heading_sigma_rad[-1], second.heading_sigma_rad[0])
    return replace(
        second,
        pts_s=pts_s,
        xy_m=_way_between(first, second, share),
        heading_rad=heading[0] + share * turn_rad,
        speed_mps=first.speed_mps[-1] * (1 - share) + second.speed_mps[0] * share,
        xy_sigma_m=np.column_stack(sigma_m),
        xy_correlation=first.xy_correlation[-1] * (1 - share) + second.xy_correlation[0] * share,
        heading_sigma_rad=between(*facing, TURNING_RADPS**2 * left_s * gap_s),
        speed_sigma_mps=between(*ends, UNREST_M2PS3 * left_s / 4),
        visible_share=np.zeros(len(pts_s)),
    )


def _correlations(trajectory: GroundTrajectory) -> Array:
    return np.broadcast_to(trajectory.xy_correlation, len(trajectory.pts_s))


def _way_between(first: GroundTrajectory, second: GroundTrajectory, share: Array) -> Array:
    """Places (n, 2) on the smoothest way from the first one's end to the second's start."""
    gap_s = second.first_pts_s - first.last_pts_s
    left = 1.0 - share
    parts = (
        ((1.0 + 2.0 * share) * left**2, first.xy_m[-1]),
        (share * left**2, gap_s * _velocities(first)[-1]),
        ((1.0 + 2.0 * left) * share**2, second.xy_m[0]),
        (-left * share**2, gap_s * _velocities(second)[0]),
    )
    return np.asarray(sum(np.outer(weight, value) for weight, value in parts))


def _appended(first: GroundTrajectory, second: GroundTrajectory) -> GroundTrajectory:
    """One after the other, under the first one's id."""

    def rows(name: str) -> Array:
        return np.concatenate([getattr(first, name), getattr(second, name)])

    return replace(
        first,
        pts_s=rows("pts_s"),
        xy_m=rows("xy_m"),
        heading_rad=np.unwrap(rows("heading_rad")),
        speed_mps=rows("speed_mps"),
        xy_sigma_m=rows("xy_sigma_m"),
        xy_correlation=np.concatenate([_correlations(one) for one in (first, second)]),
        heading_sigma_rad=rows("heading_sigma_rad"),
        speed_sigma_mps=rows("speed_sigma_mps"),
        visible_share=rows("visible_share"),
        facing_from_lane=first.facing_from_lane and second.facing_from_lane,
    )

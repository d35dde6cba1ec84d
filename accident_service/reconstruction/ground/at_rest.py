"""Who stands among the moving: places seen in several looks that no track accounts for.

What a track explains is left to the track, even where it is some metres off: a detector's box
is no better a place than an outline followed through the clip. Whoever stood where a track
begins is that track's vehicle before it moved, and where one ends, after it came to rest.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from accident_service.quantities.identifiers import TrackId
from accident_service.reconstruction.calibration.camera_model import CameraModel
from accident_service.reconstruction.ground.confirmed import box_px
from accident_service.reconstruction.ground.facing import LaneHeadings
from accident_service.reconstruction.ground.standing import standing_vehicles
from accident_service.reconstruction.ground.trajectory import GroundTrajectory
from accident_service.reconstruction.motion.repeated_looks import Look, stays
from accident_service.reconstruction.motion.vehicle_detector import Detection, overlap

Array = NDArray[np.float64]

# A box that shares this much with where a tracked vehicle appears shows that vehicle.
EXPLAINED_SHARE = 0.3
# Who creeps in a queue is in one place for less than this.
LEAST_STAY_S = 2.0


def at_rest(
    looks: Sequence[Look],
    camera: CameraModel,
    lane_headings: LaneHeadings,
    moving: Sequence[GroundTrajectory],
    pts_s: Array,
) -> tuple[GroundTrajectory, ...]:
    """Every vehicle that stands and that no track accounts for, `s1` and on.

    Args:
        looks: Of the pictures the camera is for.
        camera: For the pictures that were looked at.
        lane_headings: Where the lanes lead at a place.
        moving: The tracked vehicles.
        pts_s: Times of all frames of the clip.
    """

    def is_tracked(at_s: float, detection: Detection) -> bool:
        return any(
            overlap(box_px(one, at_s, camera), detection.box_px) > EXPLAINED_SHARE
            for one in moving
            if one.covers(at_s)
        )

    found = stays([look.without(is_tracked) for look in looks])
    standing = standing_vehicles(camera, [one.detection for one in found], lane_headings)
    told = []
    for number, vehicle in enumerate(standing, 1):
        (stay,) = (one for one in found if one.detection is vehicle.detection)
        during_s = pts_s[(pts_s >= stay.from_s) & (pts_s <= stay.until_s)]
        told.append(vehicle.trajectory(TrackId(f"s{number}"), during_s))
    return beside_the_moving(told, moving)


def beside_the_moving(
    standing: Sequence[GroundTrajectory], moving: Sequence[GroundTrajectory]
) -> tuple[GroundTrajectory, ...]:
    """Standing vehicles for as long as no track is where they stand.

    That is until the first track begins there, and from when the last ends there. Left out is
    whoever a track passes through: two vehicles cannot be in one place, and the one that moved
    was seen better.
    """
    left = []
    for one in standing:
        since_s, until_s = _free_s(one, moving)
        kept = (one.pts_s > since_s) & (one.pts_s < until_s)
        if kept.any() and np.ptp(one.pts_s[kept]) >= LEAST_STAY_S:
            left.append(one.at_rows(kept))
    return tuple(left)


def _free_s(standing: GroundTrajectory, moving: Sequence[GroundTrajectory]) -> tuple[float, float]:
    """From when until when no track is where this one stands; nothing if one passes through."""
    since_s, until_s = -np.inf, np.inf
    for other in moving:
        half_m = (standing.dimensions.length_m + other.dimensions.width_m) / 4
        there = np.hypot(*(other.xy_m - standing.xy_m[0]).T) < half_m
        if there[0]:
            until_s = min(until_s, other.first_pts_s)
        elif there[-1]:
            since_s = max(since_s, other.last_pts_s)
        elif there.any():
            return np.inf, -np.inf
    return since_s, until_s

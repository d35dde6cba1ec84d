"""Which end of a vehicle is the front, where its own driving does not show it.

An outline looks much the same from front and rear. A vehicle that drives shows its front by
driving; one that stands and is pushed a little does not, and may be pushed from either end;
and one that creeps may be reversing. It is then taken to face along the lane it stands in,
and marked so, because that is an assumption an officer must be able to see.
"""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from accident_service.quantities.ground_plane import wrapped_rad
from accident_service.reconstruction.ground.trajectory import GroundTrajectory

# Directions of travel of the lanes at a place (x, y in metres), in rad; empty off the lanes.
LaneHeadings = Callable[[float, float], tuple[float, ...]]

# Over less way than this, being pushed cannot be told from driving; below this speed, driving
# forwards cannot be told from reversing.
TELLING_WAY_M, TELLING_MPS = 2.0, 3.5
# Nobody stands more askew in a lane than this.
ALONG_LANE_RAD = np.pi / 4


def faced_along_lane(trajectory: GroundTrajectory, lane_headings: LaneHeadings) -> GroundTrajectory:
    """The trajectory facing along its lane, where only the lane can tell.

    Unchanged where the vehicle drives, stands in no lane, stands across it, or where
    lanes of both directions lie there.
    """
    if _drives(trajectory):
        return trajectory
    x_m, y_m = (float(value) for value in np.median(trajectory.xy_m, axis=0))
    heading_rad = float(np.median(trajectory.heading_rad))
    lanes = lane_headings(x_m, y_m)
    along = any(_is_near(heading_rad, lane) for lane in lanes)
    against = any(_is_near(heading_rad + np.pi, lane) for lane in lanes)
    if along == against:
        return trajectory
    return replace(_turned_round(trajectory) if against else trajectory, facing_from_lane=True)


def _drives(trajectory: GroundTrajectory) -> bool:
    """Does it go further than one is pushed, and faster than one reverses?"""
    way_m = float(np.hypot(*np.ptp(trajectory.xy_m, axis=0)))
    return way_m >= TELLING_WAY_M and float(np.abs(trajectory.speed_mps).max()) >= TELLING_MPS


def _is_near(heading_rad: float, lane_rad: float) -> bool:
    return abs(wrapped_rad(heading_rad - lane_rad)) <= ALONG_LANE_RAD


def _turned_round(trajectory: GroundTrajectory) -> GroundTrajectory:
    return replace(
        trajectory,
        heading_rad=trajectory.heading_rad + np.pi,
        speed_mps=-trajectory.speed_mps,
    )

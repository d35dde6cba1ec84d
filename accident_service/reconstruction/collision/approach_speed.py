"""How fast a vehicle came, where smoothing has blurred the blow.

A blow lasts a tenth of a second; a trajectory smoothed over a fifth spreads it over the
frames before, as if the vehicle had braked harder than tyres can. So the speed is read twice:
at the break itself, and carried forward from the time the blow cannot have reached. Where the
two differ, the truth may be either, and the doubt covers both.
"""

import math

import numpy as np

from accident_service.quantities.uncertainty import Estimate
from accident_service.reconstruction.ground.trajectory import GroundTrajectory

# Smoothing reaches no further back than this; see `vehicle_motion`.
BLUR_S = 0.2
# Over this long a driver's braking is steady enough for a straight line.
STEADY_S = 0.5
FEWEST_ROWS = 4


def approach_speed(trajectory: GroundTrajectory, break_s: float, at_break: Estimate) -> Estimate:
    """The signed speed just before the break, with a doubt that covers both readings.

    Args:
        at_break: The speed the fitted break itself gives.
    """
    since_s = trajectory.pts_s - break_s
    rows = (since_s >= -BLUR_S - STEADY_S) & (since_s <= -BLUR_S)
    if np.count_nonzero(rows) < FEWEST_ROWS:
        return at_break
    _slope, carried_mps = np.polyfit(since_s[rows], trajectory.speed_mps[rows], 1)
    stated_mps = float(np.median(trajectory.speed_sigma_mps[rows]))
    apart_mps = abs(float(carried_mps) - at_break.value)
    return Estimate(
        (float(carried_mps) + at_break.value) / 2,
        math.hypot(max(at_break.sigma, stated_mps), apart_mps / 2),
    )

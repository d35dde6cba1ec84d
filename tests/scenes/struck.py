"""The motions of two struck boxes as fitted, without a trajectory in between."""

import numpy as np

from accident_service.reconstruction.collision.motion_break import BreakFit, Scatter
from tests.scenes.crashes import TOUCH_S, Crash

HALF_M = np.array([2.25, 0.9])


def fits_of(crash: Crash, shares: tuple[float, float]) -> tuple[BreakFit, BreakFit]:
    """Both motions with so much of each blow, known to 0.1 m/s and 0.05 rad/s."""
    fits = []
    for setting, blow, share in zip(crash.settings, crash.blows, shares, strict=True):
        velocity = setting.speed_mps * np.array(
            [np.cos(setting.heading_rad), np.sin(setting.heading_rad)]
        )
        xy, heading = np.zeros((5, 2)), np.zeros(5)
        xy[0], xy[1], xy[3] = setting.xy_m, velocity, share * np.array(blow.step_mps)
        heading[0], heading[1] = setting.heading_rad, setting.curve_radps
        heading[3] = share * blow.turn_radps
        known = np.diag([0.01, 0.01, 0.0025])
        fits.append(BreakFit(TOUCH_S, 0.1, 0.0, xy, heading, known, known, Scatter()))
    return fits[0], fits[1]

"""How fast a vehicle gains or loses speed along its heading, and how well that is known."""

import numpy as np
from numpy.typing import NDArray

from accident_service.reconstruction.ground.trajectory import GroundTrajectory

Array = NDArray[np.float64]

# Slopes are of the speeds over this much to each side.
SLOPE_REACH_S = 0.3
# The errors of two speeds so far apart are alike in part: this share of their sigma remains in
# the difference. [of 25 rendered clips, contacts left out, 95 % intervals held 96 %]
UNLIKE_SHARE = 0.5
# Speeds that are known as exactly as can be still bend within the reach.
LEAST_SIGMA_MPS2 = 0.1
# Times are told to a microsecond or better; rows at the very edge of the reach are within it.
_EDGE_S = 1e-6


def accelerations(trajectory: GroundTrajectory) -> tuple[Array, Array]:
    """The mean acceleration over 0.6 s around each row and its sigma, both (n,), in m/s2.

    Signed along the heading as speed is: negative while a vehicle that drives ahead slows.
    At either end of the track only what lies inside is looked at, with the greater doubt.
    Wrong within 0.3 s of a blow, which is no acceleration.
    """
    pts_s = trajectory.pts_s
    first, stop = _within_reach(pts_s)
    reach_s = np.maximum((pts_s[stop - 1] - pts_s[first]) / 2, _EDGE_S)
    sigma = UNLIKE_SHARE * trajectory.speed_sigma_mps / reach_s
    return slopes_mps2(pts_s, trajectory.speed_mps), np.hypot(sigma, LEAST_SIGMA_MPS2)


def slopes_mps2(pts_s: Array, speed_mps: Array) -> Array:
    """The slope of the line through the speeds around each row, (n,); 0 for a row by itself."""
    first, stop = _within_reach(pts_s)
    since_s = pts_s - pts_s.mean()
    one, time, speed, square, product = (
        _sums(column, first, stop)
        for column in (np.ones_like(since_s), since_s, speed_mps, since_s**2, since_s * speed_mps)
    )
    spread = square - time**2 / one
    shared = product - time * speed / one
    return np.divide(shared, spread, out=np.zeros_like(spread), where=spread > _EDGE_S)


def _within_reach(pts_s: Array) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The first row within reach of each row, and the one after the last."""
    reach_s = SLOPE_REACH_S + _EDGE_S
    return np.searchsorted(pts_s, pts_s - reach_s), np.searchsorted(pts_s, pts_s + reach_s)


def _sums(column: Array, first: NDArray[np.intp], stop: NDArray[np.intp]) -> Array:
    total = np.concatenate([[0.0], np.cumsum(column)])
    return np.asarray(total[stop] - total[first])

"""Carry the doubt of a clip's clock into everything measured against it.

Places are where they are whatever the clock says; when a vehicle was there, and hence how
fast it was, is only as good as the clock. A wrong rate makes all speeds wrong together, a
picture taken before its time moves one place along the way.
"""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from accident_service.quantities.uncertainty import COVERAGE_FACTOR, Estimate, Interval
from accident_service.reconstruction.collision.event import CollisionEvent, ContactSide
from accident_service.reconstruction.ground.trajectory import GroundTrajectory
from accident_service.reconstruction.timing.summary import TimingSummary

Array = NDArray[np.float64]

# The motion model smooths speed over about this long; a slope through the pictures in it is
# what their scattered moments spoil.
SMOOTHED_S = 1.0


def doubted_trajectory(trajectory: GroundTrajectory, timing: TimingSummary) -> GroundTrajectory:
    """The same path with the clock's share in its sigmas; unchanged by a clock without doubt.

    Reference:
        JCGM 100:2008, 5.1.2: independent parts add in quadrature. The slope of a straight line
        through n even moments over T has the sigma sqrt(12 / n) / T of one place.
    """
    speed_mps = np.abs(trajectory.speed_mps)
    late_m = speed_mps * timing.picture_sigma_s
    direction = np.column_stack([np.cos(trajectory.heading_rad), np.sin(trajectory.heading_rad)])
    along_m = late_m[:, None] * direction
    pictures = max(SMOOTHED_S / timing.median_interval_s, 2.0)
    slope_mps = late_m * np.sqrt(12.0 / pictures) / SMOOTHED_S
    rate_mps = speed_mps * timing.rate.sigma
    doubted: Array = np.sqrt(trajectory.speed_sigma_mps**2 + slope_mps**2 + rate_mps**2)
    late_m2 = along_m[:, :, None] * along_m[:, None, :]
    return replace(trajectory.doubted(late_m2), speed_sigma_mps=doubted)


def doubted_collision(event: CollisionEvent, timing: TimingSummary) -> CollisionEvent:
    """The same contact, with the clock's share in its interval and its speeds."""
    margin_s = COVERAGE_FACTOR * timing.picture_sigma_s
    interval_s = event.pts_interval_s
    return replace(
        event,
        first=_doubted_side(event.first, timing),
        second=_doubted_side(event.second, timing),
        pts_interval_s=Interval(interval_s.low - margin_s, interval_s.high + margin_s),
        closing_speed_mps=_doubted(event.closing_speed_mps, timing),
    )


def _doubted_side(side: ContactSide, timing: TimingSummary) -> ContactSide:
    return replace(
        side,
        delta_v_mps=_doubted(side.delta_v_mps, timing) if side.delta_v_mps else None,
        speed_before_mps=_doubted(side.speed_before_mps, timing),
    )


def _doubted(speed_mps: Estimate, timing: TimingSummary) -> Estimate:
    rate_mps = abs(speed_mps.value) * timing.rate.sigma
    return Estimate(speed_mps.value, float(np.hypot(speed_mps.sigma, rate_mps)))

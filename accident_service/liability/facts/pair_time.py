"""How much time two vehicles had before they would touch, at the speeds they had.

Time to collision keeps the velocities of its moment (Hayward, HRR 384, 1972); it is of the
outlines, and what lies beyond `LONGEST_S` is infinite: too long to tell, or never.
"""

import math

import numpy as np

from accident_service.liability.facts.observe import Observation
from accident_service.liability.phrasing import Text, seconds
from accident_service.quantities.uncertainty import COVERAGE_FACTOR, Interval
from accident_service.reconstruction.collision.conflict import LONGEST_S, time_to_collision_s

# An interval of moments is asked at so many of them.
MOMENTS = 5
# A relative speed less certain than this is no speed.
MOST_SPEED_DOUBT = 0.5


def time_to_collision(seen: Observation, when_pts_s: Interval) -> Interval | None:
    """The parties' time to collision at a moment known to an interval, k = 2.

    None where one of them was not known then; bounds may be infinite.
    """
    one, other = (seen.trajectory(track) for track in seen.collision.tracks)
    first_s = max(one.first_pts_s, other.first_pts_s)
    if when_pts_s.low < first_s or when_pts_s.high > min(one.last_pts_s, other.last_pts_s):
        return None
    pts_s = np.linspace(when_pts_s.low, when_pts_s.high, MOMENTS)
    doubt_m = COVERAGE_FACTOR * max(_gap_sigma_m(seen, float(at_s)) for at_s in pts_s)
    share = max(_speed_doubt(seen, float(at_s)) for at_s in pts_s)
    nearer_s, farther_s = (
        time_to_collision_s((one, other), pts_s, grown_m) for grown_m in (doubt_m / 2, -doubt_m / 2)
    )
    low_s = float(np.min(nearer_s)) * (1 - share)
    return Interval(low_s, max(low_s, float(np.max(farther_s)) / (1 - share)))


def told(ttc_s: Interval | None) -> Text:
    """A time to collision as people read it."""
    if ttc_s is None:
        return Text("碰撞时间不明", "the time to collision is not known")
    if math.isinf(ttc_s.low):
        return Text(
            f"碰撞时间超过{LONGEST_S:.0f}秒或不会相撞",
            f"the time to collision was above {LONGEST_S:.0f} s, or they would not have met",
        )
    if math.isinf(ttc_s.high):
        return Text(
            f"碰撞时间不少于{ttc_s.low:.1f}秒",
            f"the time to collision was at least {ttc_s.low:.1f} s",
        )
    numbers = seconds(ttc_s)
    return Text(f"碰撞时间为{numbers.zh}", f"the time to collision was {numbers.en}")


def finite(ttc_s: Interval | None) -> Interval | None:
    """The interval where it is one that can be written; None otherwise."""
    return ttc_s if ttc_s is not None and math.isfinite(ttc_s.high) else None


def _gap_sigma_m(seen: Observation, at_s: float) -> float:
    """One sigma of the gap: both positions, along the line between them."""
    one, other = (seen.pose_at(track, at_s) for track in seen.collision.tracks)
    between_rad = math.atan2(other.y_m - one.y_m, other.x_m - one.x_m)
    return math.hypot(one.sigma_m(between_rad), other.sigma_m(between_rad))


def _speed_doubt(seen: Observation, at_s: float) -> float:
    """Share of the relative speed that may be error (k = 2), at most `MOST_SPEED_DOUBT`."""
    one, other = (seen.pose_at(track, at_s) for track in seen.collision.tracks)
    relative_mps = math.hypot(
        one.speed_mps * math.cos(one.heading_rad) - other.speed_mps * math.cos(other.heading_rad),
        one.speed_mps * math.sin(one.heading_rad) - other.speed_mps * math.sin(other.heading_rad),
    )
    sigma_mps = math.hypot(one.speed_sigma_mps, other.speed_sigma_mps)
    return min(COVERAGE_FACTOR * sigma_mps / max(relative_mps, 1e-9), MOST_SPEED_DOUBT)

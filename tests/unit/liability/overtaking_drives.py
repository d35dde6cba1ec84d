"""Small accidents while overtaking: stated motions and contacts.

In all of them B is the vehicle that passes, A the one it touches and C a third one.
"""

import math

import numpy as np
from numpy.typing import NDArray

from accident_service.liability.road_map import RoadMap
from tests.unit.liability import overtaking_roads, roads
from tests.unit.liability.drives import (
    CONTACT_S,
    A,
    Accident,
    B,
    C,
    Motion,
    State,
    contact,
    reconstruction,
    straight,
    track,
)

Knots = tuple[tuple[float, float, float], ...]  # pts_s, x_m, y_m


def through(*knots: tuple[float, float, float]) -> Motion:
    """Smoothly through places at moments, heading along its own path."""
    times, xs, ys = np.array(knots, dtype=np.float64).T

    def place(pts_s: float) -> NDArray[np.float64]:
        return np.array([_eased(pts_s, times, xs), _eased(pts_s, times, ys)])

    def state(pts_s: float) -> State:
        here, step = place(pts_s), place(pts_s + 0.01) - place(pts_s - 0.01)
        speed_mps = float(np.hypot(*step)) / 0.02
        heading_rad = math.atan2(float(step[1]), float(step[0])) if speed_mps > 0.05 else 0.0
        return (float(here[0]), float(here[1]), heading_rad, speed_mps)

    return state


def _eased(pts_s: float, times: NDArray[np.float64], places: NDArray[np.float64]) -> float:
    """Through the places, monotone between them, straight on before and after."""
    slopes = np.gradient(places, times)
    flat = np.diff(places) == 0
    slopes[:-1][flat] = 0.0
    slopes[1:][flat] = 0.0
    if pts_s <= times[0]:
        return float(places[0] + slopes[0] * (pts_s - times[0]))
    if pts_s >= times[-1]:
        return float(places[-1] + slopes[-1] * (pts_s - times[-1]))
    k = int(np.searchsorted(times, pts_s)) - 1
    span_s = times[k + 1] - times[k]
    u = (pts_s - times[k]) / span_s
    return float(
        (2 * u**3 - 3 * u**2 + 1) * places[k]
        + (u**3 - 2 * u**2 + u) * span_s * slopes[k]
        + (3 * u**2 - 2 * u**3) * places[k + 1]
        + (u**3 - u**2) * span_s * slopes[k + 1]
    )


def pulling_out(
    x_m: float, *, speed_mps: float, y_m: float, out_s: float, over_s: float = 2.0
) -> Motion:
    """From y = 0 over to `y_m` within `over_s` from `out_s` on; at `x_m` at the contact."""

    def state(pts_s: float) -> State:
        share = min(max((pts_s - out_s) / over_s, 0.0), 1.0)
        sideways_mps = y_m / over_s * 6 * share * (1 - share)
        return (
            x_m + speed_mps * (pts_s - CONTACT_S),
            y_m * (3 * share**2 - 2 * share**3),
            math.atan2(sideways_mps, speed_mps),
            speed_mps,
        )

    return state


def turning_off(
    x_m: float, *, begin_s: float, radius_m: float = 7.0, by_rad: float = math.pi / 2
) -> Motion:
    """Along y = 0 at 3 m/s, then left by `by_rad` round an arc from `x_m` at `begin_s` on."""
    speed_mps = 3.0

    def state(pts_s: float) -> State:
        gone_m = speed_mps * (pts_s - begin_s)
        if gone_m <= 0:
            return (x_m + gone_m, 0.0, 0.0, speed_mps)
        turn_rad = min(gone_m / radius_m, by_rad)
        beyond_m = max(gone_m - radius_m * by_rad, 0.0)
        return (
            x_m + radius_m * math.sin(turn_rad) + beyond_m * math.cos(by_rad),
            radius_m * (1 - math.cos(turn_rad)) + beyond_m * math.sin(by_rad),
            turn_rad,
            speed_mps,
        )

    return state


def overtaken_turning_left(
    *, begin_s: float = 5.6, sigma_scale: float = 1.0, road: RoadMap | None = None
) -> Accident:
    """A turns left off the road from `begin_s` on; B, passing on the left, strikes its side."""
    leader = turning_off(0.0, begin_s=begin_s)
    x_m, y_m, *_ = leader(CONTACT_S)
    return Accident(
        found=reconstruction(
            track(A, leader, sigma_scale=sigma_scale),
            track(
                B,
                pulling_out(x_m - 1.5, speed_mps=11.0, y_m=3.4, out_s=3.0),
                sigma_scale=sigma_scale,
            ),
            collisions=(contact((x_m + 0.3, y_m + 1.2), (10, 1)),),
        ),
        road_map=road or overtaking_roads.two_way_road(),
    )


def overtaken_turning_round(*, sigma_scale: float = 1.0) -> Accident:
    """A turns round over the middle of the road; B, passing on the left, strikes its side."""
    leader = turning_off(0.0, begin_s=4.6, radius_m=4.0, by_rad=math.pi)
    x_m, y_m, *_ = leader(CONTACT_S)
    return Accident(
        found=reconstruction(
            track(A, leader, sigma_scale=sigma_scale),
            track(
                B,
                pulling_out(x_m - 3.2, speed_mps=11.0, y_m=4.0, out_s=2.5),
                sigma_scale=sigma_scale,
            ),
            collisions=(contact((x_m - 0.9, y_m), (9, 12)),),
        ),
        road_map=overtaking_roads.two_way_road(),
    )


def second_overtaker(*, sigma_scale: float = 1.0) -> Accident:
    """A passes C; B, faster still, passes A further left."""
    return Accident(
        found=reconstruction(
            track(A, pulling_out(2.0, speed_mps=9.0, y_m=2.2, out_s=2.5), sigma_scale=sigma_scale),
            track(
                B, pulling_out(0.0, speed_mps=13.0, y_m=4.05, out_s=4.0), sigma_scale=sigma_scale
            ),
            track(C, straight(4.0, 0.0, 0.0, 5.0)),
            collisions=(contact((1.0, 3.1), (9, 3)),),
        ),
        road_map=overtaking_roads.two_way_road(),
    )


def overtaking_with_oncoming(*, sigma_scale: float = 1.0, third: bool = True) -> Accident:
    """B passes C in the opposite lane and meets A head on."""
    slow = (track(C, straight(2.0, 0.0, 0.0, 6.0)),) if third else ()
    return Accident(
        found=reconstruction(
            track(A, straight(2.25, 3.5, math.pi, 10.0), sigma_scale=sigma_scale),
            track(
                B,
                pulling_out(-2.25, speed_mps=12.0, y_m=3.4, out_s=3.5),
                sigma_scale=sigma_scale,
            ),
            *slow,
            collisions=(contact((0.0, 3.45), (12, 12)),),
        ),
        road_map=overtaking_roads.two_way_road(),
    )


def passing_on_the_right(
    *, sigma_scale: float = 1.0, road: RoadMap | None = None, leader_mps: float = 5.0
) -> Accident:
    """B squeezes past A on its right, within the same wide lane."""
    return Accident(
        found=reconstruction(
            track(A, straight(1.0, 0.3, 0.0, leader_mps), sigma_scale=sigma_scale),
            track(
                B,
                pulling_out(0.0, speed_mps=9.0, y_m=-1.55, out_s=3.5),
                sigma_scale=sigma_scale,
            ),
            collisions=(contact((0.5, -0.63), (3, 9)),),
        ),
        road_map=road or overtaking_roads.wide_road(),
    )


def passing_in_the_next_lane(*, left: bool = True) -> Accident:
    """B changes lanes long before and drives past A in the next lane; they touch sides."""
    far_m, near_m = 3.5, 0.0
    start_m, end_m = (near_m, far_m - 0.85) if left else (far_m, near_m + 0.85)
    inner = pulling_out(0.0, speed_mps=12.0, y_m=end_m - start_m, out_s=1.5)

    def passing(pts_s: float) -> State:
        x_m, y_m, heading_rad, speed_mps = inner(pts_s)
        return (x_m, y_m + start_m, heading_rad, speed_mps)

    side_m = 0.85 if left else -0.85
    return Accident(
        found=reconstruction(
            track(A, straight(1.0, start_m + side_m - 0.85 * (1 if left else -1), 0.0, 8.0)),
            track(B, passing),
            collisions=(contact((0.5, (start_m + end_m) / 2), (9, 3) if left else (3, 9)),),
        ),
        road_map=roads.straight_road(),
    )

"""Vehicles that move over: into one lane from both sides, slowly, over the centre line."""

import math

from accident_service.quantities.identifiers import TrackId
from tests.unit.liability.drives import (
    CONTACT_S,
    LENGTH_M,
    A,
    Accident,
    B,
    Motion,
    State,
    contact,
    reconstruction,
    standing,
    straight,
    track,
)
from tests.unit.liability.lane_roads import one_each_way, three_lanes


def between(
    from_y_m: float, to_y_m: float, *, x_m: float, speed_mps: float, span_s: tuple[float, float]
) -> Motion:
    """Along +x, at x_m at the contact, moving sideways steadily within `span_s`."""
    begin_s, end_s = span_s

    def state(pts_s: float) -> State:
        share = min(max((pts_s - begin_s) / (end_s - begin_s), 0.0), 1.0)
        sideways_mps = (to_y_m - from_y_m) / (end_s - begin_s) if 0 < share < 1 else 0.0
        return (
            x_m + speed_mps * (pts_s - CONTACT_S),
            from_y_m + (to_y_m - from_y_m) * share,
            math.atan2(sideways_mps, speed_mps),
            speed_mps,
        )

    return state


def both_into_the_middle() -> Accident:
    """A comes from the left lane and B from the right one; they touch side to side."""
    meet = (CONTACT_S - 1.5, CONTACT_S)
    return Accident(
        found=reconstruction(
            track(A, between(3.5, 0.95, x_m=10.0, speed_mps=12.0, span_s=meet)),
            track(B, between(-3.5, -0.95, x_m=10.5, speed_mps=12.0, span_s=meet)),
            collisions=(contact((10.25, 0.0), (3, 9)),),
        ),
        road_map=three_lanes(),
    )


def slow_change(seconds: float) -> Accident:
    """B takes `seconds` to reach the line's middle, A drives in the lane it moves into."""
    over = (CONTACT_S - seconds, CONTACT_S + 1.0)
    return Accident(
        found=reconstruction(
            track(A, straight(10.0, 3.5, 0.0, 3.0)),
            track(B, between(0.0, 2.0, x_m=12.0, speed_mps=3.0, span_s=over)),
            collisions=(contact((11.5, 2.65), (1, 9)),),
        ),
        road_map=three_lanes(),
    )


def head_on(y_m: float, *, obstacles_x_m: tuple[float, ...] = ()) -> Accident:
    """B, eastbound at `y_m`, meets A, westbound at y = 3.5; others stand in B's lane."""
    gap_m = (y_m + 3.5) / 2
    others = [
        track(TrackId(f"C{number}"), standing(x_m, 0.0)) for number, x_m in enumerate(obstacles_x_m)
    ]
    return Accident(
        found=reconstruction(
            track(A, straight(4.5, 3.5, math.pi, 8.0)),
            track(B, straight(0.0, y_m, 0.0, 8.0)),
            *others,
            collisions=(contact((2.25, gap_m), (12, 12)),),
        ),
        road_map=one_each_way(),
    )


def after_cut_in(
    *, follower_mps: float, brakes_mps2: float = 0.0, sigma_scale: float = 1.0
) -> Accident:
    """B moved over into A's lane, wholly there 0.8 s before A's front reached its rear.

    B drives at 10 m/s; A comes from behind at `follower_mps`. B may brake from the moment it
    is in the lane.
    """
    in_lane_s = CONTACT_S - 0.8
    over = between(0.0, 3.5, x_m=0.0, speed_mps=10.0, span_s=(in_lane_s - 2.0, in_lane_s))

    def cutter(pts_s: float) -> State:
        _, y_m, heading_rad, speed_mps = over(pts_s)
        braked_s = min(max(pts_s - in_lane_s, 0.0), 10.0 / max(brakes_mps2, 0.1))
        gone_m = speed_mps * (pts_s - in_lane_s) - brakes_mps2 * braked_s**2 / 2
        return (gone_m, y_m, heading_rad, speed_mps - brakes_mps2 * braked_s)

    rear_x_m = cutter(CONTACT_S)[0] - LENGTH_M / 2
    return Accident(
        found=reconstruction(
            track(
                A,
                straight(rear_x_m - LENGTH_M / 2, 3.5, 0.0, follower_mps),
                sigma_scale=sigma_scale,
            ),
            track(B, cutter, sigma_scale=sigma_scale),
            collisions=(contact((rear_x_m, 3.5), (12, 6)),),
        ),
        road_map=three_lanes(),
    )

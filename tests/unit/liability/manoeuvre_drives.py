"""Vehicles that turn round, pull out, stand and are passed, and whole accidents of theirs."""

import math
from dataclasses import replace

from accident_service.liability.road_map import RoadMap
from tests.unit.liability import manoeuvre_roads
from tests.unit.liability.drives import (
    CONTACT_S,
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

RADIUS_M = 3.5
TURNING_MPS = 3.0


def turning_round(
    turned_rad: float, *, stops: bool = False, radius_m: float = RADIUS_M, speed_mps: float = 3.0
) -> Motion:
    """East in the near lane, then left round a small circle; `turned_rad` at the contact."""

    def state(pts_s: float) -> State:
        moment_s = min(pts_s, CONTACT_S) if stops else pts_s
        round_rad = turned_rad + speed_mps / radius_m * (moment_s - CONTACT_S)
        speed = 0.0 if stops and pts_s > CONTACT_S else speed_mps
        if round_rad < 0:
            return (radius_m * round_rad, 0.0, 0.0, speed)
        if round_rad > math.pi:
            return (-radius_m * (round_rad - math.pi), 2 * radius_m, math.pi, speed)
        sin, cos = math.sin(round_rad), math.cos(round_rad)
        return (radius_m * sin, radius_m * (1 - cos), round_rad, speed)

    return state


def u_turn(
    turned_deg: float = 110.0,
    *,
    stops: bool = True,
    road_map: RoadMap | None = None,
    sigma_scale: float = 1.0,
) -> Accident:
    """A turns round from the near lane; B, straight on in the far lane, runs into its side."""
    motion = turning_round(math.radians(turned_deg), stops=stops)
    x_m, y_m, *_ = motion(CONTACT_S)
    return Accident(
        found=reconstruction(
            track(A, motion, sigma_scale=sigma_scale),
            track(B, straight(x_m - 3.3, 3.5, 0.0, 9.0), sigma_scale=sigma_scale),
            collisions=(contact((x_m - 0.95, (y_m + 3.5) / 2), (9, 12)),),
        ),
        road_map=manoeuvre_roads.road() if road_map is None else road_map,
    )


def pulling_out(y_at_contact_m: float, *, from_y_m: float, over_s: float = 2.5) -> Motion:
    """Stands beside the road, then eases into the lane over the last `over_s`."""

    def state(pts_s: float) -> State:
        share = min(max((pts_s - CONTACT_S + over_s) / over_s, 0.0), 1.2)
        speed_mps = 3.0 if 0 < share < 1.2 else 0.0
        rise_mps = (y_at_contact_m - from_y_m) / over_s
        return (
            20.0 + 3.0 * over_s * (share - 1.0),
            from_y_m + (y_at_contact_m - from_y_m) * share,
            math.atan2(rise_mps, 3.0) if speed_mps else 0.0,
            speed_mps,
        )

    return state


def out_of_a_bay(*, road_map: RoadMap | None = None, sigma_scale: float = 1.0) -> Accident:
    """A pulls out of a bay into the near lane and meets B, which drives there."""
    motion = pulling_out(-0.8, from_y_m=manoeuvre_roads.BAY_Y_M)
    return Accident(
        found=reconstruction(
            track(A, motion, sigma_scale=sigma_scale),
            track(B, straight(16.0, 0.4, 0.0, 9.0), sigma_scale=sigma_scale),
            collisions=(contact((18.2, -0.3), (8, 1)),),
        ),
        road_map=manoeuvre_roads.road() if road_map is None else road_map,
    )


def out_of_a_gate(*, sigma_scale: float = 1.0) -> Accident:
    """A drives out of a gate across the bays, nose first, and runs into the side of B."""
    return Accident(
        found=reconstruction(
            track(A, straight(20.0, -3.0, math.pi / 2, 2.5), sigma_scale=sigma_scale),
            track(B, straight(20.0, 0.2, 0.0, 9.0), sigma_scale=sigma_scale),
            collisions=(contact((20.0, -0.7), (12, 3)),),
        ),
        road_map=manoeuvre_roads.road(),
    )


def parked(
    *,
    y_m: float = manoeuvre_roads.BAY_Y_M,
    passing_y_m: float = -1.2,
    clocks: tuple[int, int] = (8, 1),
    road_map: RoadMap | None = None,
    sigma_scale: float = 1.0,
) -> Accident:
    """A stands at x = 20; B comes along beside it and touches it."""
    flank_m = y_m + 0.9
    return Accident(
        found=reconstruction(
            track(A, standing(20.0, y_m), sigma_scale=sigma_scale),
            track(B, straight(18.5, passing_y_m, 0.0, 8.0), sigma_scale=sigma_scale),
            collisions=(contact((19.8, flank_m), clocks),),
        ),
        road_map=manoeuvre_roads.road() if road_map is None else road_map,
    )


def only(accident: Accident, **found: object) -> Accident:
    """The same accident with parts of its reconstruction replaced."""
    return replace(accident, found=replace(accident.found, **found))  # type: ignore[arg-type]  # names of its own fields


def stopped_by(y_m: float, *, within_s: float, speed_mps: float = 8.0) -> Motion:
    """East at 8 m/s, and at rest near x = 20 within so long after `CONTACT_S`."""

    def state(pts_s: float) -> State:
        gone_s = pts_s - CONTACT_S
        if gone_s <= 0:
            return (20.0 + speed_mps * gone_s, y_m, 0.0, speed_mps)
        left = max(1.0 - gone_s / within_s, 0.0)
        way_m = speed_mps * within_s / 2 * (1.0 - left**2)
        return (20.0 + way_m, y_m, 0.0, speed_mps * left)

    return state

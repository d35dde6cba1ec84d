"""Vehicles at those junctions: circulating, entering, and crossing one another."""

import math

from accident_service.liability.road_map import RoadMap, StopControl
from accident_service.liability.signal_log import SignalLog
from tests.unit.liability import junction_roads, roads
from tests.unit.liability.drives import (
    CONTACT_S,
    A,
    Accident,
    B,
    Motion,
    State,
    contact,
    reconstruction,
    straight,
    track,
)

RING_SPEED_MPS = 6.0


def circulating(at_contact_rad: float, *, speed_mps: float = RING_SPEED_MPS) -> Motion:
    """Round the ring to the left, seen from the middle at this angle at the contact."""

    def state(pts_s: float) -> State:
        angle_rad = at_contact_rad + speed_mps / junction_roads.RING_M * (pts_s - CONTACT_S)
        return (
            junction_roads.RING_M * math.cos(angle_rad),
            junction_roads.RING_M * math.sin(angle_rad),
            angle_rad + math.pi / 2,
            speed_mps,
        )

    return state


def entering_ring(
    *,
    pieces: int = 1,
    sigma_scale: float = 1.0,
    from_s: tuple[float, float] = (0.0, 0.0),
    enters_at_m: float = -15.5,
) -> Accident:
    """B comes in from W at 5 m/s against A, which has circulated for long and passes there.

    At the contact B's middle is at x = `enters_at_m`; `from_s` is when A and B are first seen.
    """
    return Accident(
        found=reconstruction(
            track(A, circulating(math.pi + 0.12), sigma_scale=sigma_scale, from_s=from_s[0]),
            track(
                B,
                straight(enters_at_m, -1.75, 0.0, 5.0),
                sigma_scale=sigma_scale,
                from_s=from_s[1],
            ),
            collisions=(contact((enters_at_m + 2.25, -1.75), (3, 12)),),
        ),
        road_map=junction_roads.roundabout(pieces=pieces),
    )


def from_side_road(*, sigma_scale: float = 1.0, from_s: float = 0.0) -> Accident:
    """B comes straight from S, where it must give way, into A, which drives through from W."""
    return crossing_straight(
        road_map=junction_roads.priority_crossing(), sigma_scale=sigma_scale, from_s=from_s
    )


def crossing_straight(
    *,
    road_map: RoadMap,
    lights: SignalLog | None = None,
    sigma_scale: float = 1.0,
    from_s: float = 0.0,
) -> Accident:
    """A straight from W at 10 m/s; B straight from S, its right, at 5 m/s, into A's side."""
    return Accident(
        found=reconstruction(
            track(A, straight(2.0, -1.75, 0.0, 10.0), sigma_scale=sigma_scale),
            track(
                B, straight(1.75, -4.9, math.pi / 2, 5.0), sigma_scale=sigma_scale, from_s=from_s
            ),
            collisions=(contact((1.75, -2.65), (3, 12)),),
        ),
        road_map=road_map,
        signals=lights or roads.signals(),
    )


def turning_right(pts_s: float) -> State:
    """From approach W at 5 m/s, then round an arc of 8 m to the right that begins at x = -10."""
    along_m = 5.0 * (pts_s - CONTACT_S) + 8.0 * math.radians(60)
    if along_m <= 0:
        return (-10.0 + along_m, -1.75, 0.0, 5.0)
    turn_rad = min(along_m / 8.0, math.pi / 2)
    beyond_m = max(along_m - 8.0 * math.pi / 2, 0.0)
    return (
        -10.0 + 8.0 * math.sin(turn_rad),
        -1.75 - 8.0 * (1 - math.cos(turn_rad)) - beyond_m,
        -turn_rad,
        5.0,
    )


def turning_left_from_east(pts_s: float) -> State:
    """From approach E at 6 m/s, then round an arc of 11 m to the left that begins at x = 8."""
    along_m = 6.0 * (pts_s - CONTACT_S) + 11.0 * math.radians(55)
    if along_m <= 0:
        return (8.0 - along_m, 1.75, math.pi, 6.0)
    turn_rad = min(along_m / 11.0, math.pi / 2)
    beyond_m = max(along_m - 11.0 * math.pi / 2, 0.0)
    return (
        8.0 - 11.0 * math.sin(turn_rad),
        1.75 - 11.0 * (1 - math.cos(turn_rad)) - beyond_m,
        math.pi + turn_rad,
        6.0,
    )


def right_turn(
    *, lights: SignalLog | None = None, road_map: RoadMap | None = None, sigma_scale: float = 1.0
) -> Accident:
    """B turns right from W into the exit that A, turning left from E, is making for."""
    return Accident(
        found=reconstruction(
            track(A, turning_left_from_east, sigma_scale=sigma_scale),
            track(B, turning_right, sigma_scale=sigma_scale),
            collisions=(contact((-2.4, -5.0), (12, 10)),),
        ),
        road_map=road_map or roads.junction(),
        signals=lights or roads.signals(),
    )


def right_turn_unsignalled(*, sigma_scale: float = 1.0) -> Accident:
    """The same where nothing controls the junction."""
    road = roads.junction(control=StopControl.NONE)
    return right_turn(road_map=road, sigma_scale=sigma_scale)


def ran_red(*, sigma_scale: float = 1.0) -> Accident:
    """A crosses on green, B from its right on red."""
    return crossing_straight(
        road_map=roads.junction(),
        lights=roads.signals(W="green", S="red"),
        sigma_scale=sigma_scale,
    )

"""Vehicles at those junctions: circulating, entering, and crossing one another."""

import math

from accident_service.liability.road_map import RoadMap
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

"""Small accidents of two that meet on a road without a centre line: stated motions, contacts.

A drives west in the lane at y = 3.5, B east in the lane at y = 0. In the lane of B a vehicle C
may stand; B drives round it.
"""

import math

from accident_service.liability.road_map import RoadMap
from tests.unit.liability import overtaking_roads
from tests.unit.liability.drives import (
    A,
    Accident,
    B,
    C,
    contact,
    reconstruction,
    standing,
    straight,
    track,
)
from tests.unit.liability.overtaking_drives import pulling_out


def meeting_at_an_obstacle(
    *,
    obstacle_x_m: float = 4.0,
    their_mps: float = 9.0,
    my_mps: float = 6.0,
    road: RoadMap | None = None,
    sigma_scale: float = 1.0,
) -> Accident:
    """B, driving round C, and A, keeping its lane, meet with their left front corners at x = 0."""
    return Accident(
        found=reconstruction(
            track(A, straight(2.25, 3.5, math.pi, their_mps), sigma_scale=sigma_scale),
            track(
                B,
                pulling_out(-2.2, speed_mps=my_mps, y_m=2.3, out_s=4.0, over_s=2.5),
                sigma_scale=sigma_scale,
            ),
            track(C, standing(obstacle_x_m, 0.0)),
            collisions=(contact((0.0, 2.9), (11, 11)),),
        ),
        road_map=road or overtaking_roads.unmarked_road(),
    )


def meeting_on_a_slope(
    *,
    downhill_rad: float = 0.0,
    their_mps: float = 6.0,
    my_mps: float = 6.0,
    from_x_m: float = -40.0,
    to_x_m: float = 40.0,
) -> Accident:
    """A and B meet with their left sides on a slope without a line; level if it points nowhere."""
    hill = overtaking_roads.slope(downhill_rad=downhill_rad, from_x_m=from_x_m, to_x_m=to_x_m)
    return Accident(
        found=reconstruction(
            track(A, straight(2.25, 2.65, math.pi, their_mps)),
            track(B, straight(-2.25, 0.85, 0.0, my_mps)),
            collisions=(contact((0.0, 1.75), (11, 11)),),
        ),
        road_map=overtaking_roads.unmarked_road(places=(hill,)),
    )

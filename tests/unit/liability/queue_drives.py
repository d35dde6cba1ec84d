"""Small accidents in queues and where two lanes become one: stated motions and contacts.

In all of them A waits its turn and B does not.
"""

import math

from accident_service.liability.road_map import RoadMap
from accident_service.quantities.identifiers import TrackId
from accident_service.reconstruction.ground.trajectory import GroundTrajectory
from tests.unit.liability import overtaking_roads, roads
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

CRAWL_MPS = 1.2


def queue_of(count: int, *, y_m: float, from_x_m: float, speed_mps: float = 0.0) -> list[Motion]:
    """Vehicles 8 m apart ahead of `from_x_m`, in one lane."""
    return [straight(from_x_m + 8.0 * k, y_m, 0.0, speed_mps) for k in range(1, count + 1)]


def named(motions: list[Motion], *, since: str = "q") -> list[GroundTrajectory]:
    """The motions as tracks q1, q2, ..."""
    return [track(TrackId(f"{since}{k}"), one) for k, one in enumerate(motions, start=1)]


def sidling(x_m: float, *, from_y_m: float, to_y_m: float, speed_mps: float) -> Motion:
    """Ahead at `speed_mps`, from one line of travel to another over the last 6 s."""

    def state(pts_s: float) -> State:
        share = min(max((pts_s - CONTACT_S + 6.0) / 6.0, 0.0), 1.0)
        sideways_mps = (to_y_m - from_y_m) / 6.0 if 0.0 < share < 1.0 else 0.0
        return (
            x_m + speed_mps * (pts_s - CONTACT_S),
            from_y_m + (to_y_m - from_y_m) * share,
            math.atan2(sideways_mps, speed_mps),
            speed_mps,
        )

    return state


def pushing_in(
    *, count: int = 4, road: RoadMap | None = None, speed_mps: float = 0.8, sigma_scale: float = 1.0
) -> Accident:
    """A crawls in a queue of the near lane; B comes from the far one and pushes in before it."""
    ahead = named(queue_of(count, y_m=0.0, from_x_m=4.0, speed_mps=speed_mps))
    return Accident(
        found=reconstruction(
            track(A, straight(0.0, 0.0, 0.0, speed_mps), sigma_scale=sigma_scale),
            track(
                B,
                sidling(2.6, from_y_m=3.5, to_y_m=1.8, speed_mps=2.5),
                sigma_scale=sigma_scale,
            ),
            *ahead,
            collisions=(contact((0.5, 0.9), (10, 4)),),
        ),
        road_map=road or roads.straight_road(),
    )


def pushing_in_from_the_opposite_lane() -> Accident:
    """B comes past the queue in the opposite lane, facing the queue's way."""
    return pushing_in(road=overtaking_roads.two_way_road())


def merging(
    *,
    gone_y_m: float | None = 3.5,
    crawl_mps: float = CRAWL_MPS,
    road: RoadMap | None = None,
    ending_moves: bool = True,
) -> Accident:
    """A comes in the lane that ends, B abreast in the other; the one before came at `gone_y_m`.

    Behind both two more vehicles crawl.
    """
    before = (
        [track(TrackId("gone"), _into_far_lane(8.0, gone_y_m, crawl_mps))]
        if gone_y_m is not None
        else []
    )
    y_m = 1.65 if ending_moves else 0.0
    mine = sidling(-6.0, from_y_m=0.0, to_y_m=y_m, speed_mps=crawl_mps)
    return Accident(
        found=reconstruction(
            track(A, mine),
            track(B, straight(-7.0, 3.5, 0.0, crawl_mps + 0.3)),
            *before,
            track(TrackId("behind-far"), straight(-16.0, 3.5, 0.0, crawl_mps)),
            track(TrackId("behind-near"), straight(-17.0, 0.0, 0.0, crawl_mps)),
            collisions=(contact((-6.0, 2.58), (9, 3)),),
        ),
        road_map=road or overtaking_roads.lane_drop_road(),
    )


def _into_far_lane(x_m: float, from_y_m: float, speed_mps: float) -> Motion:
    """Ahead of both, in the far lane by now, having come from `from_y_m`."""

    def state(pts_s: float) -> State:
        share = min(max(pts_s / 6.0, 0.0), 1.0)
        return (
            x_m + speed_mps * (pts_s - CONTACT_S),
            from_y_m + (3.5 - from_y_m) * share,
            0.0,
            speed_mps,
        )

    return state

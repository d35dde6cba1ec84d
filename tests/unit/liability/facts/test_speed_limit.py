from dataclasses import replace

import pytest

from accident_service.liability.fact import FactKind, Truth
from accident_service.liability.facts.speed_limit import detect
from tests.unit.liability.drives import Accident, B, rear_end, straight, track
from tests.unit.liability.facts.told import fact, truth


def at_speed(speed_kmh: float, *, sigma_scale: float = 1.0) -> Accident:
    accident = rear_end()
    motion = straight(15.5, 0.0, 0.0, speed_kmh / 3.6)
    follower = track(B, motion, sigma_scale=sigma_scale)
    leader = accident.found.trajectories[0]
    return replace(accident, found=replace(accident.found, trajectories=(leader, follower)))


@pytest.mark.parametrize(
    ("speed_kmh", "sigma_scale", "above"),
    [
        (50.0, 1.0, Truth.FALSE),
        (62.0, 1.0, Truth.TRUE),
        (62.0, 20.0, Truth.UNKNOWN),  # the limit of 60 lies within the doubt
    ],
)
def test_speeding_is_said_only_when_the_whole_interval_is_above(
    speed_kmh: float, sigma_scale: float, above: Truth
) -> None:
    accident = at_speed(speed_kmh, sigma_scale=sigma_scale)

    assert truth(detect, accident, FactKind.ABOVE_SPEED_LIMIT, B) is above


def test_a_lanes_own_limit_goes_before_the_sites() -> None:
    accident = at_speed(50.0)
    slow = tuple(replace(lane, speed_limit_mps=30 / 3.6) for lane in accident.road_map.lanes)
    posted = replace(accident, road_map=replace(accident.road_map, lanes=slow))

    assert truth(detect, posted, FactKind.ABOVE_SPEED_LIMIT, B) is Truth.TRUE
    assert "30" in fact(detect, posted, FactKind.ABOVE_SPEED_LIMIT, B).sentence_zh


def test_without_a_limit_nothing_is_said() -> None:
    accident = at_speed(90.0)
    free = replace(accident, road_map=replace(accident.road_map, speed_limit_mps=None))

    assert truth(detect, free, FactKind.ABOVE_SPEED_LIMIT, B) is Truth.UNKNOWN

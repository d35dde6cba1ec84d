import pytest

from accident_service.liability.fact import FactKind, Truth
from accident_service.liability.facts.expressway_gap import detect
from accident_service.liability.road_map import LaneKind, RoadClass
from tests.unit.liability.drives import (
    LENGTH_M,
    A,
    Accident,
    B,
    contact,
    reconstruction,
    straight,
    track,
)
from tests.unit.liability.facts.told import fact, truth
from tests.unit.liability.lane_roads import of_kind

KIND = FactKind.SHORT_EXPRESSWAY_GAP


def following(
    gap_m: float,
    *,
    speed_mps: float = 25.0,
    leader_mps: float | None = None,
    road_class: RoadClass = RoadClass.EXPRESSWAY,
) -> Accident:
    """B behind A in one lane, with this gap when the contact is said to be."""
    ahead_m = gap_m + LENGTH_M
    lead = speed_mps if leader_mps is None else leader_mps
    return Accident(
        found=reconstruction(
            track(A, straight(ahead_m, 0.0, 0.0, lead)),
            track(B, straight(0.0, 0.0, 0.0, speed_mps)),
            collisions=(contact((LENGTH_M / 2, 0.0), (6, 12)),),
        ),
        road_map=of_kind(LaneKind.DRIVE, road_class=road_class),
    )


@pytest.mark.parametrize(
    ("gap_m", "speed_mps", "told"),
    [
        (30.0, 25.0, Truth.TRUE),
        (60.0, 25.0, Truth.FALSE),
        (50.0, 25.0, Truth.UNKNOWN),
        (60.0, 30.0, Truth.TRUE),
        (110.0, 30.0, Truth.FALSE),
    ],
)
def test_the_metres_are_the_regulations(gap_m: float, speed_mps: float, told: Truth) -> None:
    accident = following(gap_m, speed_mps=speed_mps)
    found = fact(detect, accident, KIND, B)

    assert found.truth is told
    assert found.value is not None
    assert found.value.low <= gap_m <= found.value.high
    assert truth(detect, accident, KIND, A) is not Truth.TRUE


def test_a_street_has_no_such_metres() -> None:
    assert truth(detect, following(10.0, road_class=RoadClass.STREET), KIND, B) is Truth.FALSE


def test_who_closes_in_on_slow_traffic_holds_no_gap() -> None:
    accident = following(0.0, speed_mps=25.0, leader_mps=10.0)

    assert truth(detect, accident, KIND, B) is Truth.UNKNOWN

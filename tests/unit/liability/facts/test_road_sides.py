import pytest

from accident_service.liability.fact import Truth
from accident_service.liability.facts.road_sides import in_opposite_lane
from accident_service.reconstruction.ground.trajectory import VehiclePose
from tests.unit.liability.drives import B
from tests.unit.liability.overtaking_drives import overtaking_with_oncoming

SEEN = overtaking_with_oncoming().observed()


def eastwards(y_m: float) -> VehiclePose:
    return VehiclePose(5.0, 0.0, y_m, 0.0, 10.0, 0.05, 0.05, 0.01, 0.05)


@pytest.mark.parametrize(
    ("y_m", "expected"),
    [(0.0, Truth.FALSE), (1.05, Truth.UNKNOWN), (1.75, Truth.TRUE), (3.5, Truth.TRUE)],
)
def test_it_counts_from_two_tenths_beyond_the_line(y_m: float, expected: Truth) -> None:
    assert in_opposite_lane(SEEN, B, eastwards(y_m)).truth is expected


def test_the_lane_reached_into_is_named() -> None:
    reached = in_opposite_lane(SEEN, B, eastwards(3.5)).lane

    assert reached is not None
    assert reached.id == "west"

from dataclasses import replace

import pytest

from accident_service.liability.fact import FactKind, Truth
from accident_service.liability.facts.waiting import detect
from tests.unit.liability import roads
from tests.unit.liability.drives import (
    A,
    Accident,
    B,
    C,
    contact,
    rear_end,
    reconstruction,
    standing,
    straight,
    track,
)
from tests.unit.liability.facts.told import fact, truth

KIND = FactKind.WAITING_IN_TRAFFIC


def behind(x_m: float, y_m: float, *, speed_mps: float = 0.0) -> Accident:
    """A, struck at x = 20, with C ahead at this place and speed."""
    accident = rear_end()
    ahead = track(C, straight(x_m, y_m, 0.0, speed_mps))
    trajectories = (*accident.found.trajectories[:2], ahead)
    return replace(accident, found=replace(accident.found, trajectories=trajectories))


def test_who_stands_in_a_queue_is_waiting_and_the_gap_is_told() -> None:
    told = fact(detect, rear_end(), KIND, A)

    assert told.truth is Truth.TRUE
    assert "2.5 m ahead" in told.sentence_en


@pytest.mark.parametrize(
    "accident",
    [behind(60.0, 0.0), behind(27.0, 3.5), behind(12.0, 0.0), behind(27.0, 0.0, speed_mps=9.0)],
    ids=["far ahead", "beside", "behind", "driving on"],
)
def test_traffic_elsewhere_is_no_reason_to_stand(accident: Accident) -> None:
    assert truth(detect, accident, KIND, A) is Truth.UNKNOWN


def test_a_moving_vehicle_is_not_waiting() -> None:
    assert truth(detect, rear_end(), KIND, B) is Truth.FALSE


@pytest.mark.parametrize(("phase", "waiting"), [("red", Truth.TRUE), ("green", Truth.UNKNOWN)])
def test_a_red_light_is_reason_to_stand(phase: str, waiting: Truth) -> None:
    found = reconstruction(
        track(A, standing(-13.0, -1.75)),
        track(B, straight(-17.5, -1.75, 0.0, 8.0)),
        collisions=(contact((-15.25, -1.75), (6, 12)),),
    )
    accident = Accident(found=found, road_map=roads.junction(), signals=roads.signals(W=phase))

    assert truth(detect, accident, KIND, A) is waiting

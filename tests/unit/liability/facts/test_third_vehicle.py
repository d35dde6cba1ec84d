from dataclasses import replace

import pytest

from accident_service.liability.fact import FactKind, Truth
from accident_service.liability.facts.third_vehicle import detect
from accident_service.quantities.uncertainty import Estimate
from accident_service.reconstruction.collision.event import NearMiss
from tests.unit.liability.drives import A, Accident, B, C, cut_in
from tests.unit.liability.facts.told import fact, truth

KIND = FactKind.THIRD_VEHICLE_CLOSE


def missed(gap_m: float, *, at_s: float = 6.0, sigma_m: float = 0.1) -> Accident:
    miss = NearMiss(tracks=(B, C), pts_s=at_s, gap_m=Estimate(gap_m, sigma_m))
    accident = cut_in()
    return replace(accident, found=replace(accident.found, near_misses=(miss,)))


@pytest.mark.parametrize(
    ("gap_m", "sigma_m", "told"),
    [(0.4, 0.1, Truth.TRUE), (0.9, 0.1, Truth.UNKNOWN), (1.5, 0.1, Truth.FALSE)],
)
def test_nearness_is_told_within_its_interval(gap_m: float, sigma_m: float, told: Truth) -> None:
    accident = missed(gap_m, sigma_m=sigma_m)

    assert truth(detect, accident, KIND, B) is told
    assert fact(detect, accident, KIND, B).other == C
    assert truth(detect, accident, KIND, A) is Truth.FALSE


def test_what_passed_long_before_or_after_explains_nothing() -> None:
    assert truth(detect, missed(0.4, at_s=2.0), KIND, B) is Truth.FALSE
    assert truth(detect, missed(0.4, at_s=8.0), KIND, B) is Truth.FALSE

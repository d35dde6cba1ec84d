from accident_service.liability.fact import FactKind, Truth
from accident_service.liability.facts.reported import detect
from tests.unit.liability.drives import A, left_turn
from tests.unit.liability.facts.told import truth


def test_nobody_is_an_emergency_vehicle_on_duty_until_a_person_says_so() -> None:
    assert truth(detect, left_turn(), FactKind.EMERGENCY_ON_DUTY, A) is Truth.FALSE

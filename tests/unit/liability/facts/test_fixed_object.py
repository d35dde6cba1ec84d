from accident_service.liability.fact import FactKind, Truth
from accident_service.liability.facts.fixed_object import detect
from tests.unit.liability.drives import A, B, rear_end
from tests.unit.liability.facts.told import fact


def test_of_two_that_touched_neither_met_a_fixed_object() -> None:
    for party in (A, B):
        told = fact(detect, rear_end(), FactKind.HIT_FIXED_OBJECT, party)
        assert told.truth is Truth.FALSE
        assert "not a fixed object" in told.sentence_en

import pytest

from accident_service.liability.fact import FactKind, Truth
from accident_service.liability.facts.reported import TO_BE_REPORTED, detect
from tests.unit.liability.drives import A, B, left_turn
from tests.unit.liability.facts.told import fact


@pytest.mark.parametrize("kind", list(TO_BE_REPORTED))
def test_what_only_a_person_can_tell_is_not_so_until_one_does(kind: FactKind) -> None:
    for party in (A, B):
        told = fact(detect, left_turn(), kind, party)
        assert told.truth is Truth.FALSE
        assert "No officer has found" in told.sentence_en
        assert "民警尚未认定" in told.sentence_zh

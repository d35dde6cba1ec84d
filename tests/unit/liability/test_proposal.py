from dataclasses import replace

import pytest

from accident_service.liability.fact import Facts
from accident_service.liability.finding import Reason
from accident_service.liability.grade import Grade
from accident_service.liability.proposal import LiabilityProposal, Strength
from tests.unit.liability.drives import A, B

PROPOSED = LiabilityProposal(
    grades=((B, Grade.FULL), (A, Grade.NONE)),
    abstained=False,
    reasons=(),
    refer=(),
    rule_code="R01",
    strength=Strength.FIRM,
    findings=(),
    facts=Facts(()),
    excluded=(),
    rulebook_version="test",
)


def test_a_grade_is_found_by_vehicle() -> None:
    assert PROPOSED.grade_of(B) is Grade.FULL
    with pytest.raises(KeyError):
        PROPOSED.grade_of("C")  # type: ignore[arg-type]  # a NewType


def test_an_abstention_has_a_reason_and_no_grades() -> None:
    because = (Reason(code="no-collision", zh="无", en="none"),)

    assert replace(PROPOSED, grades=(), abstained=True, reasons=because).abstained
    with pytest.raises(ValueError, match="says why"):
        replace(PROPOSED, grades=(), abstained=True)
    with pytest.raises(ValueError, match="no grades"):
        replace(PROPOSED, abstained=True, reasons=because)
    with pytest.raises(ValueError, match="grades its parties"):
        replace(PROPOSED, grades=())

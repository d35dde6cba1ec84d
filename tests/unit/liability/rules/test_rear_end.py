import pytest

from tests.unit.liability.case_tables import Case, cases


@pytest.mark.parametrize("case", cases("rear_end"), ids=str)
def test_the_rule_finds_what_the_case_table_says(case: Case) -> None:
    assert case.found() == case.fires


@pytest.mark.parametrize("case", cases("rear_end"), ids=str)
def test_the_proposal_is_what_the_case_table_says(case: Case) -> None:
    result = case.apportioned()

    assert dict(result.grades) == case.grades
    assert result.strength.value == case.strength
    assert {reason.code for reason in result.reasons} == set(case.reasons)

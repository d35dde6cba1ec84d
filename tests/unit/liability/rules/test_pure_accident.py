import pytest

from accident_service.liability.fact import FactKind, Truth
from accident_service.liability.rules import pure_accident
from tests.unit.liability.case_tables import RULEBOOK, A, B, Case, cases, tables

EVERY = [case for table in tables() for case in cases(table)]
OTHER_RULES = [rule for rule in RULEBOOK.rules if rule.code != pure_accident.CODE]


@pytest.mark.parametrize("case", EVERY, ids=str)
def test_where_any_other_rule_fires_it_was_no_pure_accident(case: Case) -> None:
    fired = any(
        rule.assess(case.facts, *pair).truth is Truth.TRUE
        for rule in OTHER_RULES
        for pair in ((A, B), (B, A))
    )
    pure = pure_accident.assess(case.facts, A, B).truth is Truth.TRUE

    assert not (fired and pure)


def test_what_is_no_fault_is_listed_and_all_else_must_be_excluded() -> None:
    assert FactKind.REVERSING not in pure_accident.INNOCENT
    assert FactKind.MOVING_FORWARD in pure_accident.INNOCENT
    assert pure_accident.OFFICER_ONLY

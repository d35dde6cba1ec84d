"""What the case tables say is what comes out; officers read and correct the tables."""

import pytest

from accident_service.liability.fact import FactKind
from tests.unit.liability.case_tables import RULEBOOK, Case, cases, ordinary, tables

EVERY = [case for table in tables() for case in cases(table)]
every_case = pytest.mark.parametrize("case", EVERY, ids=str)


@every_case
def test_it_is_found_of_whom_the_table_says(case: Case) -> None:
    assert case.found() == case.expected["fires"]


@pytest.mark.parametrize("case", [case for case in EVERY if "grades" in case.expected], ids=str)
def test_the_proposal_is_what_the_table_says(case: Case) -> None:
    result = case.apportioned()

    assert dict(result.grades) == case.expected["grades"]
    assert result.strength.value == case.expected.get("strength", "limited")


@pytest.mark.parametrize("case", [case for case in EVERY if "reasons" in case.expected], ids=str)
def test_the_reasons_are_those_the_table_names(case: Case) -> None:
    assert {one.code for one in case.apportioned().reasons} == set(case.expected["reasons"])


def test_a_mixed_case_does_and_suggests_what_the_table_says() -> None:
    for case in EVERY:
        if "effect" in case.expected:
            (mixed,) = (one for one in case.mixed() if one.code == case.code)
            assert mixed.effect == case.expected["effect"], case
            assert dict(mixed.suggested) == case.expected["suggested"], case


def test_what_is_ordinary_is_said_of_every_kind_of_fact() -> None:
    assert set(ordinary()) == {kind.value for kind in FactKind}


def test_every_table_is_about_something_in_the_rulebook() -> None:
    known = {
        one.code
        for found in (RULEBOOK.rules, RULEBOOK.mixed_cases, RULEBOOK.contributory_faults)
        for one in found
    }

    assert {case.code for case in EVERY} <= known | {"R90"}


def test_every_rule_has_cases_in_which_it_fires_does_not_and_cannot_be_told() -> None:
    for rule in RULEBOOK.rules:
        told = {case.expected["fires"] for case in EVERY if case.code == rule.code}
        assert {"nobody", "cannot tell"} <= told, rule.code
        assert told - {"nobody", "cannot tell"}, rule.code

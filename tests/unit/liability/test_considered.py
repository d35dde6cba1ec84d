from accident_service.liability.considered import consider
from accident_service.liability.fact import Truth
from accident_service.liability.rulebook import Rulebook
from tests.unit.liability.case_tables import A, B, cases


def test_every_rule_is_tried_on_both_orders_of_the_pair() -> None:
    law = Rulebook.built_in()
    (case, *_) = cases("rear_end")

    considered = consider(law, case.facts, (A, B))

    assert len(considered.assessments) == 2 * len(law.rules)
    assert [(one.rule_code, one.at_fault) for one in considered.findings] == [("R01", B)]
    assert {one.rule_code for one in considered.against(B, Truth.TRUE)} == {"R01"}


def test_what_an_officer_must_divide_is_kept_apart() -> None:
    law = Rulebook.built_in()
    left = {rule.code for rule in law.rules if rule.officer_only}

    considered = consider(law, cases("rear_end")[0].facts, (A, B))

    assert considered.left_to_officer == left
    assert not any(one.rule_code in left for one in considered.against(A, Truth.FALSE))

from accident_service.liability.fact import Fact, FactKind, Facts, Truth
from accident_service.liability.finding import Assessment
from accident_service.liability.rules.undetermined import reasons
from tests.unit.liability.case_tables import A, B


def test_the_rule_nearest_to_firing_says_what_is_missing() -> None:
    def tried(rule_code: str, *undecided: Fact) -> Assessment:
        return Assessment(
            rule_code=rule_code,
            at_fault=B,
            against=A,
            truth=Truth.UNKNOWN,
            relied_on=(),
            undecided=undecided,
            contradicted_by=(),
            finding=None,
        )

    rear = Facts(()).about(FactKind.STRUCK_AT_REAR, A)
    lane = Facts(()).about(FactKind.SAME_LANE, A)

    found = reasons((tried("R02", rear, lane), tried("R01", rear)))

    assert [reason.code for reason in found] == ["undecided-fact"]
    assert "R01" in found[0].en
    assert "struck-at-rear" in found[0].en


def test_when_every_rule_is_excluded_that_is_said() -> None:
    assert [reason.code for reason in reasons(())] == ["no-rule-applies"]


def test_of_two_open_rules_the_one_mostly_met_speaks_first() -> None:
    def tried(rule_code: str, met: int, undecided: int) -> Assessment:
        fact = Facts(()).about(FactKind.SAME_LANE, A)
        return Assessment(
            rule_code=rule_code,
            at_fault=B,
            against=A,
            truth=Truth.UNKNOWN,
            relied_on=(fact,) * met,
            undecided=(fact,) * undecided,
            contradicted_by=(),
            finding=None,
        )

    found = reasons((tried("R22", met=2, undecided=1), tried("R01", met=10, undecided=2)))

    assert all("R01" in reason.en for reason in found)

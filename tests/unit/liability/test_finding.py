import pytest

from accident_service.liability.fact import Fact, FactKind, Facts, Truth
from accident_service.liability.finding import Assessment, Condition, Finding, strongest, weigh
from tests.unit.liability.drives import A, B

FOUND = Finding(
    rule_code="R01",
    provisions=("RTSL-43",),
    at_fault=B,
    against=A,
    relied_on=(),
    sentence_zh="追尾",
    sentence_en="ran into it",
)


def fact(kind: FactKind, truth: Truth) -> Fact:
    return Fact(kind=kind, party=A, truth=truth, sentence_zh=str(kind), sentence_en=str(kind))


WANTED = (Condition(FactKind.SAME_LANE, A), Condition(FactKind.REVERSING, A, wanted=False))


@pytest.mark.parametrize(
    ("same_lane", "reversing", "verdict"),
    [
        (Truth.TRUE, Truth.FALSE, Truth.TRUE),
        (Truth.TRUE, Truth.UNKNOWN, Truth.UNKNOWN),
        (Truth.UNKNOWN, Truth.TRUE, Truth.FALSE),
        (Truth.FALSE, Truth.UNKNOWN, Truth.FALSE),
    ],
)
def test_a_rule_fires_only_when_every_condition_is_met_for_certain(
    same_lane: Truth, reversing: Truth, verdict: Truth
) -> None:
    facts = Facts((fact(FactKind.SAME_LANE, same_lane), fact(FactKind.REVERSING, reversing)))

    tried = weigh(facts, WANTED, FOUND)

    assert tried.truth is verdict
    assert (tried.finding is not None) is (verdict is Truth.TRUE)
    assert len(tried.relied_on) + len(tried.undecided) + len(tried.contradicted_by) == 2


def test_a_finding_carries_the_facts_it_relies_on() -> None:
    facts = Facts((fact(FactKind.SAME_LANE, Truth.TRUE), fact(FactKind.REVERSING, Truth.FALSE)))

    finding = weigh(facts, WANTED, FOUND).finding

    assert finding is not None
    assert finding.relied_on == facts.all
    assert (finding.at_fault, finding.against) == (B, A)


def test_of_several_ways_the_one_shown_best_counts() -> None:
    def tried(truth: Truth, *undecided: Fact) -> Assessment:
        return Assessment(
            rule_code="R02",
            at_fault=A,
            against=B,
            truth=truth,
            relied_on=(),
            undecided=undecided,
            contradicted_by=(),
            finding=None,
        )

    open_fact = Facts(()).about(FactKind.CHANGING_LANE, A)
    excluded, unsure = tried(Truth.FALSE), tried(Truth.UNKNOWN, open_fact)
    unsurer, shown = tried(Truth.UNKNOWN, open_fact, open_fact), tried(Truth.TRUE)

    assert strongest((excluded, shown, unsure)) is shown
    assert strongest((excluded, unsurer, unsure)) is unsure
    assert strongest((excluded,)) is excluded

"""The case tables cover one side at fault and nobody; here is what they do not reach."""

from accident_service.liability.apportionment import COUNTER_HYPOTHESES, apportion
from accident_service.liability.fact import Fact, FactKind, Facts, Truth
from accident_service.liability.finding import Assessment, Finding
from accident_service.liability.grade import Grade
from accident_service.liability.proposal import Strength
from accident_service.quantities.identifiers import TrackId
from tests.unit.liability.drives import A, B


def fired(rule_code: str, at_fault: TrackId, against: TrackId) -> Assessment:
    finding = Finding(
        rule_code=rule_code,
        provisions=("RTSL-43",),
        at_fault=at_fault,
        against=against,
        relied_on=(),
        sentence_zh="有过错",
        sentence_en="at fault",
    )
    return Assessment(
        rule_code=rule_code,
        at_fault=at_fault,
        against=against,
        truth=Truth.TRUE,
        relied_on=(),
        undecided=(),
        contradicted_by=(),
        finding=finding,
    )


def clean(party: TrackId) -> list[Fact]:
    known = [
        Fact(kind=kind, party=party, truth=Truth.FALSE, sentence_zh="无", sentence_en=f"no {kind}")
        for kind in (*COUNTER_HYPOTHESES, FactKind.ABOVE_SPEED_LIMIT, FactKind.STATIONARY)
    ]
    seen = Fact(
        kind=FactKind.SEEN_LONG_ENOUGH,
        party=party,
        truth=Truth.TRUE,
        sentence_zh="足够",
        sentence_en="long",
    )
    return [*known, seen]


def test_both_at_fault_is_equal_with_an_officer_asked_to_weigh() -> None:
    result = apportion(Facts(()), (fired("R02", A, B), fired("R02", B, A)))

    assert dict(result.grades) == {A: Grade.EQUAL, B: Grade.EQUAL}
    assert result.strength is Strength.LIMITED
    assert [reason.code for reason in result.reasons] == ["both-at-fault"]


def test_a_clean_other_side_makes_it_firm_and_lists_what_was_excluded() -> None:
    result = apportion(Facts(tuple(clean(A))), (fired("R01", B, A),))

    assert dict(result.grades) == {A: Grade.NONE, B: Grade.FULL}
    assert result.strength is Strength.FIRM
    assert {one.rule_code for one in result.excluded} == set(COUNTER_HYPOTHESES.values())


def test_an_open_question_about_the_other_side_takes_the_firmness() -> None:
    facts = [fact for fact in clean(A) if fact.kind is not FactKind.ENTERED_ON_RED]

    result = apportion(Facts(tuple(facts)), (fired("R01", B, A),))

    assert result.strength is Strength.LIMITED
    assert [reason.code for reason in result.reasons] == ["officer-look"]


def test_nothing_fired_is_never_shared_equally() -> None:
    result = apportion(Facts(()), ())

    assert result.grades == ()
    assert result.rule_code == "R90"

"""The case tables cover the rules; here is how any rules, whichever they are, combine."""

from accident_service.liability.apportionment import apportion
from accident_service.liability.considered import Considered
from accident_service.liability.contribution import Contribution
from accident_service.liability.fact import Fact, FactKind, Facts, Truth
from accident_service.liability.finding import Assessment, Finding
from accident_service.liability.grade import Grade
from accident_service.liability.mixed_case import Effect, MixedCase
from accident_service.liability.proposal import Strength
from accident_service.quantities.identifiers import TrackId
from tests.unit.liability.drives import A, B

FULL_AND_NONE = ((A, Grade.FULL), (B, Grade.NONE))


def fact(kind: FactKind, party: TrackId, truth: Truth) -> Fact:
    return Fact(kind=kind, party=party, truth=truth, sentence_zh=kind, sentence_en=kind)


SEEN = Facts(tuple(fact(FactKind.SEEN_LONG_ENOUGH, party, Truth.TRUE) for party in (A, B)))


def tried(rule_code: str, at_fault: TrackId, truth: Truth, *facts: Fact) -> Assessment:
    against = B if at_fault == A else A
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
        truth=truth,
        relied_on=(),
        undecided=facts if truth is Truth.UNKNOWN else (),
        contradicted_by=facts if truth is Truth.FALSE else (),
        finding=finding if truth is Truth.TRUE else None,
    )


def fired(rule_code: str, at_fault: TrackId) -> Assessment:
    return tried(rule_code, at_fault, Truth.TRUE)


def mixed(code: str, effect: Effect, *suggested: tuple[TrackId, Grade]) -> MixedCase:
    return MixedCase(
        code=code,
        about=A,
        against=B,
        effect=effect,
        suggested=suggested,
        provisions=("SPR-60",),
        relied_on=(),
        sentence_zh="混合情形",
        sentence_en="a mixed case",
    )


def test_both_at_fault_is_equal_with_an_officer_asked_to_weigh() -> None:
    result = apportion(SEEN, Considered(assessments=(fired("R02", A), fired("R02", B))))

    assert dict(result.grades) == {A: Grade.EQUAL, B: Grade.EQUAL}
    assert result.strength is Strength.LIMITED
    assert [reason.code for reason in result.reasons] == ["both-at-fault"]


def test_a_clean_other_side_makes_it_firm_and_lists_what_was_excluded() -> None:
    reversing = fact(FactKind.REVERSING, A, Truth.FALSE)
    excluded = tried("R20", A, Truth.FALSE, reversing)

    result = apportion(SEEN, Considered(assessments=(fired("R02", B), excluded)))

    assert dict(result.grades) == {A: Grade.NONE, B: Grade.FULL}
    assert result.strength is Strength.FIRM
    assert [(one.rule_code, one.en) for one in result.excluded] == [
        ("R20", "Excluded: reversing"),
    ]


def test_what_many_facts_speak_against_was_never_an_account_worth_naming() -> None:
    against = tuple(
        fact(kind, A, Truth.FALSE)
        for kind in (FactKind.REVERSING, FactKind.STRUCK_AT_REAR, FactKind.TURNING)
    )
    far_off = tried("R20", A, Truth.FALSE, *against)

    assert apportion(SEEN, Considered(assessments=(fired("R02", B), far_off))).excluded == ()


def test_an_open_rule_against_the_other_side_takes_the_firmness() -> None:
    on_red = tried("R06", A, Truth.UNKNOWN, fact(FactKind.ENTERED_ON_RED, A, Truth.UNKNOWN))

    result = apportion(SEEN, Considered(assessments=(fired("R02", B), on_red)))

    assert result.strength is Strength.LIMITED
    assert [reason.code for reason in result.reasons] == ["officer-look"]


def test_a_contributory_fault_of_the_other_side_takes_the_firmness_and_no_more() -> None:
    sped = Contribution(
        code="C01",
        party=A,
        truth=Truth.TRUE,
        provisions=("RTSL-42",),
        relied_on=(),
        sentence_zh="超速",
        sentence_en="sped",
    )

    result = apportion(SEEN, Considered(assessments=(fired("R02", B),), contributions=(sped,)))

    assert dict(result.grades) == {A: Grade.NONE, B: Grade.FULL}
    assert [reason.code for reason in result.reasons] == ["contributory"]


def test_nothing_fired_is_never_shared_equally() -> None:
    result = apportion(SEEN, Considered(assessments=()))

    assert result.grades == ()
    assert result.rule_code == "R90"


def test_a_mixed_case_for_the_officer_leaves_the_grades_open() -> None:
    considered = Considered(
        assessments=(fired("R02", B),),
        mixed=(mixed("M06", Effect.OFFICER, (B, Grade.PRIMARY), (A, Grade.SECONDARY)),),
    )

    result = apportion(SEEN, considered)

    assert result.grades == ()
    assert [reason.code for reason in result.reasons] == ["mixed-M06"]
    assert [finding.rule_code for finding in result.findings] == ["R02"]


def test_a_mixed_case_that_suggests_is_proposed_and_never_firmly() -> None:
    considered = Considered(
        assessments=(fired("R02", B),), mixed=(mixed("M02", Effect.SUGGEST, *FULL_AND_NONE),)
    )

    result = apportion(SEEN, considered)

    assert result.grades == FULL_AND_NONE
    assert result.rule_code == "M02"
    assert result.strength is Strength.LIMITED


def test_mixed_cases_that_divide_differently_are_for_an_officer() -> None:
    considered = Considered(
        assessments=(),
        mixed=(
            mixed("M02", Effect.SUGGEST, *FULL_AND_NONE),
            mixed("M03", Effect.SUGGEST, (A, Grade.EQUAL), (B, Grade.EQUAL)),
        ),
    )

    result = apportion(SEEN, considered)

    assert result.grades == ()
    assert [reason.code for reason in result.reasons] == ["mixed-M02", "mixed-M03"]


def test_a_mixed_reserve_keeps_the_grades_and_takes_the_firmness() -> None:
    considered = Considered(assessments=(fired("R20", A),), mixed=(mixed("M01", Effect.RESERVE),))

    result = apportion(SEEN, considered)

    assert dict(result.grades) == dict(FULL_AND_NONE)
    assert result.strength is Strength.LIMITED


def test_what_is_found_by_a_rule_left_to_the_officer_divides_nothing() -> None:
    considered = Considered(
        assessments=(fired("R02", B), fired("R33", B)), left_to_officer=frozenset({"R33"})
    )

    result = apportion(SEEN, considered)

    assert result.grades == ()
    assert [reason.code for reason in result.reasons] == ["officer-R33"]
    assert {finding.rule_code for finding in result.findings} == {"R02", "R33"}

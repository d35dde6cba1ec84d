from collections.abc import Callable
from dataclasses import replace
from datetime import date

from accident_service.liability.fact import Facts, Truth
from accident_service.liability.finding import Assessment, Finding
from accident_service.liability.grade import Grade
from accident_service.liability.law_modules import MixedCaseRule, Rule
from accident_service.liability.mixed_case import Effect, MixedCase
from accident_service.liability.rule_pack import MixedDivision, PackVersion
from accident_service.liability.thresholds import built_in_thresholds
from accident_service.quantities.identifiers import TrackId

A, B = TrackId("A"), TrackId("B")
VERSION = PackVersion(version="1", valid_from=date(2024, 1, 1))
FOUND = MixedCase(
    code="M05",
    about=A,
    against=B,
    effect=Effect.OFFICER,
    suggested=((A, Grade.SECONDARY), (B, Grade.PRIMARY)),
    provisions=("REG-60",),
    relied_on=(),
    sentence_zh="甲",
    sentence_en="a",
)
FINDING = Finding(
    rule_code="R01",
    provisions=("RTSL-43",),
    at_fault=A,
    against=B,
    relied_on=(),
    sentence_zh="甲",
    sentence_en="a",
)


def considered(version: PackVersion, found: MixedCase) -> MixedCase | None:
    case = MixedCaseRule(code="M05", provisions=(), consider=lambda *_: found)
    return version.mixed_case(case).consider(Facts(()), (), A, B)


def fires(finding: Finding | None) -> Callable[[Facts, TrackId, TrackId], Assessment]:
    tried = Assessment(
        rule_code="R01",
        at_fault=A,
        against=B,
        truth=Truth.that(finding is not None),
        relied_on=(),
        undecided=(),
        contradicted_by=(),
        finding=finding,
    )
    return lambda *_: tried


def test_a_pack_that_says_nothing_of_a_mixed_case_leaves_it_as_it_is() -> None:
    assert considered(VERSION, FOUND) == FOUND


def test_a_pack_may_let_a_mixed_case_propose_primary_and_secondary() -> None:
    version = replace(VERSION, mixed=(MixedDivision(code="M05", effect=Effect.SUGGEST),))

    assert considered(version, FOUND) == replace(FOUND, effect=Effect.SUGGEST)


def test_a_pack_may_divide_a_mixed_case_otherwise() -> None:
    version = replace(
        VERSION,
        mixed=(
            MixedDivision(code="M05", effect=Effect.SUGGEST, grades=(Grade.EQUAL, Grade.EQUAL)),
        ),
    )

    found = considered(version, FOUND)

    assert found is not None
    assert found.suggested == ((A, Grade.EQUAL), (B, Grade.EQUAL))


def test_a_mixed_case_with_nothing_to_suggest_is_not_made_to_suggest() -> None:
    version = replace(VERSION, mixed=(MixedDivision(code="M05", effect=Effect.SUGGEST),))
    silent = replace(FOUND, suggested=())

    assert considered(version, silent) == silent


def test_grades_a_pack_does_not_know_are_never_suggested() -> None:
    version = replace(VERSION, grades=(Grade.FULL, Grade.EQUAL, Grade.NONE))

    assert considered(version, FOUND) == replace(FOUND, suggested=())
    suggesting = replace(FOUND, effect=Effect.SUGGEST)
    assert considered(version, suggesting) == replace(FOUND, suggested=(), effect=Effect.RESERVE)


def test_a_finding_cites_the_citys_article_beside_the_law() -> None:
    version = replace(VERSION, cites=(("R01", ("CITY-4",)),))
    rule = Rule(code="R01", provisions=("RTSL-43",), assess=fires(FINDING))

    tried = version.rule(rule).assess(Facts(()), A, B)

    assert tried.finding is not None
    assert tried.finding.provisions == ("RTSL-43", "CITY-4")
    silent = replace(rule, assess=fires(None))
    assert version.rule(silent).assess(Facts(()), A, B).finding is None


def test_a_version_switches_rules_on_and_off() -> None:
    version = replace(VERSION, on=("R03L",), off=("R03",))

    assert version.switched(frozenset({"R01", "R03"})) == {"R01", "R03L"}


def test_thresholds_it_does_not_change_stay() -> None:
    told = built_in_thresholds()
    changed = replace(told[0], value=9.0)

    assert replace(VERSION, thresholds=(changed,)).told(told) == (changed, *told[1:])

"""Which accounts contradict one another, and which only differ in where one stood."""

from dataclasses import replace

import pytest

from accident_service.casefile.case import Case
from accident_service.casefile.shared_facts import Contradiction, contradictions_of
from accident_service.reports.second_word import SecondWord
from accident_service.reports.statement import Circumstance
from tests.fakes import examples

Said = tuple[Circumstance, int]


def both(first: Said, second: Said) -> Case:
    """A case in which each says what it did and where it was touched."""
    told = [
        replace(given, circumstance=did, damage_clock=clock)
        for given, (did, clock) in zip(
            (examples.statement_a(), examples.statement_b()), (first, second), strict=True
        )
    ]
    joined = examples.reported_case().joined_by(examples.party_b(), told[1])
    return replace(joined, statements=tuple(told))


def test_before_both_have_spoken_nothing_contradicts() -> None:
    word = SecondWord(given_at=examples.NOON, differing=(("weather", "rain"),))
    assert contradictions_of(replace(examples.reported_case(), second_word=word)) == ()


def test_what_the_second_told_otherwise_stands_beside_what_was_reported() -> None:
    word = SecondWord(
        given_at=examples.NOON, differing=(("weather", "rain"),), applies=("facility_damaged",)
    )
    case = replace(
        both((Circumstance.STANDING, 6), (Circumstance.GOING_STRAIGHT, 12)), second_word=word
    )
    assert contradictions_of(case) == (
        Contradiction(field="weather", first="clear", second="rain"),
        Contradiction(field="facility_damaged", first="no", second="yes"),
    )


@pytest.mark.parametrize(
    ("first", "second", "fields"),
    [
        pytest.param(
            (Circumstance.STANDING, 6),
            (Circumstance.GOING_STRAIGHT, 12),
            (),
            id="run into from behind",
        ),
        pytest.param(
            (Circumstance.STANDING, 9),
            (Circumstance.STANDING, 3),
            ("circumstance",),
            id="both stood",
        ),
        pytest.param(
            (Circumstance.STANDING, 6),
            (Circumstance.GOING_STRAIGHT, 6),
            ("damage_clock",),
            id="two rears",
        ),
        pytest.param(
            (Circumstance.REVERSING, 6), (Circumstance.REVERSING, 6), (), id="both backed up"
        ),
        pytest.param((Circumstance.STANDING, 6), (Circumstance.REVERSING, 6), (), id="backed into"),
        pytest.param(
            (Circumstance.GOING_STRAIGHT, 6),
            (Circumstance.TURNING_LEFT, 9),
            ("damage_clock",),
            id="by a side",
        ),
        pytest.param(
            (Circumstance.LEAVING_PARKING, 6),
            (Circumstance.GOING_STRAIGHT, 3),
            (),
            id="out of a space",
        ),
        pytest.param(
            (Circumstance.CHANGING_LANE, 3), (Circumstance.GOING_STRAIGHT, 9), (), id="side by side"
        ),
        pytest.param(
            (Circumstance.GOING_STRAIGHT, 12), (Circumstance.GOING_STRAIGHT, 12), (), id="head on"
        ),
    ],
)
def test_manoeuvres_and_damage(first: Said, second: Said, fields: tuple[str, ...]) -> None:
    assert tuple(one.field for one in contradictions_of(both(first, second))) == fields
    swapped = contradictions_of(both(second, first))
    assert tuple(one.field for one in swapped) == fields

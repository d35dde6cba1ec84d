import tomllib
from dataclasses import replace
from typing import Any

import pytest

from accident_service.casefile.case import Case
from accident_service.casefile.plain_words import (
    PlainWords,
    clock_time,
    in_my_terms,
    insurance_of,
    plain_words,
)
from accident_service.liability.grade import Grade
from accident_service.reports.party import PartyLetter
from tests.fakes import examples, measured
from tests.unit.casefile.wording_cases import case_of
from tests.unit.liability.case_tables import TABLES

A, B = PartyLetter.A, PartyLetter.B
TABLE = tomllib.loads((TABLES / "plain_words.toml").read_text(encoding="utf-8"))["case"]
TOLD = [
    pytest.param(entry, letter, id=f"{entry['name']} ({letter})")
    for entry in TABLE
    for letter in entry["tells"]
]


def told(case: Case, letter: PartyLetter) -> PlainWords:
    words = plain_words(case, letter)
    assert words is not None
    return words


@pytest.mark.parametrize(("entry", "letter"), TOLD)
def test_each_party_is_told_what_the_table_says(entry: dict[str, Any], letter: str) -> None:
    words = told(case_of(entry), PartyLetter(letter))
    said = (words.outcome, *words.why, *(fact.words for fact in words.rests_on))

    assert [one.zh for one in said] == entry["tells"][letter][0]
    assert [one.en for one in said] == entry["tells"][letter][1]
    assert words.reason == entry.get("reason", "")


def test_moments_are_told_by_the_clocks_people_wear() -> None:
    case = examples.decided_case()
    (clip,) = case.clips
    at = clock_time(case, 10.0)

    assert at is not None
    assert (at - clip.from_at).total_seconds() == pytest.approx(10.0 - clip.clock_offset_s.value)
    assert at.utcoffset() is not None
    assert clock_time(replace(case, clips=()), 10.0) is None


def test_speeds_are_intervals_and_the_own_one_comes_first() -> None:
    speeds = told(examples.decided_case(), B).speeds

    assert "您的车" in speeds[0].zh
    assert "19.8 to 22.0 km/h" in speeds[0].en
    assert speeds[1].en.startswith("Speed of the other vehicle")


def test_what_else_was_looked_at_is_told_in_the_partys_terms() -> None:
    words = told(examples.decided_case(), A)

    assert "对方的车超速行驶。" in [one.zh for one in words.looked_at]
    assert "Your vehicle was not reversing." in [one.en for one in words.looked_at]


def test_without_a_division_there_is_nothing_to_tell() -> None:
    assert plain_words(examples.proposed_case(), A) is None


@pytest.mark.parametrize(
    ("grades", "mine", "key"),
    [
        ((Grade.NONE, Grade.FULL), Grade.FULL, "full"),
        ((Grade.NONE, Grade.FULL), Grade.NONE, "none"),
        ((Grade.PRIMARY, Grade.SECONDARY), Grade.SECONDARY, "shared"),
        ((Grade.EQUAL, Grade.EQUAL), Grade.EQUAL, "shared"),
        ((Grade.NONE, Grade.NONE), Grade.NONE, "neither"),
    ],
)
def test_insurance_follows_the_division(grades: tuple[Grade, ...], mine: Grade, key: str) -> None:
    assert insurance_of(grades, mine) == key


def test_a_sentence_about_vehicles_names_no_track() -> None:
    fact = measured.facts().all[0]
    words = in_my_terms(examples.decided_case(), B, fact.sentence_zh, fact.sentence_en)

    assert (words.zh, words.en) == ("您的车以车头接触。", "Your vehicle touched with its front.")

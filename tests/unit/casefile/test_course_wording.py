"""The sentences documents tell accidents in, as officers have reviewed them."""

import re
from dataclasses import replace

import pytest

from accident_service.casefile.course_wording import course_in_words
from accident_service.casefile.measured_wording import Sentence
from accident_service.liability.grade import Grade
from tests.fakes import examples
from tests.unit.casefile.wording_cases import PLACE, WordedCase, case_of, worded_cases

CASES = worded_cases()


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_course_is_told_as_reviewed(case: WordedCase) -> None:
    assert [case.course.zh, case.course.en] == case.expected["course"]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_cause_and_responsibility_are_told_as_reviewed(case: WordedCase) -> None:
    assert [case.cause.zh, case.cause.en] == case.expected["cause"]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_no_direction_is_told_that_was_not_measured(case: WordedCase) -> None:
    measured = any("bearing_deg" in case.expected[letter] for letter in "AB")
    assert measured or not re.search("由[东西南北]+向", case.course.zh)


def test_every_pair_of_grades_and_each_side_is_in_the_table() -> None:
    pairs = {(case.expected["grades"]["A"], case.expected["grades"]["B"]) for case in CASES}
    assert pairs >= {
        (Grade.FULL, Grade.NONE),
        (Grade.NONE, Grade.FULL),
        (Grade.PRIMARY, Grade.SECONDARY),
        (Grade.SECONDARY, Grade.PRIMARY),
        (Grade.EQUAL, Grade.EQUAL),
        (Grade.NONE, Grade.NONE),
    }


def test_a_fact_that_is_not_certain_is_not_told() -> None:
    entry = next(case.expected for case in CASES if "waits at the light" in case.name)
    doubted = {**entry["but"]["A"], "waiting-in-traffic": "unknown", "stationary": "unknown"}
    told = course_in_words(case_of({**entry, "but": {**entry["but"], "A": doubted}}), PLACE)

    assert "停" not in told.zh
    assert "waiting" not in told.en


def test_without_a_match_of_parties_and_vehicles_no_course_is_told() -> None:
    unmatched = replace(examples.decided_case(), party_tracks=None)
    assert course_in_words(unmatched, PLACE) == Sentence("", "")

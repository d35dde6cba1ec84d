"""The second party's word: each fact confirmed, or told otherwise; and what applies after all."""

import pytest

from accident_service.errors import InvalidReport
from accident_service.reports.complaints import Complaint
from accident_service.reports.eligibility import ScreeningAnswers, route
from accident_service.reports.second_word import (
    SHARED_FACTS,
    SecondWord,
    may_apply,
    read_second_word,
)
from tests.fakes.examples import NOON

ALL_SO = {f"said_{fact}": "yes" for fact in SHARED_FACTS} | {"any_applies": "no"}
FIRST = ScreeningAnswers()


def read(**changed: str) -> SecondWord:
    return read_second_word(ALL_SO | changed, FIRST, NOON)


def complaints(**changed: str) -> dict[str, str]:
    with pytest.raises(InvalidReport) as refusal:
        read(**changed)
    return refusal.value.complaints


def test_all_so_changes_nothing() -> None:
    word = read()
    assert word == SecondWord(given_at=NOON)
    assert word.screened(FIRST) == FIRST


@pytest.mark.parametrize(
    ("fact", "own"),
    [("place", "北路口以南"), ("time", "08:05"), ("weather", "rain"), ("vehicle", "一辆灰色货车")],
)
def test_what_was_otherwise_is_told_in_ones_own_value(fact: str, own: str) -> None:
    assert read(**{f"said_{fact}": "no", f"own_{fact}": own}).differing == ((fact, own),)


@pytest.mark.parametrize(
    ("fact", "own", "why"),
    [
        ("place", " ", Complaint.MISSING),
        ("time", "25:00", Complaint.TIME_OF_DAY),
        ("weather", "storm", Complaint.NOT_A_CHOICE),
        ("vehicle", "x" * 201, Complaint.TOO_LONG),
    ],
)
def test_a_no_needs_a_value_that_can_be_used(fact: str, own: str, why: Complaint) -> None:
    assert complaints(**{f"said_{fact}": "no", f"own_{fact}": own}) == {f"own_{fact}": why}


def test_nothing_is_taken_as_confirmed_that_was_left_open() -> None:
    with pytest.raises(InvalidReport) as refusal:
        read_second_word({}, FIRST, NOON)
    assert set(refusal.value.complaints) == set(ALL_SO)


def test_a_value_left_behind_by_a_change_of_mind_is_dropped() -> None:
    assert read(own_place="北路口以南", also_injured="yes") == SecondWord(given_at=NOON)


def test_what_applies_sends_the_case_another_way() -> None:
    word = read(any_applies="yes", also_injured="yes", also_vehicle_cannot_move="yes")
    assert word.applies == ("injured", "vehicle_cannot_move")
    assert route(word.screened(FIRST)).code == "REF_DEATH_INJURY"
    assert not route(word.screened(FIRST)).handled_online


def test_yes_without_a_tick_is_asked_again() -> None:
    assert complaints(any_applies="yes") == {"any_applies": Complaint.TICK_WHAT_APPLIES}


def test_what_the_first_has_affirmed_is_not_asked_again() -> None:
    assert "facility_damaged" not in may_apply(ScreeningAnswers(facility_damaged=True))

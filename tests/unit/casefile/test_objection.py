from dataclasses import replace
from datetime import timedelta

import pytest

from accident_service.casefile.objection import (
    Objection,
    Subject,
    SubjectKind,
    demand_words,
    reasons_from,
    subject_at,
)
from accident_service.errors import InvalidDecision, NotFound
from accident_service.quantities.identifiers import DocumentNumber
from accident_service.reports.party import PartyLetter
from tests.fakes import examples

STOOD = Subject(
    kind=SubjectKind.FACT, key="stationary", zh="对方的车是停着的。", en="The other vehicle stood."
)


def objection(words: str = "对方当时没有停稳。") -> Objection:
    return Objection(
        letter=PartyLetter.B,
        document=DocumentNumber("2203020001-2026-000001"),
        subject=STOOD,
        words=words,
        at=examples.NOON,
    )


def test_only_what_the_party_was_shown_can_be_objected_to() -> None:
    assert subject_at("fact:stationary", (STOOD,)) is STOOD
    with pytest.raises(NotFound):
        subject_at("fact:reversing", (STOOD,))


@pytest.mark.parametrize("words", ["", "  no ", "x" * 2001])
def test_an_objection_gives_a_reason_of_some_length(words: str) -> None:
    with pytest.raises(InvalidDecision):
        demand_words(words)


def test_a_second_tap_is_the_same_objection_and_another_reason_is_not() -> None:
    later = replace(objection(), at=examples.NOON + timedelta(seconds=2))
    assert later.repeats(objection())
    assert not objection("对方向后溜车。").repeats(objection())


def test_an_application_begins_with_what_was_objected_to() -> None:
    told = reasons_from((objection(), objection("对方向后溜车。")), chinese=True)
    assert told.startswith("1. 对方的车是停着的。\n   对方当时没有停稳。")
    assert "2. 对方的车是停着的。\n   对方向后溜车。" in told
    assert reasons_from((objection(),), chinese=False).startswith("1. The other vehicle stood.")
    assert reasons_from((), chinese=True) == ""

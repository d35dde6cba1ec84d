"""Said beside a determination: codes, a customary split, and whether each may pay its own."""

from dataclasses import replace

import pytest

from accident_service.casefile.determination import Determination
from accident_service.casefile.insurance_hints import (
    RESPONSIBILITY_CODES,
    RESPONSIBILITY_WORDS,
    Condition,
    customary_percents,
    each_pays_its_own,
    may_each_pay_its_own,
)
from accident_service.liability.grade import Grade
from tests.fakes.documents import determination


def divided(first: Grade, second: Grade) -> Determination:
    issued = determination()
    grades = zip(issued.parties, (first, second), strict=True)
    return replace(issued, parties=tuple(replace(one, grade=grade) for one, grade in grades))


@pytest.mark.parametrize(
    ("grades", "percents"),
    [
        ((Grade.FULL, Grade.NONE), (100, 0)),
        ((Grade.PRIMARY, Grade.SECONDARY), (70, 30)),
        ((Grade.EQUAL, Grade.EQUAL), (50, 50)),
        ((Grade.FULL, Grade.FULL), None),
        ((Grade.NONE, Grade.NONE), None),
    ],
)
def test_a_split_is_told_where_it_is_one(
    grades: tuple[Grade, Grade], percents: tuple[int, int] | None
) -> None:
    assert customary_percents(divided(*grades)) == percents


def test_no_split_is_told_of_one_or_three_parties() -> None:
    issued = divided(Grade.FULL, Grade.NONE)
    assert customary_percents(replace(issued, parties=issued.parties[:1])) is None


def test_each_pays_its_own_only_where_all_are_responsible() -> None:
    assert may_each_pay_its_own(each_pays_its_own(divided(Grade.FULL, Grade.NONE))) is False
    # What each lost, and whether they agree, no determination says.
    assert may_each_pay_its_own(each_pays_its_own(divided(Grade.EQUAL, Grade.EQUAL))) is None


def test_all_met_is_a_yes() -> None:
    assert may_each_pay_its_own((Condition("a", met=True, zh="", en=""),)) is True


def test_a_policy_nobody_named_is_not_known() -> None:
    issued = divided(Grade.EQUAL, Grade.EQUAL)
    bare = replace(issued, parties=(replace(issued.parties[0], policy_no=""), issued.parties[1]))
    (insured,) = [one for one in each_pays_its_own(bare) if one.code == "all-insured"]
    assert insured.met is None


def test_every_grade_has_its_code_and_words() -> None:
    assert set(RESPONSIBILITY_CODES) == set(RESPONSIBILITY_WORDS) == set(Grade)
    assert len(set(RESPONSIBILITY_CODES.values())) == len(Grade)

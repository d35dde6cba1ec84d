from dataclasses import fields

import pytest

from accident_service.reports.eligibility import ScreeningAnswers
from accident_service.reports.routing_table import REFERRALS, ROWS, Row, row_of


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.code)
def test_every_row_says_why_and_what_to_do_in_both_languages(row: Row) -> None:
    for words in (row.why_zh, row.do_zh):
        assert words.endswith("。")
    for words in (row.why_en, row.do_en):
        assert words.endswith(".")
        assert words.isascii()
    assert row.provisions


def test_codes_are_unique_and_found_again() -> None:
    assert len({row.code for row in ROWS}) == len(ROWS)
    assert all(row_of(row.code) is row for row in ROWS)
    with pytest.raises(KeyError):
        row_of("REF_NOTHING")


def test_each_referral_hangs_on_a_question_of_its_own() -> None:
    questions = [row.answer for row in REFERRALS]
    assert len(set(questions)) == len(questions)
    assert set(questions) <= {field.name for field in fields(ScreeningAnswers)}

import tomllib
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from accident_service.reports.eligibility import ScreeningAnswers, route
from accident_service.reports.routing_table import REFERRALS, ROWS

TABLE = Path(__file__).resolve().parents[2] / "case_tables" / "eligibility.toml"
CASES: list[dict[str, Any]] = tomllib.loads(TABLE.read_text())["case"]
QUESTIONS = {field.name for field in fields(ScreeningAnswers)}


def answered(*yes: str) -> ScreeningAnswers:
    assert set(yes) <= QUESTIONS
    return ScreeningAnswers(**{question: question in yes for question in QUESTIONS})


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["name"]))
def test_a_report_goes_where_the_officers_table_says(case: dict[str, Any]) -> None:
    routing = route(answered(*case["yes"]))

    assert routing.code == case["code"]
    assert list(routing.also) == case["also"]
    assert routing.handled_online is case["online"]


def test_the_officers_table_shows_every_code_applying_and_not_applying() -> None:
    shown = [{case["code"], *case["also"]} for case in CASES]
    for row in ROWS:
        assert any(row.code in codes for codes in shown), row.code
        assert any(row.code not in codes for codes in shown), row.code


@pytest.mark.parametrize("row", REFERRALS, ids=lambda row: row.code)
def test_no_referral_is_ever_handled_online_whatever_else_is_answered(row: Any) -> None:
    for others in ((), ("disputed",), ("disputed", "scene_already_cleared")):
        routing = route(answered(row.answer, *others))
        assert routing.code == row.code
        assert not routing.handled_online
        assert routing.provisions == row.provisions


def test_every_question_changes_the_outcome() -> None:
    plain = route(answered("disputed"))
    for question in QUESTIONS - {"disputed"}:
        assert route(answered("disputed", question)) != plain, question
    assert route(answered()) != plain

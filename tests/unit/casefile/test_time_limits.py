import re

import pytest

from accident_service.casefile.time_limits import (
    Event,
    LimitKind,
    TimeLimit,
    TimeLimits,
    Unit,
)
from accident_service.errors import InvalidSettings

LIMITS = TimeLimits.built_in()
ROW = """
days = 3
unit = "working-day"
article = "SPR-18"
whose = "police"
since = ["reported-after-clearing"]
met_by = ["late-report-decided"]
zh = "决定"
en = "Decide"
"""
WHOLE = "".join(f"[{kind}]{ROW}" for kind in LimitKind)


def test_every_kind_has_its_row_with_an_article_of_order_146() -> None:
    assert set(LIMITS.rows) == set(LimitKind)
    assert all(re.fullmatch(r"SPR-\d+(\.\d)?", row.article) for row in LIMITS.rows.values())


def test_every_event_belongs_to_a_limit() -> None:
    named = {
        event for row in LIMITS.rows.values() for event in (*row.since, *row.met_by, *row.ended_by)
    }
    assert named == set(Event)


@pytest.mark.parametrize("row", LIMITS.rows.values(), ids=str)
def test_only_the_limits_of_30_and_60_days_count_calendar_days(row: TimeLimit) -> None:
    """SPR-112(5) makes one, two, three, five and ten days working days, and no others."""
    assert row.unit is {0: Unit.AT_ONCE, 30: Unit.CALENDAR_DAY, 60: Unit.CALENDAR_DAY}.get(
        row.days, Unit.WORKING_DAY
    )


def test_a_limit_is_known_by_its_kind() -> None:
    assert LIMITS[LimitKind.APPLY_FOR_REVIEW].days == 3
    assert LIMITS[LimitKind.REVIEW_CONCLUSION].days == 30
    assert TimeLimits.from_toml(WHOLE)[LimitKind.MEDIATION].article == "SPR-18"


@pytest.mark.parametrize(
    ("good", "bad", "named"),
    [
        ("[late-report]", "[early-report]", "early-report"),
        (f"[late-report]{ROW}", "", "late-report missing"),
        ("days = 3", "days = 0", "0 days"),
        ('"working-day"', '"week"', "week"),
        ('"late-report-decided"', '"forgotten"', "forgotten"),
        ("zh =", "de =", "zh"),
    ],
)
def test_a_table_that_cannot_be_read_is_refused(good: str, bad: str, named: str) -> None:
    with pytest.raises(InvalidSettings, match=named):
        TimeLimits.from_toml(WHOLE.replace(good, bad, 1))

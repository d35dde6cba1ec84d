"""Sums of the city's figures in SQL against counting its rows one by one."""

import math
import random
from collections import Counter
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import delete, insert

from accident_service.adapters.database.city_book import SqlCityBook
from accident_service.adapters.database.figure_blocks import PackFigures
from accident_service.adapters.database.figure_rows import columns_of
from accident_service.adapters.database.figure_tables import case_figure
from accident_service.adapters.database.ledger import SqlLedger
from accident_service.casefile.case_figures import CaseFigures, Ended
from accident_service.casework.city_ports import Span
from accident_service.quantities.identifiers import CaseId, SiteId, UnitId
from tests.fakes import examples
from tests.fakes.clock import FakeClock
from tests.keys import open_engines

DAY = timedelta(days=1)
NOON = examples.NOON
SPAN = Span(from_at=NOON - 30 * DAY, to_at=NOON + DAY)
TODAY = date(2026, 3, 2)


def test_sums_over_many_cases_are_those_of_counting_one_by_one(database_url: str) -> None:
    engines = open_engines(database_url)
    ledger, book = SqlLedger(engines=engines, clock=FakeClock()), SqlCityBook(engines)
    chance = random.Random(7)  # noqa: S311 - nobody's secret
    cases = [examples.reported_case(str(number)) for number in range(120)]
    with ledger.transaction() as work:
        for case in cases:
            work.cases.add(case)
    rows = [_made_up(case.id, chance) for case in cases]
    with engines.transaction() as connection:
        connection.execute(delete(case_figure))
        connection.execute(insert(case_figure), rows)
    _compare(rows, book)
    pack = PackFigures(engines, FakeClock())
    while pack.turn():
        pass
    _compare(rows, book)
    changed = rows[17] | {"rule_code": "R03", "section": rows[18]["section"], "leave_s": 3}
    with engines.transaction() as connection:
        here = case_figure.c.case_id == changed["case_id"]
        connection.execute(case_figure.update().where(here).values(changed))
        connection.execute(delete(case_figure).where(case_figure.c.case_id == "case-3"))
    rows = [changed if row is rows[17] else row for row in rows if row["case_id"] != "case-3"]
    _compare(rows, book)
    assert pack.turn() in {1, 2}
    _compare(rows, book)
    engines.close()


def test_days_are_packed_once_and_again_after_a_change(database_url: str) -> None:
    engines = open_engines(database_url)
    ledger = SqlLedger(engines=engines, clock=FakeClock(NOON + 3 * DAY))
    pack = PackFigures(engines, FakeClock(NOON + 3 * DAY))
    assert pack.turn() == 0
    with ledger.transaction() as work:
        work.cases.add(examples.reported_case())
    assert (pack.turn(), pack.turn()) == (3, 0)
    with ledger.transaction() as work:
        work.cases.save(work.cases.load(examples.reported_case().id).referred_by_law())
    assert (pack.turn(), pack.turn()) == (1, 0)
    engines.close()


def _compare(rows: list[dict[str, Any]], book: SqlCityBook) -> None:
    _compare_filed(rows, book)
    _compare_happened(rows, book)


def _compare_filed(rows: list[dict[str, Any]], book: SqlCityBook) -> None:
    span = replace(SPAN, unit=UnitId("one"))
    inside = [row for row in rows if row["unit"] == "one" and _is_in(row["filed_at"], span)]
    found = book.service(span, TODAY)
    lengths = sorted(row["leave_s"] for row in inside if row["leave_s"] is not None)
    assert found.to_leave.median_s == lengths[math.ceil(0.5 * len(lengths)) - 1]
    assert found.to_leave.p90_s == lengths[math.ceil(0.9 * len(lengths)) - 1]
    assert found.ended == Counter(Ended(row["ended"]) for row in inside)
    late = sum(
        row["limits_late"] + (row["open_due_on"] is not None and row["open_due_on"] < TODAY)
        for row in inside
    )
    assert found.on_time.of - found.on_time.count == late
    judged = Counter(row["rule_code"] for row in inside if row["overridden"] is not None)
    assert {rule: share.of for rule, share in book.filed(span, TODAY).overridden_by_rule} == judged
    assert sum(week.filed for week in book.filed(span, TODAY).weeks) == len(inside)


def _compare_happened(rows: list[dict[str, Any]], book: SqlCityBook) -> None:
    hours = Counter(row["occurred_hour"] for row in rows if _is_in(row["occurred_at"], SPAN))
    assert book.hours(SPAN) == tuple(hours[hour] for hour in range(24))
    sections = Counter(row["section"] for row in rows if _is_in(row["occurred_at"], SPAN))
    listed = book.sections(SPAN, NOON - 10 * DAY, NOON - 20 * DAY, limit=99)
    assert [one.count for one in listed] == sorted(sections.values(), reverse=True)
    assert sum(count for one in listed for _, count in one.rules) == sections.total()


def _is_in(at: datetime, span: Span) -> bool:
    return span.from_at <= at < span.to_at


def _made_up(case_id: CaseId, chance: random.Random) -> dict[str, Any]:
    occurred_at = NOON - chance.randrange(60 * 24) * timedelta(hours=1)
    figures = CaseFigures(
        filed_at=occurred_at + chance.randrange(30) * timedelta(hours=1),
        occurred_at=occurred_at,
        unit=UnitId(chance.choice(["one", "two"])),
        site=SiteId(chance.choice("abc")) if chance.random() < 0.5 else None,
        cell=(chance.randrange(9), chance.randrange(9)),
        road_zh=chance.choice(["", "中央"]),
        road_en="",
        towards=chance.choice(["", "由北向南"]),
        rule_code=chance.choice(["R01", "R02"]),
        camera=None,
        ended=chance.choice(list(Ended)),
        proposed=chance.random() < 0.8,
        abstained=chance.random() < 0.1,
        overridden=chance.choice([None, False, True]),
        leave_s=chance.choice([None, chance.randrange(500)]),
        proposal_s=None,
        determination_s=None,
        limits_kept=1,
        limits_late=chance.randrange(2),
        open_due_on=chance.choice([None, TODAY - chance.randrange(9) * DAY]),
    )
    return {"case_id": case_id, **columns_of(figures)}

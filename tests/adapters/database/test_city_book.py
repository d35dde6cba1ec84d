"""The city's figures follow the cases, in SQLite and in PostgreSQL alike."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import delete, select

from accident_service.adapters.database.case_tables import step_attempt
from accident_service.adapters.database.city_book import SqlCityBook
from accident_service.adapters.database.engine import Engines
from accident_service.adapters.database.figure_tables import case_figure
from accident_service.adapters.database.ledger import SqlLedger
from accident_service.casefile.analysis import Coordinates
from accident_service.casefile.case import Case
from accident_service.casefile.case_figures import Ended
from accident_service.casefile.counted import Share
from accident_service.casefile.decision import DecisionKind
from accident_service.casework.city_ports import MapView, Span
from accident_service.casework.ports import Step
from accident_service.quantities.identifiers import AttemptId, CaseId, UnitId
from tests.fakes import examples
from tests.fakes.clock import FakeClock
from tests.keys import open_engines, upgrade

DAY = timedelta(days=1)
NOON = examples.NOON
SPAN = Span(from_at=NOON - 30 * DAY, to_at=NOON + DAY)
TODAY = date(2026, 3, 2)
EVERYWHERE = MapView(south_deg=-80, west_deg=-180, north_deg=80, east_deg=180, cells=4)


@pytest.fixture
def sql(database_url: str) -> Iterator[tuple[SqlLedger, SqlCityBook, Engines]]:
    engines = open_engines(database_url)
    yield SqlLedger(engines=engines, clock=FakeClock()), SqlCityBook(engines), engines
    engines.close()


Sql = tuple[SqlLedger, SqlCityBook, Engines]


def keep(ledger: SqlLedger, *cases: Case) -> None:
    with ledger.transaction() as work:
        for case in cases:
            work.cases.add(case)


def earlier(case: Case, days: int) -> Case:
    report = case.report
    moved = replace(
        report,
        filed_at=report.filed_at - days * DAY,
        occurred_at=report.occurred_at - days * DAY,
    )
    return replace(case, report=moved)


def at(case: Case, latitude_deg: float, longitude_deg: float) -> Case:
    record = case.analyses[0]
    assert record.contact is not None
    contact = replace(record.contact, coordinates=Coordinates(latitude_deg, longitude_deg))
    return replace(case, analyses=(replace(record, contact=contact),))


def amended(name: str) -> Case:
    decision = replace(examples.decision(), kind=DecisionKind.AMEND)
    return replace(examples.decided_case(name), decision=decision)


def test_an_empty_city_has_no_figures_and_no_error(sql: Sql) -> None:
    _, book, _ = sql
    found = book.service(SPAN, TODAY)
    assert (found.filed, found.remote, found.to_leave.median_s) == (0, Share(0, 0), None)
    assert (book.filed(SPAN, TODAY).weeks, book.cells(SPAN, EVERYWHERE)) == ((), ())
    assert book.hours(SPAN) == (0,) * 24


def test_cases_are_counted_by_how_they_ended_and_what_was_judged(sql: Sql) -> None:
    ledger, book, _ = sql
    keep(
        ledger,
        examples.decided_case("1"),
        amended("2"),
        examples.reported_case("3").referred_by_law(),
        earlier(examples.decided_case("4"), 40),
    )
    found = book.service(SPAN, TODAY)
    assert found.filed == 3
    assert found.ended == {Ended.OPEN: 2, Ended.SCENE: 1}
    assert found.remote == Share(0, 1)
    assert found.overridden == Share(1, 2)
    assert found.abstained == Share(0, 2)
    assert book.filed(SPAN, TODAY).overridden_by_rule == (("R01", Share(1, 2)),)
    ((camera, share),) = book.filed(SPAN, TODAY).overridden_by_camera
    assert (camera, share) == (examples.CAMERA, Share(1, 2))


def test_a_unit_is_told_its_own_cases_only(sql: Sql) -> None:
    ledger, book, _ = sql
    keep(ledger, examples.decided_case("1"), examples.proposed_case("2"))
    mine = replace(SPAN, unit=examples.officer().unit)
    assert book.service(mine, TODAY).filed == 1
    assert book.service(replace(SPAN, unit=UnitId("another")), TODAY).filed == 0


def test_waits_are_told_by_median_and_ninetieth_in_a_hundred(sql: Sql) -> None:
    ledger, book, engines = sql
    cases = [examples.reported_case(str(number)) for number in range(1, 11)]
    keep(ledger, *cases)
    with engines.transaction() as connection:
        for seconds, case in enumerate(cases, start=1):
            here = case_figure.c.case_id == case.id
            connection.execute(case_figure.update().where(here).values(leave_s=seconds))
    waits = book.service(SPAN, TODAY).to_leave
    assert (waits.count, waits.median_s, waits.p90_s) == (10, 5.0, 9.0)


def test_the_wait_for_the_cameras_ends_with_the_step_that_finds_them(sql: Sql) -> None:
    ledger, book, _ = sql
    clock = ledger.clock
    assert isinstance(clock, FakeClock)
    with ledger.transaction() as work:
        work.cases.add(examples.reported_case())
        work.steps.request(CaseId("case-1"), Step.FIND_CLIPS)
    attempt = _only_attempt(sql[2])
    with ledger.transaction() as work:
        lease = work.steps.begin(attempt)
    assert lease is not None
    with ledger.transaction() as work:
        case = work.cases.load(CaseId("case-1"))
        work.steps.finish(lease)
        work.cases.save(case.with_clip_requests(examples.SITE, (examples.clip_request(),)))
    waits = book.service(SPAN, TODAY).to_leave
    filed_at = examples.reported_case().report.filed_at
    assert waits.median_s == max(0.0, (clock.now() - filed_at).total_seconds())


def test_what_is_overdue_is_late_before_it_is_done(sql: Sql) -> None:
    ledger, book, _ = sql
    keep(ledger, examples.proposed_case())
    assert book.service(SPAN, TODAY).on_time == Share(0, 0)
    assert book.service(SPAN, date(2026, 4, 1)).on_time == Share(0, 1)


def test_weeks_begin_on_monday_in_beijing(sql: Sql) -> None:
    ledger, book, _ = sql
    keep(ledger, examples.reported_case("1"), earlier(examples.reported_case("2"), 7))
    weeks = book.filed(SPAN, TODAY).weeks
    assert [one.monday.weekday() for one in weeks] == [0, 0]
    assert (weeks[1].monday - weeks[0].monday).days == 7
    assert [one.filed for one in weeks] == [1, 1]


def test_accidents_near_each_other_share_a_square_of_the_map(sql: Sql) -> None:
    ledger, book, _ = sql
    keep(
        ledger,
        at(examples.proposed_case("1"), 43.17001, 124.35001),
        at(examples.proposed_case("2"), 43.17002, 124.35002),
        at(examples.proposed_case("3"), 43.19, 124.35),
        examples.reported_case("4"),
    )
    found = book.cells(SPAN, EVERYWHERE)
    assert [one.count for one in found] == [2, 1]
    assert found[0].latitude_deg == pytest.approx(43.17, abs=0.0003)
    assert book.sites(SPAN) == {examples.SITE: 1}
    north = replace(EVERYWHERE, south_deg=43.18)
    assert [one.count for one in book.cells(SPAN, north)] == [1]


def test_sections_are_listed_by_count_with_their_rules_and_what_was_before(sql: Sql) -> None:
    ledger, book, _ = sql
    keep(
        ledger,
        examples.proposed_case("1"),
        earlier(examples.proposed_case("2"), 10),
        earlier(examples.proposed_case("3"), 100),
        replace(at(examples.proposed_case("4"), 43.5, 124.5), site=None),
    )
    first, second = book.sections(SPAN, NOON - 90 * DAY, NOON - 180 * DAY, limit=10)
    assert first.section.site == examples.SITE
    assert (first.count, first.lately, first.before) == (2, 2, 1)
    assert first.rules == (("R01", 2),)
    assert second.section.cell is not None
    assert second.count == 1
    assert len(book.sections(SPAN, NOON - 90 * DAY, NOON - 180 * DAY, limit=1)) == 1


def test_cases_kept_before_anything_was_counted_are_counted_at_the_next_start(
    sql: Sql, database_url: str
) -> None:
    ledger, book, engines = sql
    keep(ledger, examples.decided_case())
    with engines.transaction() as connection:
        connection.execute(delete(case_figure))
    upgrade(database_url)
    assert book.service(SPAN, TODAY).filed == 1


def _only_attempt(engines: Engines) -> AttemptId:
    with engines.glance() as connection:
        return AttemptId(connection.execute(select(step_attempt.c.id)).scalar_one())

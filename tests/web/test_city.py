"""The city's view: places and figures with their doubts, nothing of a person, safe to export."""

from dataclasses import replace

import pytest

from accident_service.casefile.roles import Role
from accident_service.casework.city_figures import TrafficCounts
from accident_service.casework.city_ports import Section, SectionCounts
from accident_service.quantities.identifiers import SiteId
from accident_service.web.csv_export import safe_cell
from tests.browser.staged import staged_world
from tests.fakes import examples
from tests.fakes.casework import FakeWorld
from tests.web.visit import Visitor, app_on


def at_desk(world: FakeWorld, *roles: Role) -> Visitor:
    world.officers.grant(examples.officer().id, *(roles or (Role.AUDITOR,)))
    visitor = Visitor(app_on(world))
    visitor.sign_in_as_officer()
    return visitor


def test_a_rise_is_named_only_where_few_cases_cannot_explain_it() -> None:
    page = at_desk(FakeWorld()).read("/officer/city")
    rows = page.split('<th scope="row">')
    (worse,) = [row for row in rows if "Central Road eastbound" in row]
    assert "rising" in worse
    (same,) = [row for row in rows if "3, before 1" in row]
    assert "no change can be told" in same
    assert "rising" not in same


def test_exposure_is_told_where_the_city_has_counted() -> None:
    world = FakeWorld()
    world.traffic_counts = TrafficCounts({(examples.SITE, "中央路", "由西向东"): 10_000.0})
    page = at_desk(world).read("/officer/city?since=2026-02-21&until=2026-03-02")
    assert "140.00" in page  # 14 in ten days of 10,000 vehicles
    assert page.count("not counted") == 2


def test_the_days_and_the_unit_of_the_address_are_asked_for() -> None:
    world = FakeWorld()
    unit = examples.officer().unit
    at_desk(world).read(f"/officer/city?since=2026-02-01&until=2026-02-10&unit={unit}")
    span = world.city_book.asked[-1]
    assert (span.to_at - span.from_at).days == 10
    assert span.from_at.isoformat() == "2026-02-01T00:00:00+08:00"
    assert span.unit == unit


@pytest.mark.parametrize(
    "odd", ["since=yesterday", "since=9999-12-31", "unit=nobody", "until=0001-01-01"]
)
def test_odd_days_and_units_are_taken_for_none(odd: str) -> None:
    for path in ("city", "city/figures"):
        assert at_desk(FakeWorld()).get(f"/officer/{path}?{odd}").status_code == 200


def test_the_map_answers_with_circles_and_no_case() -> None:
    visitor = at_desk(staged_world())
    view = "south=43&west=124&north=44&east=125&cells=4"
    answer = visitor.get(f"/officer/city/map.json?{view}")
    told = answer.get_json()
    assert [one["count"] for one in told["squares"]] == [14, 1]
    assert [one["count"] for one in told["sites"]] == [3]
    assert set(told["squares"][0]) == {"latitude_deg", "longitude_deg", "count"}
    assert visitor.get("/officer/city/roads.json").get_json()["features"]


@pytest.mark.parametrize(
    "view", ["", "south=a&west=1&north=2&east=3", "south=9&west=1&north=2&east=3"]
)
def test_a_view_off_the_earth_is_refused(view: str) -> None:
    assert at_desk(FakeWorld()).get(f"/officer/city/map.json?{view}").status_code == 422


def test_the_table_to_take_away_runs_nothing() -> None:
    world = FakeWorld()
    evil = SectionCounts(
        section=Section(site=SiteId("=HYPERLINK(1)"), road_zh="@SUM(1)", road_en="@SUM(1)"),
        count=2,
        lately=1,
        before=0,
        rules=(("=1+1", 2),),
    )
    world.city_book.listed = (*world.city_book.listed, evil)
    answer = at_desk(world).get("/officer/city/hazards.csv")
    assert answer.mimetype == "text/csv"
    assert answer.text.startswith("\ufeffplace,site,")
    assert "'=HYPERLINK(1)" in answer.text
    for cell in (cell for line in answer.text.splitlines() for cell in line.split(",")):
        assert not cell.startswith(("=", "@", "+", "-"))


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@a", "\t=1", "\r=1", "＝1"])
def test_a_cell_that_would_run_is_a_text(text: str) -> None:
    assert safe_cell(text) == "'" + text


def test_numbers_stay_numbers() -> None:
    assert (safe_cell(-1.5), safe_cell(None), safe_cell("R01")) == (-1.5, "", "R01")


def test_every_figure_stands_with_its_count_and_interval() -> None:
    page = at_desk(FakeWorld()).read("/officer/city/figures")
    assert "89.7 %" in page  # 104 of 116 ended without anybody driving there
    assert "104 of 116" in page
    assert "7 of 92; 95 %" in page
    assert "R02 Changing lanes" in page
    assert "9 s" in page
    assert "90 min" in page


def test_a_city_without_cases_says_so() -> None:
    world = FakeWorld()
    world.city_book.listed = ()
    world.city_book.told = replace(world.city_book.told, filed=0, ended={})
    visitor = at_desk(world)
    assert "No accident with a known place" in visitor.read("/officer/city")
    assert "How the service does" in visitor.read("/officer/city/figures")

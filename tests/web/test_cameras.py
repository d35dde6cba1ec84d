"""The cameras' list, map and coverage: what they say, filters, export."""

import csv
import io
import json
import re

import pytest

from accident_service.casefile.roles import Role
from accident_service.web.officer.cameras.coverage import safe_cells
from tests.web.surveying import busy_world, surveyor


def test_the_list_says_how_each_camera_stands() -> None:
    page = surveyor(busy_world(), Role.OFFICER).read("/officer/cameras/")
    assert "2 cameras, 1 of them" in page
    assert "No recordings: 1" in page
    assert "1 case waits; 2 days left" in page
    assert re.search(r"\d+ % of its field", page)
    assert "none: nothing can be measured" in page


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("network=commercial", 1),
        ("health=failing", 1),
        ("health=working", 0),
        ("want=waiting", 1),
        ("want=unsurveyed", 1),
        ("want=coarse", 1),
        ("site=nowhere", 0),
        ("", 2),
    ],
)
def test_filters_hold_for_list_and_map(query: str, shown: int) -> None:
    visitor = surveyor(busy_world(), Role.OFFICER)
    assert visitor.read(f"/officer/cameras/?{query}").count('class="camera-card"') == shown
    drawn = json.loads(visitor.read(f"/officer/cameras/map.json?{query}"))["features"]
    kinds = [one["properties"]["kind"] for one in drawn]
    assert (kinds.count("camera"), kinds.count("field")) == (shown, shown)


def test_coverage_ranks_places_and_exports_them() -> None:
    visitor = surveyor(busy_world(), Role.OFFICER)
    page = visitor.read("/officer/cameras/coverage")
    assert "Where one more camera pays most" in page
    table = list(csv.DictReader(io.StringIO(visitor.get("/officer/cameras/coverage.csv").text[1:])))
    assert {one["kind"] for one in table} == {"blind", "new-camera"}
    assert next(one for one in table if one["kind"] == "new-camera")["without_camera"] == "1"
    drawn = json.loads(visitor.read("/officer/cameras/coverage.json"))["features"]
    assert {"road", "field", "blind", "wish"} == {one["properties"]["kind"] for one in drawn}


def test_no_cell_is_a_formula() -> None:
    assert safe_cells(("=1+1", "@x", "lane", -3.5)) == ["'=1+1", "'@x", "lane", -3.5]

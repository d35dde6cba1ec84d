"""What people typed is shown as typed: in pages, drawings, data, and tables to take away."""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from typing_extensions import override
from werkzeug.test import TestResponse

from accident_service.web import assets
from accident_service.web.csv_export import FORMULA_STARTS, csv_response
from tests.attackers.crawl import Thief
from tests.attackers.doors import both_doors, knocking, limits_again, routes_to_something, values_of
from tests.attackers.dressed import SCRIPT, dressed_accidents

pytestmark = pytest.mark.proves("S5")

STARTS = {
    "driver xA": ("/cases", "/report"),
    "driver xB": ("/cases",),
    "officer": ("/officer/", "/officer/case/case-x", "/officer/case/case-xo", "/officer/?q=标"),
    "head": ("/officer/unit",),
    "administrator": ("/officer/admin/people",),
    "auditor": ("/officer/admin/audit", "/officer/admin/call-ups"),
    "insurer PICC": ("/v1/determinations",),
}
# What a browser would run, had it been let through; in JSON and text it is only words.
RUN = (SCRIPT, "<img src=x", "<svg/onload")
RUN_BY = ("text/html", "image/svg+xml", "application/xhtml+xml", "text/xml", "application/xml")


class Careless(Thief):
    """Notes every answer in which a browser would find something to run."""

    @override
    def note(self, method: str, address: str, answer: TestResponse) -> None:
        kind = answer.mimetype or ""
        if kind in RUN_BY:
            page = answer.get_data(as_text=True)
            self.seen += page
            for found in RUN:
                assert found not in page, (method, address, found)
        elif "json" in kind:
            assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.fixture(scope="module")
def app() -> Iterator[Flask]:
    world = dressed_accidents()
    world.codes.most_codes = 1000
    yield both_doors(world)
    limits_again()


@pytest.mark.parametrize("who", STARTS)
def test_nothing_typed_is_run_by_anybody_s_browser(app: Flask, who: str) -> None:
    one = knocking(app, who)
    reader = Careless(one.client, frozenset(), one.headers, most_pages=60)
    reader.follow(*STARTS[who])
    if who in ("driver xA", "officer"):
        reader.guess(routes_to_something(app), values_of("x"))
        assert "标&#34;&#39;&gt;&lt;script&gt;" in reader.seen, "it was shown as typed"
        assert "{{7*7}}" in reader.seen, "and worked out by no template"


@pytest.mark.parametrize("start", FORMULA_STARTS)
def test_no_cell_of_a_table_is_run_as_a_formula(app: Flask, start: str) -> None:
    typed = f'{start}HYPERLINK("http://evil.example","x")'
    with app.test_request_context():
        table = csv_response("t.csv", [typed], [[typed]]).get_data(as_text=True)
    cells = [cell for row in csv.reader(io.StringIO(table.removeprefix("\ufeff"))) for cell in row]
    assert cells == [f"'{typed}"] * 2


def test_scripts_of_the_pages_write_text_and_never_markup() -> None:
    folder = Path(assets.__file__).with_name("static")
    ways_in = re.compile(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|srcdoc"
    )
    found = [
        script.name
        for script in folder.rglob("*.js")
        if "lib" not in script.relative_to(folder).parts and ways_in.search(script.read_text())
    ]
    assert found == ["status.js"], "which puts a page of ours in place, read above like the others"

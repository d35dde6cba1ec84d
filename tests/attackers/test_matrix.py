"""Every route, method and kind of caller: what `matrix.toml` says is what is answered."""

import re
import tomllib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from tests.attackers.crawl import filled
from tests.attackers.doors import EVERYBODY, Knocking, knocking, methods_of, values_of
from tests.web.visit import TOKEN

pytestmark = pytest.mark.proves("S3", "S4")

MATRIX = tomllib.loads(Path(__file__).with_name("matrix.toml").read_text(encoding="utf-8"))
LANDING = "GET /officer/"  # everybody of the house lands there and is led on to a page of theirs
TURNED_AWAY = {
    "sign in": (303, "/sign-in"),
    "sign in here": (303, "/officer/sign-in"),
    "forbidden": (403, None),
    "nothing": (404, None),
    "no token": (401, None),
}
NOBODYS = {
    "tracking_code": "XXXX9999",
    "upload_id": "f" * 32,
    "number": "2203020001-2026-999999",
    "endpoint_id": "whe_000000000000000000000000",
}
# What makes sense to send, so that nobody is refused for anything but being who they are.
BODIES: dict[str, object] = {
    "api.leave_claim": {"reference": "x"},
    "api.exchange_secret": {"overlap_hours": 24},
    "api.replay_since": {"since": "2026-03-02T00:00:00Z"},
}
PIECE = {"Upload-Offset": "0", "Content-Type": "application/offset+octet-stream"}
# What is another every time, or what was asked for.
CHANGING = re.compile(
    r'"request_id":"[^"]*"|name="csrf_token" value="[^"]*"|<code class="request">[^<]*</code>'
)


@dataclass(frozen=True)
class Row:
    """One method of one route, and which line of answers holds for it."""

    method: str
    rule: Rule
    kind: str

    @property
    def name(self) -> str:
        """As the matrix writes it."""
        return f"{self.method} {self.rule.rule}"

    @cached_property
    def answers(self) -> dict[str, str]:
        """What everybody gets."""
        return {
            who: answer for answer, them in MATRIX["answers"][self.kind].items() for who in them
        }


def routes(app: Flask) -> dict[str, Rule]:
    return {
        f"{method} {rule.rule}": rule
        for rule in app.url_map.iter_rules()
        for method in methods_of(rule)
    }


@pytest.fixture(scope="module")
def rows(app: Flask) -> list[Row]:
    known = routes(app)
    return [
        Row(name.partition(" ")[0], known[name], kind)
        for kind, names in MATRIX["routes"].items()
        for name in names
        if name in known
    ]


def test_every_route_has_its_row_and_no_row_is_left_over(app: Flask) -> None:
    listed = [name for names in MATRIX["routes"].values() for name in names]
    assert sorted(listed) == sorted(routes(app))


def test_every_line_of_answers_says_what_everybody_gets() -> None:
    for kind, answers in MATRIX["answers"].items():
        assert sorted(who for them in answers.values() for who in them) == sorted(EVERYBODY), kind


@pytest.mark.parametrize("who", EVERYBODY)
def test_everybody_gets_what_the_matrix_says(app: Flask, rows: list[Row], who: str) -> None:
    one = knocking(app, who)
    found = TOKEN.search(one.client.get("/verify").text)
    token = found.group(1) if found else ""
    wrong = [
        (row.name, row.answers[who], told)
        for row in rows
        if (told := _said_instead(one, row, row.answers[who], token))
    ]
    assert not wrong


def _said_instead(one: Knocking, row: Row, wanted: str, token: str) -> str:
    """Empty where the answer is the one wanted."""
    if wanted == "in":
        return _turned_away(one, row)
    answer = _ask(one, row, values_of("x"), token)
    status, place = TURNED_AWAY[wanted]
    if row.name == LANDING and wanted == "forbidden":
        status, place = 303, "/officer/home"
    if (answer.status_code, answer.location) != (status, place):
        return f"{answer.status_code} {answer.location}"
    if wanted != "nothing":
        return ""
    none = _ask(one, row, values_of("x") | NOBODYS, token)
    same = none.status_code == 404 and _bare(none, NOBODYS) == _bare(answer, values_of("x"))
    return "" if same else "another answer than to an id that does not exist"


def _turned_away(one: Knocking, row: Row) -> str:
    """Whoever is let in may be refused for what they sent, and here they send nothing."""
    if row.method not in ("GET", "HEAD"):
        return _writing_turned_away(one, row)
    answer = _ask(one, row, values_of("x"), "")
    led_away = (answer.location or "") in ("/sign-in", "/officer/sign-in")
    refused = row.kind != "anyone" and (answer.status_code in (401, 403) or led_away)
    if refused or answer.status_code >= 500:
        return f"{answer.status_code} {answer.location}"
    return ""


def _writing_turned_away(one: Knocking, row: Row) -> str:
    """A page asks for its token, a program is told of its body: both know who is calling."""
    answer = one.client.open(
        filled(row.rule, values_of("x") | {"endpoint_id": NOBODYS["endpoint_id"]}),
        method=row.method,
        headers=one.headers,
        data=b"{",
        content_type="text/plain",
        buffered=True,
    )
    fine = (400, 404, 405, 415, 422) if row.rule.rule.startswith("/v1") else (400,)
    return "" if answer.status_code in fine else str(answer.status_code)


def _ask(one: Knocking, row: Row, values: dict[str, str], token: str) -> TestResponse:
    headers = {"Accept": "text/html", "X-CSRFToken": token, **one.headers}
    writing = row.method not in ("GET", "HEAD")
    body = BODIES.get(row.rule.endpoint, {}) if row.rule.rule.startswith("/v1") else None
    if row.method == "PATCH" and body is None:
        headers |= PIECE
    return one.client.open(
        filled(row.rule, values),
        method=row.method,
        headers=headers,
        json=body if writing else None,
        buffered=True,
    )


def _bare(answer: TestResponse, values: dict[str, str]) -> str:
    text = CHANGING.sub("", answer.text)
    for name in NOBODYS:
        text = text.replace(values[name], "")
    return text

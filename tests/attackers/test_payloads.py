"""Paths, quotes, line ends and giants put wherever an address takes a word lead nowhere."""

import logging
from pathlib import Path
from urllib.parse import quote

import pytest
from flask import Flask

from accident_service.adapters.blob_store import LocalBlobStore
from accident_service.errors import CustodyBroken, InvalidInput, NotFound
from accident_service.reports.plate import read_plate
from tests.attackers.crawl import PARAMETER, filled
from tests.attackers.doors import Knocking, knocking, routes_to_something, values_of

OUTSIDE = "root:x:0:0:"
OUT_OF_THE_FOLDER = (
    "../../../../../../etc/passwd",
    "..%2f..%2f..%2f..%2fetc%2fpasswd",
    "....//....//etc/passwd",
    "/etc/passwd",
    "..\\..\\etc\\passwd",
    "x\0.jpg",
)
INTO_SQL = ("' OR '1'='1", "x'; DROP TABLE case_file; --", '" OR 1=1 --', "%' UNION SELECT 1 --")
INTO_THE_LOG = ("x\r\n2026-01-01 ERROR forged", "x\r\nSet-Cookie: session=forged", "x" * 5000)
SHOWN_TO = {"/officer/admin": "administrator", "/officer": "officer", "/v1": "insurer PICC"}


@pytest.fixture(scope="module")
def people(app: Flask) -> dict[str, Knocking]:
    return {who: knocking(app, who) for who in (*SHOWN_TO.values(), "driver xA")}


@pytest.mark.proves("S1", "S14")
@pytest.mark.parametrize("payload", [*OUT_OF_THE_FOLDER, *INTO_SQL, *INTO_THE_LOG])
def test_no_word_in_an_address_leads_anywhere_else(
    app: Flask, people: dict[str, Knocking], payload: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    for rule in routes_to_something(app):
        if "GET" not in (rule.methods or ()):
            continue
        who = next((w for start, w in SHOWN_TO.items() if rule.rule.startswith(start)), "driver xA")
        last = PARAMETER.findall(rule.rule)[-1]
        values = values_of("x") | {last: quote(payload, safe="")}
        address = filled(rule, values)
        answer = people[who].client.get(address, headers=people[who].headers, buffered=True)
        assert answer.status_code < 500, rule.rule
        assert OUTSIDE not in answer.get_data(as_text=True), rule.rule
        assert "forged" not in answer.headers.get("Set-Cookie", ""), rule.rule
    assert not [one.getMessage() for one in caplog.records if "\nSet-Cookie" in one.getMessage()]


@pytest.mark.proves("S1")
@pytest.mark.parametrize("name", OUT_OF_THE_FOLDER)
def test_no_word_is_a_name_in_the_store(tmp_path: Path, name: str) -> None:
    store = LocalBlobStore(tmp_path / "store")
    blob = store.put_bytes(b"evidence", "text/plain")
    with pytest.raises((InvalidInput, NotFound, ValueError)):
        store.open(type(blob)(sha256=name, size_bytes=1, media_type="text/plain"))


@pytest.mark.proves("S1")
def test_a_link_put_into_the_store_hands_out_nothing(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_bytes(b"another's")
    store = LocalBlobStore(tmp_path / "store")
    blob = store.put_bytes(b"evidence", "text/plain")
    with store.local_path(blob) as kept:
        pass
    kept.unlink()
    kept.symlink_to(secret)
    with pytest.raises(CustodyBroken):
        store.open(blob)
    with pytest.raises(CustodyBroken), store.local_path(blob):
        pytest.fail("it was handed out")


@pytest.mark.proves("S14")
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r", "\u2028", "\x85"])
def test_no_line_end_stays_in_a_plate(end: str) -> None:
    """The one typed word that is shown, printed, searched for and listed everywhere."""
    assert read_plate(f"吉C123{end}45{end}") == "吉C12345"

"""A log line is one object, and holds nothing that anybody typed."""

import io
import json
import logging
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from accident_service.errors import NotFound
from accident_service.journal import Journal, on_request
from tests.workers.bench import ROOT
from workers.log_lines import set_up_logs

pytestmark = pytest.mark.proves("S14")
PLATE, PHONE = "吉C12345\r\nlevel=fake", "13800000001"


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """Where this process's lines go; what was set up before is put back."""
    root, ours = logging.getLogger(), logging.getLogger("accident-service")
    before = (root.handlers[:], root.level, ours.level)
    stream = io.StringIO()
    set_up_logs(stream)
    yield stream
    root.handlers[:], root.level, ours.level = before


def only_line(written: io.StringIO) -> dict[str, Any]:
    (line,) = written.getvalue().splitlines()
    told = json.loads(line)
    assert isinstance(told, dict)
    return told


def test_our_line_has_its_fields_and_the_request_it_was_made_on(written: io.StringIO) -> None:
    with on_request("0123456789abcdef"):
        Journal("steps").tell("step", step="propose", ran_s=1.5, reason="")
    line = only_line(written)
    assert line.pop("timestamp").endswith("Z")
    assert line == {
        "event": "step",
        "part": "steps",
        "level": "info",
        "request": "0123456789abcdef",
        "step": "propose",
        "ran_s": 1.5,
    }


def test_what_a_library_fills_in_is_left_out_but_for_numbers(written: io.StringIO) -> None:
    log = logging.getLogger("gunicorn.error")
    log.warning("Error handling request %s %s", "GET", f"/case/{PLATE}")
    log.warning("Worker (pid:%d) was sent %s", 42, PHONE)
    log.warning(f"Invalid request from ip=203.0.113.9: {PLATE}")  # noqa: G004 - as it does
    log.error(ValueError(PHONE))
    told = [json.loads(line)["event"] for line in written.getvalue().splitlines()]
    assert told == [
        "Error handling request … …",
        "Worker (pid:42) was sent …",
        "Invalid request",
        "ValueError",
    ]


def test_of_an_error_only_kind_and_place_are_told(written: io.StringIO) -> None:
    try:
        try:
            int(PHONE + "x")
        except ValueError as cause:
            raise NotFound(f"no case of {PLATE}") from cause
    except NotFound as error:
        Journal("requests").alarm("broke", error, route="/case/<tracking_code>/")
        logging.getLogger("flask.app").exception("Exception on %s", f"/case/{PHONE}")
    assert PHONE not in written.getvalue()
    assert "C12345" not in written.getvalue()
    assert "Traceback" not in written.getvalue()
    ours, theirs = (json.loads(line) for line in written.getvalue().splitlines())
    assert (ours["error"], ours["reason"], ours["because"]) == (
        "NotFound",
        "not-found",
        "ValueError",
    )
    assert (theirs["error"], theirs["event"]) == ("NotFound", "Exception on …")
    assert "test_log_lines.py" in ours["at"][0]


def test_lines_that_could_not_be_written_do_not_fail_the_process_at_its_end() -> None:
    spoken = (
        "from workers.log_lines import set_up_logs as s; s(); import logging as l; l.error('x')"
    )
    with Path("/dev/full").open("wb") as full:
        ended = subprocess.run(
            [sys.executable, "-c", spoken], cwd=ROOT, env={}, stderr=full, check=False
        )
    assert ended.returncode == 0

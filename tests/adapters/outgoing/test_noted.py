"""A call to a server outside is noted by its host, its length and its end; nothing else of it."""

import logging
from typing import Any, cast

import pytest

from accident_service.adapters.outgoing.noted import noted_call
from accident_service.errors import OutsideWorldFailed
from accident_service.journal import FIELDS


def noted(caplog: pytest.LogCaptureFixture) -> list[dict[str, Any]]:
    return [cast("dict[str, Any]", getattr(record, FIELDS)) for record in caplog.records]


def test_an_answer_is_noted_with_its_status(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    with noted_call("recorder.example", "GET") as call:
        call.status = 206
    (line,) = noted(caplog)
    assert line.pop("took_ms") >= 0
    assert line == {"host": "recorder.example", "method": "GET", "status": 206}


def test_no_answer_is_noted_with_its_reason_and_not_with_its_words(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO)
    with (
        pytest.raises(OutsideWorldFailed),
        noted_call("gateway.example", "POST"),
    ):
        raise OutsideWorldFailed("recipient 13800000001 refused")
    (line,) = noted(caplog)
    assert (line["reason"], "status" in line) == ("outside-world-failed", False)
    assert "138" not in caplog.text + repr(line)

"""Every request leaves one line, by its route; what people typed is in none."""

import logging
from typing import Any, cast

import pytest
from flask import Flask

from accident_service.journal import FIELDS, request_under_way
from tests.fakes import examples
from tests.fakes.casework import FakeWorld
from tests.web.visit import ANSWERS_A, Visitor, app_on

pytestmark = pytest.mark.proves("S14")
TYPED = ("甲某", "乙某", "C12345", "CD06789", "11010519491231002X", "13800", "被后车追尾", "PDZA")


@pytest.fixture(scope="module")
def app() -> Flask:
    return app_on(FakeWorld())


def lines(caplog: pytest.LogCaptureFixture) -> list[dict[str, Any]]:
    return [
        cast("dict[str, Any]", getattr(record, FIELDS))
        for record in caplog.records
        if record.name == "accident-service.requests"
    ]


def test_a_whole_report_leaves_nothing_that_was_typed(
    app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    visitor = Visitor(app)
    visitor.sign_in_by_phone(examples.PHONE_A)
    visitor.answer("/report", ANSWERS_A)
    done = visitor.submit("/report")
    visitor.post("/report/vehicle", {"plate_province": "吉", "plate_rest": "C12345\r\nlevel=fake"})
    visitor.post("/report/you", {"name": "甲某" * 200, "identity_no": "11010519491231002"})
    visitor.get(done.location or "")
    visitor.get("/verify?number=甲某&code=吉C12345")
    told = caplog.text + repr([(one.args, getattr(one, FIELDS, {})) for one in caplog.records])
    assert [word for word in TYPED if word in told] == []
    assert "BCDF" not in told
    routes = {one["route"] for one in lines(caplog)}
    assert {"/report/<slug>", "/verify"} <= routes
    assert {one["caller"].partition(":")[0] for one in lines(caplog)} == {"anyone", "driver"}
    assert len({one["caller"] for one in lines(caplog)}) == 2  # one person is one caller


def test_an_officer_stands_there_by_id_and_a_stranger_by_nothing(
    app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    visitor = Visitor(app)
    visitor.sign_in_as_officer()
    caplog.set_level(logging.INFO)
    visitor.get("/officer/")
    Visitor(app).get("/no/such/吉C12345")
    known, lost = lines(caplog)
    assert known["caller"] == f"officer:{examples.officer().id}"
    assert (lost["caller"], lost["route"], lost["status"]) == ("anyone", "-", 404)


def test_only_a_proxy_of_ours_may_name_a_request() -> None:
    given = {"X-Request-ID": "named-by-somebody"}
    stranger = app_on(FakeWorld()).test_client().get("/privacy", headers=given)
    assert len(stranger.headers["X-Request-ID"]) == 24
    behind = app_on(FakeWorld())
    behind.config["TRUST_REQUEST_ID"] = True
    client = behind.test_client()
    assert client.get("/privacy", headers=given).headers["X-Request-ID"] == "named-by-somebody"
    odd = client.get("/privacy", headers={"X-Request-ID": "x\tplate=1"})
    assert len(odd.headers["X-Request-ID"]) == 24
    assert request_under_way() == ""


def test_an_error_page_names_the_request(app: Flask) -> None:
    answer = Visitor(app).get("/nowhere-at-all")
    assert answer.status_code == 404
    assert answer.headers["X-Request-ID"] in answer.text

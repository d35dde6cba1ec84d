"""Whose address counts: the one our own proxies name, never one the visitor brings along."""

from pathlib import Path

import pytest
from flask import Flask

from accident_service.server import create_app
from accident_service.settings import Settings
from accident_service.wiring.back_room import counting
from tests.fakes.casework import FakeWorld
from tests.web.visit import COMPILED

TRIES = 30  # of verification codes, from one address in ten minutes
WRONG_CODE = "/verify?number=2203020001-2026-000001&code=00000000"


def app_behind(proxies: int, **more: str) -> Flask:
    variables = {"ACCIDENT_SERVICE_TRUSTED_PROXIES": str(proxies), **more}
    settings = Settings.from_environment(variables)
    app = create_app(FakeWorld().casework(), settings, secret_key="for tests only")
    app.jinja_env.bytecode_cache = COMPILED
    return app


def statuses(app: Flask, *forwarded: str) -> list[int]:
    """What tries with these X-Forwarded-For come to, all over one connection's address."""
    client = app.test_client()
    return [
        client.get(WRONG_CODE, headers={"X-Forwarded-For": one}).status_code for one in forwarded
    ]


@pytest.mark.proves("S10", "S15")
def test_without_a_proxy_an_address_brought_along_counts_for_nothing() -> None:
    told = statuses(app_behind(0), *(f"198.51.100.{number}" for number in range(TRIES + 1)))
    assert told == [404] * TRIES + [429]


@pytest.mark.proves("S10", "S15")
def test_behind_one_proxy_what_the_visitor_put_before_it_counts_for_nothing() -> None:
    app = app_behind(1)
    forged = [f"198.51.100.{number}, 203.0.113.7" for number in range(TRIES + 1)]
    assert statuses(app, *forged) == [404] * TRIES + [429]
    assert statuses(app, "203.0.113.8") == [404], "another visitor behind the same proxy"


@pytest.mark.proves("S15")
def test_tls_is_a_matter_of_settings_and_no_header_s() -> None:
    said = {"X-Forwarded-Proto": "https"}
    plain = app_behind(1).test_client().get("/", headers=said)
    tls = app_behind(1, ACCIDENT_SERVICE_PUBLIC_URL="https://accident.example")
    assert "Strict-Transport-Security" not in plain.headers
    assert "Strict-Transport-Security" in tls.test_client().get("/").headers


@pytest.mark.proves("S11")
def test_over_tls_no_other_host_can_plant_a_session() -> None:
    app = app_behind(0, ACCIDENT_SERVICE_PUBLIC_URL="https://accident.example")
    cookie = (
        app.test_client().get("/sign-in", base_url="https://accident.example").headers["Set-Cookie"]
    )
    assert cookie.startswith("__Host-session=")
    for said in ("Secure", "HttpOnly", "Path=/", "SameSite=Lax"):
        assert said in cookie
    assert "Domain" not in cookie


@pytest.mark.proves("S10")
def test_all_web_processes_count_in_the_queue_server(tmp_path: Path) -> None:
    embedded = Settings.from_environment({"ACCIDENT_SERVICE_DATA_DIR": str(tmp_path)})
    named = Settings.from_environment({"ACCIDENT_SERVICE_REDIS_URL": "redis://queue.example:6379"})
    assert counting(embedded)[0].startswith("redis+unix:///")
    assert counting(named)[0] == "redis://queue.example:6379"

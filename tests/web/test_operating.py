"""What machines that watch the service are told: a stranger little, whoever has the token all."""

import pytest
from flask import Flask

from tests.fakes.casework import FakeWorld
from tests.web.visit import app_on

TOKEN = "a token of sensible length"
BEARER = {"Authorization": f"Bearer {TOKEN}"}


@pytest.fixture(scope="module")
def world() -> FakeWorld:
    return FakeWorld()


@pytest.fixture(scope="module")
def app(world: FakeWorld) -> Flask:
    return app_on(world, METRICS_TOKEN=TOKEN)


def test_alive_asks_nothing_of_anybody(app: Flask, world: FakeWorld) -> None:
    world.vital_signs.down = {"ledger", "evidence", "queue"}
    answer = app.test_client().get("/healthz")
    assert (answer.status_code, answer.text) == (200, "ok\n")


@pytest.mark.parametrize(
    ("down", "status", "code"),
    [(set(), "ready", 200), ({"queue"}, "degraded", 200), ({"queue", "ledger"}, "unready", 503)],
)
def test_ready_while_a_report_can_be_taken(
    app: Flask, world: FakeWorld, down: set[str], status: str, code: int
) -> None:
    world.vital_signs.down = down
    answer = app.test_client().get("/readyz")
    assert (answer.status_code, answer.get_json()) == (code, {"status": status})
    told = app.test_client().get("/readyz", headers=BEARER).get_json()
    assert told["status"] == status
    assert {name for name, part in told["parts"].items() if not part["well"]} == down


def test_the_figures_open_to_their_token_alone(app: Flask) -> None:
    client = app.test_client()
    for headers in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": f"Basic {TOKEN}"}):
        refused = client.get("/metrics", headers=headers)
        assert (refused.status_code, refused.text) == (401, "")
    told = client.get("/metrics", headers=BEARER)
    assert told.status_code == 200
    assert "accident_outbox_due 3.0" in told.text
    assert 'accident_part_well{part="ledger"}' in told.text


def test_without_a_token_there_are_no_figures() -> None:
    client = app_on(FakeWorld()).test_client()
    for token in ("", TOKEN):
        answer = client.get("/metrics", headers={"Authorization": f"Bearer {token}"})
        assert answer.status_code == 404

"""Tries are counted together by all web processes, and still counted when the store is gone."""

from pathlib import Path

import pytest
from flask import Flask

from accident_service.adapters.queue_server import QueueServer
from accident_service.server import CountStore, create_app
from accident_service.settings import Settings
from accident_service.wiring.back_room import counting
from tests.fakes.casework import FakeWorld
from tests.web.visit import COMPILED, Visitor

TRIES = 8  # of one officer's password, in a quarter of an hour


def web_process(store: CountStore) -> Flask:
    settings = Settings.from_environment({})
    casework = FakeWorld().casework()
    app = create_app(casework, settings, secret_key="for tests only", counting=store)
    app.jinja_env.bytecode_cache = COMPILED
    return app


def wrong_password(app: Flask) -> int:
    fields = {"user_name": "officer", "password": "wrong"}
    return Visitor(app).post("/officer/sign-in", fields).status_code


@pytest.mark.redis
@pytest.mark.proves("S10", "R7")
def test_two_processes_count_as_one_and_nobody_guesses_freely_without_the_store(
    tmp_path: Path,
) -> None:
    where = Settings.from_environment({"ACCIDENT_SERVICE_DATA_DIR": str(tmp_path)})
    with QueueServer(where.queue_folder):
        told = [wrong_password(web_process(counting(where))) for _ in range(2)]
        last = web_process(counting(where))
        told += [wrong_password(last) for _ in range(TRIES - 1)]
        assert told == [422] * TRIES + [429]
    gone = [wrong_password(last) for _ in range(TRIES + 1)]
    assert gone == [422] * TRIES + [429], "counted in memory while the store is away"
    assert Visitor(last).get("/verify").status_code == 200, "who reads is let in"

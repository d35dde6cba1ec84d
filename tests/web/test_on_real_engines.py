"""The web process as it is wired, on the engines of production: one report, and its pages."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from accident_service.adapters.database.ledger import SqlLedger
from accident_service.settings import Settings
from accident_service.web.service import casework
from accident_service.wiring import prepare, web_app
from tests.adapters.site_folder import write_site
from tests.engines import PRODUCTION
from tests.fakes import examples
from tests.web.visit import ANSWERS_A, Visitor

CODE = re.compile(r"\d{4}: (\d{6})")


@pytest.fixture
def codes_file(tmp_path: Path) -> Path:
    return tmp_path / "codes.txt"


@pytest.fixture
def app(
    tmp_path: Path,
    codes_file: Path,
    engines_of_run: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Flask]:
    own = {"DATA_DIR": tmp_path / "data", "CODES_FILE": codes_file}
    settings = Settings.from_environment(engines_of_run, overrides=own)
    prepare(settings)
    write_site(settings.sites_dir / "demo-junction")
    for name, value in settings.environment_for_children().items():
        monkeypatch.setenv(name, value)
    app = web_app()
    yield app
    with app.app_context():
        ledger = casework().ledger
    assert isinstance(ledger, SqlLedger)
    ledger.engines.close()


@pytest.mark.parametrize("engines_of_run", [PRODUCTION], indirect=True)
def test_a_driver_reports_and_is_sent_home(app: Flask, codes_file: Path) -> None:
    driver = Visitor(app)
    assert driver.get("/readyz").status_code == 200
    assert driver.post("/sign-in", {"phone": examples.PHONE_A}).status_code == 303
    (code,) = CODE.findall(codes_file.read_text())
    assert driver.post("/sign-in/code", {"code": code}).status_code == 303
    driver.answer("/report", ANSWERS_A)

    filed = driver.submit("/report")

    assert filed.status_code == 303
    assert "Leave now" in driver.read(filed.location or "")

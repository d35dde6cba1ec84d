"""Ledgers to hold to their promises: the fake, SQLite in a file, PostgreSQL where there is one."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from accident_service.adapters.database.engine import Engines
from accident_service.adapters.database.insurer_clients import SqlInsurerClients
from accident_service.adapters.database.ledger import SqlLedger
from accident_service.adapters.database.passwords import SlowHash
from accident_service.casework.ports import Ledger
from tests.adapters.database.postgres import new_database
from tests.engines import wants_postgres
from tests.fakes.clock import FakeClock
from tests.fakes.doors import FakeInsurerClients, insurer_client
from tests.fakes.ledger import FakeLedger
from tests.keys import open_engines, upgrade

KINDS = ("fake", "sqlite", "postgres")


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("ledger") / "ledger.db"
    upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture
def sqlite_url(tmp_path: Path, migrated_file: Path) -> str:
    """A fresh, migrated SQLite ledger; its file is in `tmp_path`."""
    shutil.copy(migrated_file, tmp_path / "ledger.db")
    return f"sqlite:///{tmp_path / 'ledger.db'}"


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest) -> str:
    """A fresh, migrated database of either kind."""
    return _fresh_url(request, postgres=request.param == "postgres")


@pytest.fixture
def engines(request: pytest.FixtureRequest) -> Iterator[Engines]:
    """A ledger of the kind this run is on."""
    opened = open_engines(_fresh_url(request, postgres=wants_postgres(request.config)))
    yield opened
    opened.close()


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def sql_ledger(engines: Engines, clock: FakeClock) -> SqlLedger:
    return SqlLedger(engines=engines, clock=clock, lease_s=60.0)


@pytest.fixture(params=KINDS)
def ledger(request: pytest.FixtureRequest, clock: FakeClock) -> Iterator[Ledger]:
    """A ledger of each kind, which knows the insurers PICC and CPIC."""
    clients = FakeInsurerClients().clients
    if request.param == "fake":
        codes = {client.insurer: client.insurer_code for client in clients}
        yield FakeLedger(clock=clock, lease_s=60.0, insurer_codes=codes)
        return
    opened = open_engines(_fresh_url(request, postgres=request.param == "postgres"))
    for code in ("PICC", "CPIC"):
        SqlInsurerClients(opened).register(insurer_client(code))
    yield SqlLedger(engines=opened, clock=clock, lease_s=60.0)
    opened.close()


@pytest.fixture
def quick_hash() -> SlowHash:
    """The slow hash made quick: the cheapest costs Argon2 allows."""
    return SlowHash(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


def _fresh_url(request: pytest.FixtureRequest, *, postgres: bool) -> str:
    if postgres:
        return new_database(request.getfixturevalue("postgres_server"))
    return str(request.getfixturevalue("sqlite_url"))

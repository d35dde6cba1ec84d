"""On which engines tests of a whole service run: `--database postgres --blobs s3`.

`engines_of_run` names them by the variables an operator would set; a test adds those to its own.
"""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

import pytest

from tests.adapters.database.postgres import new_database, running_postgres
from tests.adapters.object_store.strict_store import StrictStore, strict_store
from tests.keys import KEY

PRODUCTION = (
    "production"  # a parameter of `engines_of_run`: PostgreSQL and a bucket, whatever is told
)


def add_options(parser: pytest.Parser) -> None:
    """Let the command line choose."""
    parser.addoption("--database", choices=("sqlite", "postgres"), default="sqlite")
    parser.addoption("--blobs", choices=("folder", "s3"), default="folder")


def wants_postgres(config: pytest.Config) -> bool:
    """Is this a run on PostgreSQL?"""
    return bool(config.getoption("--database") == "postgres")


def settle(config: pytest.Config) -> None:
    """On PostgreSQL, let commands end as they do: their connections go with their process.

    Called in the tests' own process, they leave them to the collector, which psycopg minds.
    """
    if wants_postgres(config):
        left = "ignore:.* was deleted while still open:ResourceWarning"
        config.addinivalue_line("filterwarnings", left)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    # Not below pytest's folder, which every other test run closes to the server's own user.
    with TemporaryDirectory(prefix="postgres-") as folder:
        yield from running_postgres(Path(folder))


@pytest.fixture(scope="session")
def bucket(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StrictStore]:
    with strict_store(tmp_path_factory.mktemp("bucket")) as store:
        yield store


@pytest.fixture
def engines_of_run(request: pytest.FixtureRequest, tmp_path: Path) -> dict[str, str]:
    """Variables that name fresh engines; none where the run is on the embedded ones."""
    all_of_them = getattr(request, "param", None) == PRODUCTION
    named: dict[str, str] = {}
    if all_of_them or wants_postgres(request.config):
        url = new_database(request.getfixturevalue("postgres_server"))
        keys = tmp_path / "personal-data.key"
        keys.touch(0o600)
        keys.write_text(f"{KEY.line}\n")
        named = {
            "ACCIDENT_SERVICE_DATABASE_URL": url,
            "ACCIDENT_SERVICE_PERSONAL_DATA_KEYS": str(keys),
        }
    if all_of_them or request.config.getoption("--blobs") == "s3":
        store: StrictStore = request.getfixturevalue("bucket")
        named |= store.environment(uuid4().hex)
    return named

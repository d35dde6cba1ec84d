from collections.abc import Iterator

import pytest

from tests.adapters.object_store.strict_store import StrictStore, strict_store


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StrictStore]:
    with strict_store(tmp_path_factory.mktemp("store")) as store:
        yield store


@pytest.fixture
def strict(running: StrictStore) -> StrictStore:
    """One that is whole, has room and was asked nothing."""
    running.store.line.cuts = []
    running.strictness.full = False
    running.strictness.methods.clear()
    return running

"""The bench of the crash tests, with and without its queue server."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.workers.bench import Bench


@pytest.fixture
def bench(tmp_path: Path, engines_of_run: dict[str, str]) -> Iterator[Bench]:
    bench = Bench.set_up(tmp_path / "data", **engines_of_run)
    yield bench
    bench.put_away()


@pytest.fixture
def served(bench: Bench) -> Iterator[Bench]:
    with bench.queue_server():
        yield bench

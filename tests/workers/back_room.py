"""Relay and reconciler on a real ledger file, with a queue and a clock of our own."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from accident_service.adapters.database.ledger import SqlLedger
from accident_service.adapters.database.lost_attempts import LostAttempts
from accident_service.adapters.database.outbox import Outbox
from accident_service.casework.ports import Lease, Step
from accident_service.casework.queues import Queue
from accident_service.errors import QueueUnavailable
from accident_service.quantities.identifiers import AttemptId
from tests.fakes.clock import FakeClock
from tests.fakes.examples import case_with_clips
from tests.keys import keep_key, open_engines, upgrade
from workers.reconciler import Reconciler
from workers.relay import Relay

LEASE_S, PATIENCE_S = 60.0, 3.0


@dataclass(slots=True)
class FakeQueue:
    """Remembers what was rung; may be away, and may forget."""

    rung: list[AttemptId] = field(default_factory=list)
    in_the_air: set[AttemptId] = field(default_factory=set)
    asked_of: dict[AttemptId, Queue] = field(default_factory=dict)
    away: bool = False
    most_waiting: int = 100

    def ring(self, attempt: AttemptId, queue: Queue) -> None:
        if self.away:
            raise QueueUnavailable("away")
        self.rung.append(attempt)
        self.asked_of[attempt] = queue
        self.in_the_air.add(attempt)

    def room(self, queue: Queue) -> int:
        if self.away:
            raise QueueUnavailable("away")
        waiting = [one for one in self.in_the_air if self.asked_of[one] is queue]
        return self.most_waiting - len(waiting)

    def unheard(self, attempts: Iterable[AttemptId]) -> Iterable[AttemptId]:
        if self.away:
            raise QueueUnavailable("away")
        return [attempt for attempt in attempts if attempt not in self.in_the_air]


@dataclass(frozen=True, slots=True)
class BackRoom:
    ledger: SqlLedger
    clock: FakeClock
    queue: FakeQueue
    relay: Relay
    reconciler: Reconciler

    def ask(self, name: str = "1") -> None:
        case = case_with_clips(name)
        with self.ledger.transaction() as unit:
            unit.cases.add(case)
            unit.steps.request(case.id, Step.RECONSTRUCT)

    def begin(self, attempt: AttemptId) -> Lease | None:
        with self.ledger.transaction() as unit:
            return unit.steps.begin(attempt)


@contextmanager
def back_room(folder: Path, engines: Mapping[str, str]) -> Iterator[BackRoom]:
    """Relay, reconciler and ledger in this folder, or on the engines that are named."""
    url = engines.get("ACCIDENT_SERVICE_DATABASE_URL") or f"sqlite:///{folder}/ledger.sqlite3"
    upgrade(url)
    keep_key(folder)
    clock, queue = FakeClock(), FakeQueue()
    ledger = SqlLedger(engines=open_engines(url), clock=clock, lease_s=LEASE_S)
    outbox = Outbox(ledger.engines)
    reconciler = Reconciler(
        lost_attempts=LostAttempts(ledger),
        outbox=outbox,
        queue=queue,
        clock=clock,
        bell_patience_s=PATIENCE_S,
    )
    yield BackRoom(ledger, clock, queue, Relay(outbox, queue, clock), reconciler)
    ledger.engines.close()

"""A whole back room for crash tests: real ledger, real queue server, real worker processes."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event

from redis import Redis
from rq import Worker
from rq.command import send_shutdown_command

from accident_service.adapters.database.ledger import SqlLedger
from accident_service.adapters.database.outbox import Outbox
from accident_service.adapters.job_queue import RqJobQueue
from accident_service.adapters.queue_server import QueueServer
from accident_service.casefile.audit import AuditEntry
from accident_service.casefile.case import Case
from accident_service.casefile.stage import Stage
from accident_service.casework.ports import Step
from accident_service.environment import PREFIX
from accident_service.quantities.identifiers import CaseId
from accident_service.settings import Settings
from accident_service.wiring import (
    open_ledger,
    open_queue_client,
    open_ringing,
    prepare,
    queue_server,
)
from tests.fakes.examples import case_with_clips
from tests.workers.rig import RIG_JOB, rig_folder
from workers.reconciler import Reconciler
from workers.relay import Relay

ROOT = Path(__file__).resolve().parents[2]
LEASE_S = 2.0
ATTEMPTS_AT_MOST = 2
PATIENCE_S = 60.0  # for a busy machine; what a test demands is stated in the test
POLL_S = 0.05


@dataclass(frozen=True, slots=True)
class Bench:
    """Relay and reconciler run in the test, turn by turn; workers are processes."""

    settings: Settings
    ledger: SqlLedger
    outbox: Outbox
    queue: RqJobQueue
    relay: Relay
    reconciler: Reconciler

    @classmethod
    def set_up(cls, folder: Path, **engines: str) -> "Bench":
        """A bench on an empty folder; the queue server is not started.

        Args:
            engines: Settings that name other engines than the embedded ones.
        """
        told = {"data_dir": folder, "lease_s": LEASE_S, "attempts_at_most": ATTEMPTS_AT_MOST}
        settings = Settings.from_environment({}, overrides=_in_capitals(told | engines))
        prepare(settings)
        rig_folder(settings).mkdir(exist_ok=True)
        parts = open_ringing(settings)
        queue = RqJobQueue(open_queue_client(settings), job=RIG_JOB)
        reconciler = Reconciler(
            lost_attempts=parts.lost_attempts,
            outbox=parts.outbox,
            queue=queue,
            clock=parts.clock,
            bell_patience_s=0.5,
        )
        relay = Relay(parts.outbox, queue, parts.clock)
        return cls(settings, open_ledger(settings), parts.outbox, queue, relay, reconciler)

    @property
    def environment(self) -> dict[str, str]:
        """What processes of this bench are started with."""
        return self.settings.environment_for_children() | {
            "OMP_NUM_THREADS": "1",
            "OPENBLAS_NUM_THREADS": "1",
        }

    def put_away(self) -> None:
        """Close what the bench holds open."""
        self.ledger.engines.close()
        self.outbox.engines.close()
        self.queue.close()

    def queue_server(self) -> QueueServer:
        """The bench's queue server, for a `with`."""
        return queue_server(self.settings)

    def add_case(self, name: str = "1") -> CaseId:
        """A case whose clips wait to be reconstructed."""
        case = case_with_clips(name)
        with self.ledger.transaction() as unit:
            unit.cases.add(case)
            unit.steps.request(case.id, Step.RECONSTRUCT)
        return case.id

    def hold(self, number: int = 1) -> None:
        """Let the n-th try wait until it is let go."""
        (rig_folder(self.settings) / f"hold-{number}").touch()

    def let_go(self, number: int = 1) -> None:
        """Let the n-th try finish."""
        (rig_folder(self.settings) / f"hold-{number}").unlink()

    def mute(self) -> None:
        """From now on, tries renew no lease."""
        (rig_folder(self.settings) / "mute").touch()

    def horse(self, number: int = 1) -> int:
        """The process of the n-th try, once it has begun; 0 before."""
        marker = rig_folder(self.settings) / f"begun-{number}"
        return int(marker.read_text() or 0) if marker.exists() else 0

    def case(self, case_id: CaseId) -> Case:
        """The case as the ledger has it."""
        with self.ledger.reading() as unit:
            return unit.cases.load(case_id)

    def is_reconstructed(self, case_id: CaseId) -> bool:
        """Has the step been done?"""
        return self.case(case_id).stage is Stage.RECONSTRUCTED

    def audit(self, case_id: CaseId, verb: str) -> tuple[AuditEntry, ...]:
        """What the audit chain says of the case under one verb."""
        with self.ledger.reading() as unit:
            return tuple(entry for entry in unit.audit.of_case(case_id) if entry.act.verb == verb)

    def until(self, condition: Callable[[], object]) -> float:
        """Take relay and reconciler turns until the condition holds; how long that took, in s."""
        started_s = time.monotonic()
        while not condition():
            elapsed_s = time.monotonic() - started_s
            assert elapsed_s < PATIENCE_S, "the condition did not come true in time"
            self.reconciler.turn()
            self.relay.turn()
            Event().wait(POLL_S)
        return time.monotonic() - started_s

    @contextmanager
    def worker(self, *how: str) -> Iterator["subprocess.Popen[bytes]"]:
        """One worker process of a kind the rig knows, killed at the end if it still lives."""
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.workers.rig", *how],
            cwd=ROOT,
            env=self.environment,
            process_group=0,  # as the supervisor starts it: no signal to it is one to the test
        )
        try:
            yield process
        finally:
            process.kill()
            process.wait()


def _in_capitals(told: Mapping[str, object]) -> dict[str, object]:
    return {name.removeprefix(PREFIX).upper(): value for name, value in told.items()}


def assert_done_exactly_once(bench: Bench, case_id: CaseId, *, by_number: int) -> None:
    """One result, by the attempt of that number."""
    case = bench.case(case_id)
    assert case.stage is Stage.RECONSTRUCTED
    assert len(case.analyses) == 1
    (finished,) = bench.audit(case_id, "finish-step")
    assert ("number", str(by_number)) in finished.act.detail


def kill(process_id: int) -> None:
    """As the kernel kills when memory runs out."""
    os.kill(process_id, signal.SIGKILL)


def is_alive(process_id: int) -> bool:
    """Does the process still run? A zombie does not."""
    try:
        state = Path(f"/proc/{process_id}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def tell_to_leave(worker: "subprocess.Popen[bytes]", connection: Redis) -> None:
    """Say so by the queue until it is gone: what a worker does not hear is not kept for it."""
    give_up_s = time.monotonic() + PATIENCE_S
    while worker.poll() is None:
        assert time.monotonic() < give_up_s, "the worker does not hear that it should leave"
        for one in Worker.all(connection=connection):
            if one.pid == worker.pid:
                send_shutdown_command(connection, one.name)
        Event().wait(POLL_S)

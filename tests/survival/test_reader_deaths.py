"""Whatever becomes of the child that reads a clip, its worker lives and the case has its reason."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from itertools import chain
from pathlib import Path
from threading import Event

import pytest

from accident_service.casefile.case import Case
from accident_service.casefile.stage import Stage
from accident_service.casework.queues import Queue
from accident_service.settings import Settings
from accident_service.wiring import open_ledger, open_ringing, prepare, queue_server
from tests.workers.bench import PATIENCE_S, POLL_S, ROOT
from tests.workers.test_service import children_of
from tests.workers.test_workbench import file_a_report, work_off
from workers.relay import Relay

pytestmark = [pytest.mark.redis, pytest.mark.video, pytest.mark.drill]

# Surveyed for this clip, so that reading it takes its time.
SITE, CAMERA = ROOT / "fixtures" / "sites" / "demo-junction", "traffic/T-01"
CLIP = ROOT / "fixtures" / "videos" / "rear_end_queue.mp4"
READER = "accident_service.adapters.analysis_child"


@dataclass(frozen=True, slots=True)
class Reading:
    """A case whose clip is about to be read by a real worker's child."""

    settings: Settings
    worker: "subprocess.Popen[bytes]"
    relay: Relay

    def until(self, condition: Callable[[], object]) -> None:
        give_up_s = time.monotonic() + PATIENCE_S
        while not condition():
            assert time.monotonic() < give_up_s, "the condition did not come true in time"
            self.relay.turn()
            Event().wait(POLL_S)

    def known(self, case: Case) -> Case:
        ledger = open_ledger(self.settings)
        with ledger.reading() as unit:
            return unit.cases.load(case.id)

    def reader(self) -> int:
        """The process that reads the clip; 0 while there is none."""
        horses = children_of(self.worker.pid)
        readers = chain.from_iterable(children_of(horse).items() for horse in horses)
        return next((process_id for process_id, command in readers if READER in command), 0)


@contextmanager
def reading(folder: Path, **limits: str) -> Iterator[Reading]:
    """Ledger, queue and one worker with these limits, all of them real."""
    given = {"DATA_DIR": str(folder), **limits}
    settings = Settings.from_environment({f"ACCIDENT_SERVICE_{k}": v for k, v in given.items()})
    prepare(settings)
    shutil.copytree(SITE, settings.sites_dir / SITE.name)
    parts = open_ringing(settings)
    with (
        queue_server(settings),
        subprocess.Popen(
            [sys.executable, "-m", "workers", "work", "--queue", Queue.RECONSTRUCT],
            cwd=ROOT,
            env=settings.environment_for_children(),
            process_group=0,
        ) as worker,
    ):
        try:
            yield Reading(settings, worker, Relay(parts.outbox, parts.queue, parts.clock))
        finally:
            worker.kill()


def case_with_recording(settings: Settings) -> Case:
    """Filed, its clip found, fetched and sealed; to be read next."""
    case = file_a_report(settings)
    folder = settings.data_dir / "recordings" / CAMERA
    folder.mkdir(parents=True)
    started_at = case.report.occurred_at - timedelta(seconds=30)
    shutil.copyfile(CLIP, folder / f"{started_at:%Y%m%dT%H%M%SZ}_60s.mp4")
    work_off(settings, turns=2)
    return case


@pytest.mark.proves("R12")
@pytest.mark.parametrize(
    ("end", "said"),
    [(signal.SIGSEGV, "SIGSEGV"), (signal.SIGKILL, "SIGKILL")],  # as the kernel's own
    ids=["segmentation fault", "killed for its memory"],
)
def test_a_reader_that_dies_is_a_reason_and_its_worker_goes_on(
    tmp_path: Path, end: signal.Signals, said: str
) -> None:
    with reading(tmp_path) as now:
        case = case_with_recording(now.settings)
        now.until(now.reader)
        os.kill(now.reader(), end)
        now.until(lambda: now.known(case).stage is Stage.NEEDS_OFFICER)
        assert now.known(case).evidence_gap == "clip-unreadable"
        assert said in now.known(case).evidence_gap_detail
        assert now.worker.poll() is None


@pytest.mark.proves("R12")
@pytest.mark.parametrize(
    "limit", [{"ANALYSIS_MEMORY_MB": "256"}, {"ANALYSIS_WALL_S": "1"}], ids=["memory", "time"]
)
def test_a_reader_that_wants_too_much_is_a_reason(tmp_path: Path, limit: dict[str, str]) -> None:
    with reading(tmp_path, **limit) as now:
        case = case_with_recording(now.settings)
        now.until(lambda: now.known(case).stage is Stage.NEEDS_OFFICER)
        assert now.known(case).evidence_gap == "clip-unreadable"
        assert now.worker.poll() is None


@pytest.mark.proves("R13")
def test_a_reader_that_hears_no_signal_is_killed_when_its_time_is_over(tmp_path: Path) -> None:
    with reading(tmp_path, ANALYSIS_WALL_S="6") as now:
        case = case_with_recording(now.settings)
        now.until(now.reader)
        stopped = now.reader()
        os.kill(stopped, signal.SIGSTOP)  # deaf to everything but SIGKILL
        now.until(lambda: now.known(case).stage is Stage.NEEDS_OFFICER)
        assert now.known(case).evidence_gap == "clip-unreadable"
        assert not Path(f"/proc/{stopped}").exists()
        assert now.worker.poll() is None

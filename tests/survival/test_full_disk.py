"""The disk fills up under a whole service: ledger, uploads, artefacts, queue and log."""

import json
import subprocess
import sys
import time
from pathlib import Path
from threading import Event

import pytest

from accident_service.casework.queues import Queue
from accident_service.wiring import open_queue_client
from tests.workers.bench import PATIENCE_S, ROOT, Bench

DISK = "96m"
IN_ITS_OWN_MOUNTS = ("unshare", "--user", "--map-root-user", "--mount")
MOUNT = f'mount -t tmpfs -o size={DISK} tmpfs "$0" && exec "$@"'


def on_a_small_disk(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run a command that sees a disk of its own at `folder`; nobody else does."""
    try:
        return subprocess.run(
            [*IN_ITS_OWN_MOUNTS, "sh", "-c", MOUNT, str(folder), *command],
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=600,
            check=False,
        )
    except FileNotFoundError:
        pytest.skip("no unshare on this machine")


@pytest.mark.redis
@pytest.mark.drill
@pytest.mark.proves("R11")
def test_a_service_on_a_full_disk_refuses_cleanly_and_recovers(tmp_path: Path) -> None:
    if on_a_small_disk(tmp_path, "true").returncode:
        pytest.skip("this machine lets nobody mount a disk of their own")

    ended = on_a_small_disk(
        tmp_path, sys.executable, "-m", "tests.survival.full_disk", str(tmp_path)
    )

    assert ended.returncode == 0, ended.stderr[-3000:]
    told = json.loads(ended.stdout.splitlines()[-1])
    assert told["is_proposed"], told
    assert told["gap"] is None
    assert told["analyses"] == 1
    assert told["files_are_whole"]
    assert set(told["statuses"].values()) <= {200, 302, 503, 507}, told["statuses"]
    assert told["statuses"]["a form"] in {503, 507}
    assert told["statuses"]["/healthz"] == 200


@pytest.mark.redis
@pytest.mark.drill
@pytest.mark.proves("R11")
def test_a_log_that_cannot_be_written_stops_no_work(served: Bench) -> None:
    served.add_case()
    with (
        Path("/dev/full").open("wb") as full,
        subprocess.Popen(
            [sys.executable, "-m", "workers", "ring"],
            cwd=ROOT,
            env=served.environment,
            stdout=full,
            stderr=full,
        ) as ringing,
    ):
        until_rung(served, 1)  # which is logged, and that fails
        served.add_case("2")
        until_rung(served, 2)
        ringing.terminate()
        assert ringing.wait(PATIENCE_S) == 0


def until_rung(bench: Bench, count: int) -> None:
    """Wait for so many bells to lie in the queue."""
    give_up_s = time.monotonic() + PATIENCE_S
    with open_queue_client(bench.settings) as client:
        while client.llen(f"rq:queue:{Queue.RECONSTRUCT}") < count:
            assert time.monotonic() < give_up_s, "the bell is not rung"
            Event().wait(0.05)

"""`python -m workers work | ring | crew | serve`: the processes behind the doors.

Every process reads its settings from the environment.
"""

import fcntl
import logging
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from types import FrameType

import click

from accident_service.errors import InvalidSettings, OutsideWorldFailed
from accident_service.settings import Settings
from accident_service.wiring import (
    QUEUE_NAME,
    RUN_STEP,
    SandboxSending,
    open_anchors,
    open_notices,
    open_queue_client,
    open_retention,
    open_ringing,
    open_sign_head,
    open_webhooks,
    prepare,
    wait_for_queue,
)
from workers.heads import HeadLoop
from workers.notices import NoticeLoop
from workers.programs import service_programs, worker_programs
from workers.ringing import ringing_of
from workers.safe_worker import SafeWorker
from workers.supervisor import Program, Supervisor
from workers.webhooks import send_beside

BAD_SETTINGS = 2
OUTSIDE_WORLD_FAILED = 3


@click.group()
def main() -> None:
    """The processes behind the doors."""


@main.command()
def work() -> None:
    """Answer bells, one at a time, each in a process forked for it."""
    settings = Settings.from_environment()
    wait_for_queue(settings)
    worker = SafeWorker(QUEUE_NAME, open_queue_client(settings), job=RUN_STEP)
    worker.work(logging_level="WARNING")


@main.command()
def ring() -> None:
    """Carry requested steps to the queue, find what was lost, and do what waits beside."""
    settings = Settings.from_environment()
    stop = _stop_on_signal()
    NoticeLoop(open_notices(settings)).beside(stop)
    NoticeLoop(open_retention(settings), "retention").beside(stop)
    send_beside(lambda: open_webhooks(settings), SandboxSending(settings), stop)
    HeadLoop(signing=open_sign_head(settings), every_s=open_anchors(settings).every_s).beside(stop)
    ringing_of(open_ringing(settings), lease_s=settings.lease_s).run(stop)


@main.command()
def crew() -> None:
    """Run the workers and the relay of one host, and keep them running."""
    settings = Settings.from_environment()
    _supervise((worker_programs(settings),), settings)


@main.command()
def serve() -> None:
    """Run the whole service on this machine, and keep it running."""
    settings = Settings.from_environment()
    prepare(settings)
    with _alone_on(settings.data_dir):
        _supervise(service_programs(settings), settings)


@contextmanager
def _alone_on(data_dir: Path) -> Iterator[None]:
    """Keep a second service off this folder: two queue servers would spoil one log.

    The kernel gives the lock up with the process, however that ends.
    """
    with (data_dir / "service.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as taken:
            raise InvalidSettings(
                f"another service runs on {data_dir}; stop it, or choose another"
                " ACCIDENT_SERVICE_DATA_DIR"
            ) from taken
        yield


def _supervise(groups: Sequence[Sequence[Program]], settings: Settings) -> None:
    stop = _stop_on_signal()
    Supervisor(groups, settings.environment_for_children()).run(
        stop, ready=lambda: click.echo(f"ready: {settings.public_url} (Ctrl-C stops it)")
    )
    click.echo("stopped")


def _stop_on_signal() -> Event:
    """An event that SIGTERM and Ctrl-C set."""
    stop = Event()

    def ask_to_stop(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, ask_to_stop)
    signal.signal(signal.SIGINT, ask_to_stop)
    return stop


def _run() -> None:
    logging.basicConfig(
        level=logging.INFO, format="%(asctime)s %(name)s: %(message)s", datefmt="%H:%M:%S"
    )
    logging.getLogger("alembic").setLevel(logging.WARNING)
    try:
        main(prog_name="python -m workers")
    except InvalidSettings as fault:
        click.echo(f"settings: {fault}", err=True)
        sys.exit(BAD_SETTINGS)
    except OutsideWorldFailed as failure:
        click.echo(str(failure), err=True)
        sys.exit(OUTSIDE_WORLD_FAILED)


if __name__ == "__main__":
    _run()

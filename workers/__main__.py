"""`python -m workers work | ring | crew | door | serve`: the processes of the service.

Every process reads its settings from the environment.
"""

import fcntl
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from types import FrameType

import click

from accident_service.casework.queues import Queue
from accident_service.errors import InvalidSettings, OutsideWorldFailed
from accident_service.settings import Settings
from accident_service.wiring import (
    SandboxSending,
    open_anchors,
    open_notices,
    open_packing,
    open_retention,
    open_ringing,
    open_sealing,
    open_sign_head,
    open_webhooks,
    prepare,
)
from workers.answering import answer_bells
from workers.heads import HeadLoop
from workers.log_lines import set_up_logs
from workers.notices import NoticeLoop
from workers.programs import service_programs, web_program, worker_programs
from workers.ringing import ringing_of
from workers.supervisor import Program, Supervisor
from workers.webhooks import send_beside

PACKING_EVERY_S = 60.0
BAD_SETTINGS = 2
OUTSIDE_WORLD_FAILED = 3


@click.group()
def main() -> None:
    """The processes of the service."""


@main.command()
@click.option("--queue", type=click.Choice([queue.value for queue in Queue]), required=True)
def work(queue: str) -> None:
    """Answer the bells of one queue, one at a time, each in a process forked for it."""
    answer_bells(Settings.from_environment(), queue)


@main.command()
def ring() -> None:
    """Carry requested steps to the queue, find what was lost, and do what waits beside."""
    settings = Settings.from_environment()
    stop = _stop_on_signal()
    NoticeLoop(open_notices(settings)).beside(stop)
    NoticeLoop(open_retention(settings), "retention").beside(stop)
    NoticeLoop(open_packing(settings), "days of figures packed", PACKING_EVERY_S).beside(stop)
    NoticeLoop(open_sealing(settings), "rows of personal data sealed").beside(stop)
    send_beside(lambda: open_webhooks(settings), SandboxSending(settings), stop)
    HeadLoop(signing=open_sign_head(settings), every_s=open_anchors(settings).every_s).beside(stop)
    ringing_of(open_ringing(settings), lease_s=settings.lease_s).run(stop)


@main.command()
def crew() -> None:
    """Run the workers of one host, and keep them running."""
    settings = Settings.from_environment()
    _supervise((worker_programs(settings),), settings, ready="ready for work")


@main.command()
def door() -> None:
    """Run the web server of one host, and keep it running."""
    settings = Settings.from_environment()
    prepare(settings)
    _supervise(((web_program(settings),),), settings, ready=_listening(settings))


@main.command()
def serve() -> None:
    """Run the whole service on this machine, and keep it running."""
    settings = Settings.from_environment()
    prepare(settings)
    with _alone_on(settings.data_dir):
        _supervise(service_programs(settings), settings, ready=_listening(settings))


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


def _listening(settings: Settings) -> str:
    return f"ready: {settings.public_url}"


def _supervise(groups: Sequence[Sequence[Program]], settings: Settings, *, ready: str) -> None:
    stop = _stop_on_signal()
    Supervisor(groups, settings.environment_for_children()).run(
        stop, ready=lambda: click.echo(f"{ready} (Ctrl-C stops it)")
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
    set_up_logs()
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

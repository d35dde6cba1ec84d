"""`accident-service web | worker | relay`: one part of the service alone, for hosts of their own.

All hosts share a database and a queue server: ACCIDENT_SERVICE_DATABASE_URL and
ACCIDENT_SERVICE_REDIS_URL. Any number of each may run at once.
"""

import os
import sys

import click

from accident_service.casework.queues import Queue
from accident_service.cli.exit_codes import ExitCode
from accident_service.errors import InvalidSettings, OutsideWorldFailed
from accident_service.settings import Settings
from accident_service.wiring import prepare


@click.command()
@click.option("--port", type=click.IntRange(1, 65_535), help="Port of the web server.")
def web(port: int | None) -> None:
    """Run the web server alone, with pages and API, until Ctrl-C."""
    _become("door", _settings({"PORT": port}))


@click.command()
@click.option(
    "--queue",
    type=click.Choice([queue.value for queue in Queue]),
    help="The one queue to serve; all of ACCIDENT_SERVICE_WORKERS without it.",
)
@click.option("--processes", type=click.IntRange(1, 256), default=1, show_default=True)
def worker(queue: str | None, processes: int) -> None:
    """Run workers alone, and keep them running until Ctrl-C; `relay` rings for them."""
    alone = ",".join(f"{one}={processes if one == queue else 0}" for one in Queue)
    _become("crew", _settings({"WORKERS": alone if queue else None}))


@click.command()
def relay() -> None:
    """Ring for what waits, find what was lost, send notices and announcements, until Ctrl-C."""
    settings = _settings({})
    try:
        prepare(settings)
    except OutsideWorldFailed as failure:
        click.echo(str(failure), err=True)
        raise SystemExit(ExitCode.UNREADABLE) from failure
    _become("ring", settings)


def _settings(given: dict[str, object]) -> Settings:
    try:
        return Settings.from_environment(overrides=given)
    except InvalidSettings as fault:
        raise click.UsageError(str(fault)) from fault


def _become(part: str, settings: Settings) -> None:
    # Another program takes this process over: one process less, and signals reach it directly.
    command = [sys.executable, "-m", "workers", part]
    os.execve(sys.executable, command, settings.environment_for_children())  # noqa: S606 - our own

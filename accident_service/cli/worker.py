"""`accident-service worker`: the workers and the relay of one host, without a web server."""

import os
import sys

import click

from accident_service.errors import InvalidSettings
from accident_service.settings import Settings


@click.command()
@click.option("--workers", type=click.IntRange(0, 256), help="Number of worker processes.")
def worker(workers: int | None) -> None:
    """Run workers and relay, and keep them running until Ctrl-C.

    For hosts of their own: set ACCIDENT_SERVICE_REDIS_URL and ACCIDENT_SERVICE_DATABASE_URL
    to the servers all hosts share.
    """
    try:
        settings = Settings.from_environment(overrides={"WORKER_COUNT": workers})
    except InvalidSettings as fault:
        raise click.UsageError(str(fault)) from fault
    command = [sys.executable, "-m", "workers", "crew"]
    os.execve(sys.executable, command, settings.environment_for_children())  # noqa: S606 - our own

"""`accident-service up`: the whole service on this machine, until Ctrl-C."""

import os
import socket
import sys

import click

from accident_service.cli.exit_codes import ExitCode
from accident_service.environment import place_of
from accident_service.errors import InvalidSettings, OutsideWorldFailed
from accident_service.settings import Settings
from accident_service.wiring import prepare

EPILOG = """\b
Everything is set by variables ACCIDENT_SERVICE_…; the options here win over them.
Exit codes:
  0  stopped on request
  2  a setting cannot be used, or the port is taken
  3  queue, ledger or web server did not start"""


@click.command(epilog=EPILOG)
@click.option("--port", type=click.IntRange(1, 65_535), help="Port of the web server.")
@click.option("--data-dir", type=click.Path(file_okay=False), help="Folder for all that is kept.")
@click.option("--workers", metavar="QUEUE=COUNT,…", help="Worker processes; one a queue else.")
def up(port: int | None, data_dir: str | None, workers: str | None) -> None:
    """Start queue server, workers and web server, and keep them running until Ctrl-C."""
    given = {"PORT": port, "DATA_DIR": data_dir, "WORKERS": workers}
    try:
        settings = Settings.from_environment(overrides=given)
        _demand_free_port(settings)
        prepare(settings)
    except InvalidSettings as fault:
        raise click.UsageError(str(fault)) from fault
    except OutsideWorldFailed as failure:
        click.echo(str(failure), err=True)
        raise SystemExit(ExitCode.UNREADABLE) from failure
    _tell(settings)
    # The supervisor takes this process over: one process less, and Ctrl-C reaches it directly.
    sys.stdout.flush()
    command = [sys.executable, "-m", "workers", "serve"]
    os.execve(sys.executable, command, settings.environment_for_children())  # noqa: S606 - our own


def _demand_free_port(settings: Settings) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as taken:
            raise InvalidSettings(
                f"{settings.host}:{settings.port} cannot be listened on ({taken.strerror});"
                " choose another ACCIDENT_SERVICE_PORT"
            ) from taken


def _tell(settings: Settings) -> None:
    queue = "embedded Valkey" if settings.queue_is_embedded else settings.redis_url
    click.echo(f"data      {settings.data_dir}")
    click.echo(f"ledger    {place_of(settings.ledger_url)}")
    serving = ", ".join(f"{count} {name}" for name, count in settings.workers if count)
    click.echo(f"queue     {place_of(queue)}; workers: {serving or 'none'}")
    click.echo(f"sites     {settings.sites_dir}")
    click.echo(f"starting  {settings.public_url} …")

"""`accident-service migrate`: the ledger's schema, where it stands and the way to the newest."""

import click

from accident_service.adapters.database.revisions import (
    current_revision,
    is_known,
    newest_revision,
    still_to_pass,
    works_beside,
)
from accident_service.cli.exit_codes import ExitCode
from accident_service.cli.refusals import refusals_told
from accident_service.errors import Conflict
from accident_service.settings import Settings
from accident_service.wiring import prepare

EPILOG = """\b
Exit codes:
  0  the ledger has the newest schema
  2  it was made by a newer version of the service
  6  with --check: migrations are still to come"""


@click.command("migrate", epilog=EPILOG)
@click.option("--check", is_flag=True, help="Only say what would be done.")
def migrate(*, check: bool) -> None:
    """Bring the ledger to the newest schema of this version; make a backup before.

    Safe to repeat and to run on several hosts at once: each waits for the one before it. A
    migration that fails leaves the ledger as it was. Starting the service does the same.
    """
    with refusals_told():
        settings = Settings.from_environment()
        revision = current_revision(settings.ledger_url)
        if not is_known(revision):
            raise Conflict(
                f"the ledger has schema {revision}, which this version does not know; it knows"
                f" {newest_revision()}. Install the version that made it, or a later one"
            )
        pending = still_to_pass(revision)
        for one in pending:
            click.echo(f"{'to do' if check else 'doing':<6} {one.id}  {one.words}")
        if pending and not works_beside(revision):
            click.echo("stop every host of the service before: older versions cannot go on")
        elif pending:
            click.echo("hosts of the version before may go on until they are upgraded")
        if not check:
            prepare(settings)
            revision = current_revision(settings.ledger_url)
    click.echo(f"schema {revision or 'none'}, newest {newest_revision()}")
    if check and pending:
        raise SystemExit(ExitCode.DIFFERENT)

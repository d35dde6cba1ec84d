"""`accident-service doctor`: everything the service rests on, line by line."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import click

from accident_service.adapters.doctor.finding import Finding, Standing
from accident_service.cli.exit_codes import ExitCode
from accident_service.cli.refusals import refusals_told
from accident_service.settings import Settings
from accident_service.wiring.doctor import Doctor

EPILOG = """\b
Exit codes:
  0  nothing is wrong; something may be doubtful
  2  the settings cannot be used
  5  something is wrong, or with --strict doubtful"""
PART_LETTERS = max(len("certificate"), len("unit_certificate"))


@click.command("doctor", epilog=EPILOG)
@click.option("--json", "as_json", is_flag=True, help="One JSON object, for a machine.")
@click.option("--strict", is_flag=True, help="What is doubtful counts as wrong.")
@click.option(
    "--backups",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Look at the backups in this folder, too.",
)
def doctor(*, as_json: bool, strict: bool, backups: Path | None) -> None:
    """Look at everything the service rests on, and say what to do where it does not hold.

    Changes nothing, makes nothing, and tells no secret. Run it as the user the service runs as.
    """
    with refusals_told():
        settings = Settings.from_environment()
        found = tuple(Doctor(settings, backups).findings())
    if as_json:
        click.echo(json.dumps({"findings": [asdict(one) for one in found]}, indent=1))
    else:
        _tell(found)
    bad = {Standing.WRONG, Standing.DOUBTFUL} if strict else {Standing.WRONG}
    if any(one.standing in bad for one in found):
        raise SystemExit(ExitCode.BROKEN)


def _tell(found: Sequence[Finding]) -> None:
    for one in found:
        click.echo(f"{one.standing:<9} {one.part:<{PART_LETTERS}}  {one.told}")
        if one.do:
            click.echo(f"{'':<9} {'':<{PART_LETTERS}}  → {one.do}")
    counts = {standing: sum(one.standing is standing for one in found) for standing in Standing}
    click.echo(", ".join(f"{count} {standing}" for standing, count in counts.items()))

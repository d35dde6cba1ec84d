"""The court's side: the whole evidence in one file, checked without the service."""

from pathlib import Path

import click

from accident_service.casefile.case import Case
from accident_service.casefile.entitlement import Entitlement, Recipient
from accident_service.settings import Settings
from accident_service.wiring.evidence import export_evidence
from accident_service.wiring.story import open_world
from verifier import verify_bundle


def hand_over_to_court(settings: Settings, case: Case, folder: Path) -> None:
    """Make the court's bundle as `evidence export` does, and check it as anybody can.

    Raises:
        click.ClickException: It does not hold.
    """
    into = folder / f"evidence-{case.tracking_code}.zip"
    export = export_evidence(settings, open_world(settings))
    court = Entitlement(recipient=Recipient.COURT)
    bound = export(case.id, court, actor="operator:demo", into=into)
    faults, _notes = verify_bundle.verify(into)
    if faults:
        raise click.ClickException(f"the bundle does not hold: {faults[0].part}")
    click.echo(f"      bundle    {into} ({bound.part_count} parts, README.html first)")
    click.echo(f"      holds     python verifier/verify_bundle.py {into}")
    click.echo("      again     accident-service evidence replay FILE measures it anew")

"""`accident-service evidence …`: the ledger's signed heads, and bundles for courts."""

from pathlib import Path

import click

from accident_service.cli.exit_codes import ExitCode
from accident_service.cli.refusals import refusals_told
from accident_service.settings import Settings
from accident_service.wiring import prepare
from accident_service.wiring.evidence import open_anchors, open_check_ledger, open_sign_head


@click.group()
def evidence() -> None:
    """Sign, check, export and verify evidence."""


@evidence.command()
def anchor() -> None:
    """Sign where the audit ledger stands now; copy and time-stamp it where that is set up."""
    with refusals_told():
        settings = Settings.from_environment()
        prepare(settings)
        sign = open_sign_head(settings)
        sign()
        sign.see_to_copies()
        signed = sign.heads.latest()
    if signed is None:
        click.echo("the audit ledger is empty; there is nothing to sign")
        return
    stamped = "time-stamped" if signed.time_stamp is not None else "not time-stamped"
    click.echo(
        f"head {signed.head.sequence}  {signed.head.tree_root}"
        f"  signed {signed.head.signed_at:%Y-%m-%d %H:%M:%S} UTC  {stamped}"
    )


@evidence.command()
@click.option(
    "--head",
    "kept_heads",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    multiple=True,
    help="A signed head kept elsewhere, such as ledger/head.jws of a bundle.",
)
def check(kept_heads: tuple[Path, ...]) -> None:
    """Hold the whole audit ledger against every signed head, here and kept elsewhere."""
    with refusals_told():
        settings = Settings.from_environment()
        prepare(settings)
        witness = open_anchors(settings).witness
        outside = [path.read_bytes() for path in kept_heads]
        outside += witness.signatures() if witness is not None else ()
        found = open_check_ledger(settings)(outside)
    for fault in found.faults:
        click.echo(fault)
    verdict = "broken" if found.faults else "whole"
    click.echo(f"{found.entry_count} entries, {found.head_count} signed heads: {verdict}")
    if found.faults:
        raise click.exceptions.Exit(ExitCode.BROKEN)

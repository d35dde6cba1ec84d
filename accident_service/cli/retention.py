"""`accident-service retention …`: which cases need not be kept any longer, and their end."""

import click

from accident_service.adapters.database.officer_accounts import SqlOfficerAccounts
from accident_service.adapters.database.passwords import SlowHash
from accident_service.casework.destroy_case import DestroyCase
from accident_service.cli.refusals import refusals_told
from accident_service.errors import NotPermitted
from accident_service.settings import Settings
from accident_service.wiring import open_destruction, open_ledger, prepare_existing


@click.group()
def retention() -> None:
    """List and destroy cases whose time is over."""


@retention.command("list")
def list_due() -> None:
    """Cases that need not be kept any longer, longest over first."""
    with refusals_told():
        due = _destroy_case(Settings.from_environment()).due()
    for one in due:
        numbers = ", ".join(one.numbers) or "no document"
        click.echo(
            f"{one.case.tracking_code}  {one.case.stage:<10}  closed {one.closed_on}"
            f"  kept until {one.kept_until}  {numbers}"
        )
    click.echo(f"{len(due)} {'case' if len(due) == 1 else 'cases'}")


@retention.command()
@click.argument("tracking_code")
@click.option("--approved-by", required=True, help="User name of the officer who approves.")
@click.option("--reason", required=True, help="Why; it stays in the tombstone.")
@click.password_option(
    "--password",
    confirmation_prompt=False,
    prompt="The approving officer's password",
    help="Asked for when left out, so that it stays out of the shell's history.",
)
def destroy(tracking_code: str, approved_by: str, reason: str, password: str) -> None:
    """Destroy one case for good; its number, hashes and approval remain as a tombstone."""
    with refusals_told():
        settings = Settings.from_environment()
        step = _destroy_case(settings)
        accounts = SqlOfficerAccounts(open_ledger(settings).engines, SlowHash())
        officer = accounts.authenticate(approved_by, password)
        if officer is None:
            raise NotPermitted("user name or password is wrong; nothing was destroyed")
        stone = step(tracking_code, officer, reason)
    click.echo(
        f"{stone.tracking_code} destroyed: {len(stone.items)} items,"
        f" {len(stone.shared)} of them kept for another case"
    )


@retention.command()
def sweep() -> None:
    """Remove bytes that an interrupted destruction has left behind."""
    with refusals_told():
        count = _destroy_case(Settings.from_environment()).sweep()
    click.echo(f"{count} {'case' if count == 1 else 'cases'} swept")


@retention.command("show")
@click.argument("tracking_code")
def show(tracking_code: str) -> None:
    """What is left of a destroyed case."""
    settings = Settings.from_environment()
    with refusals_told():
        prepare_existing(settings)
        with open_ledger(settings).reading() as work:
            stone = work.archive.tombstone(tracking_code)
    approved = stone.approval
    click.echo(f"{stone.tracking_code}  {stone.ended_as}  {', '.join(stone.numbers)}")
    click.echo(f"closed {stone.closed_on}, kept until {stone.kept_until}")
    click.echo(
        f"destroyed {stone.destroyed_at:%Y-%m-%d %H:%M} UTC, approved by {approved.name}"
        f" ({approved.police_no}): {approved.reason}"
    )
    if approved.proposed_by:
        click.echo(f"proposed by {approved.proposed_by}")
    for item in stone.items:
        fate = "kept for another case" if item.sha256 in stone.shared else "destroyed"
        click.echo(f"  {item.sha256}  {item.kind}  {fate}")


def _destroy_case(settings: Settings) -> DestroyCase:
    prepare_existing(settings)
    return open_destruction(settings)

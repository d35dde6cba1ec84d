"""`accident-service insurer …`: which insurers may call the API, and with what."""

from datetime import datetime, timedelta
from pathlib import Path

import click

from accident_service.adapters.client_certificates import thumbprint_of_file
from accident_service.adapters.database.insurer_clients import SqlInsurerClients
from accident_service.adapters.database.insurer_keys import SqlInsurerKeys
from accident_service.casework.door_ports import InsurerClient
from accident_service.casework.fill_sandbox import sandbox_client
from accident_service.casework.insurer_scopes import USUAL, Scope
from accident_service.casework.watch_webhooks import WatchWebhooks
from accident_service.cli.refusals import refusals_told
from accident_service.quantities.identifiers import InsurerId
from accident_service.reports.insurers import CODES
from accident_service.settings import Settings
from accident_service.wiring import make_sandbox, open_ledger, prepare, prepare_existing

CLIENT = click.argument("client_id", metavar="CLIENT")
SCOPE = click.option(
    "--scope",
    "scopes",
    type=click.Choice([one.value for one in Scope]),
    multiple=True,
    default=[one.value for one in USUAL],
    show_default=True,
    help="What the client may do; may be given several times.",
)


@click.group()
def insurer() -> None:
    """Give insurers access to the determinations of their own policies."""


@insurer.command()
@click.option("--client-id", required=True, help="Name of the client, chosen by the city.")
@click.option("--insurer", "code", required=True, type=click.Choice(CODES), help="Whose it is.")
@SCOPE
def add(client_id: str, code: str, scopes: tuple[str, ...]) -> None:
    """Register an API client and print its secret, this once."""
    settings = Settings.from_environment()
    with refusals_told():
        prepare(settings)
        secret = SqlInsurerClients(open_ledger(settings).engines).register(
            InsurerClient(
                client_id=client_id,
                insurer=InsurerId(code),
                insurer_code=code,
                scopes=frozenset(Scope(one) for one in scopes),
            )
        )
    click.echo(secret)


@insurer.command()
@click.option("--client-id", default="sandbox", show_default=True, help="Name of the client.")
@click.option(
    "--scope",
    "scopes",
    type=click.Choice([one.value for one in Scope]),
    multiple=True,
    default=[one.value for one in Scope],
    help="What the client may do; everything, unless said otherwise.",
)
def sandbox(client_id: str, scopes: tuple[str, ...]) -> None:
    """Register a client that sees made-up determinations only, and print its secret, this once.

    The samples lie in a ledger of their own, signed under keys of their own, and say on every
    page what they are. Several insurers may try them out, each by a client of its own.
    """
    settings = Settings.from_environment()
    with refusals_told():
        prepare(settings)
        client = sandbox_client(client_id, frozenset(Scope(one) for one in scopes))
        secret = SqlInsurerClients(open_ledger(settings).engines).register(client)
        make_sandbox(settings)
    click.echo(secret)


@insurer.command("list")
def list_clients() -> None:
    """Show every client: whose, what it may do, and since when its secrets are valid."""
    with refusals_told():
        found = _keys().listed()
    for one in found:
        state = "on" if one.active else "off"
        bound = f", bound to {len(one.client.certificates)}" if one.client.certificates else ""
        click.echo(f"{one.client.client_id}  {one.client.insurer_code}  {state}{bound}")
        click.echo(f"    may     {', '.join(sorted(one.client.scopes)) or 'nothing'}")
        for made_at, ends_at in one.secrets:
            end = f", ends {_moment(ends_at)}" if ends_at else ""
            click.echo(f"    secret  made {_moment(made_at)}{end}")


@insurer.command()
def webhooks() -> None:
    """Show every endpoint insurers have named, and how it does."""
    settings = Settings.from_environment()
    with refusals_told():
        prepare_existing(settings)
        ledger = open_ledger(settings)
        found = WatchWebhooks(ledger, ledger.clock).all()
    for one in found:
        endpoint, counts = one.endpoint, one.counts
        state = endpoint.disabled_why or f"on, {endpoint.failures_in_a_row} failures in a row"
        last = _moment(endpoint.last_delivered_at) if endpoint.last_delivered_at else "nothing yet"
        click.echo(f"{endpoint.id}  {one.insurer_code}  {state}")
        click.echo(f"    to      {endpoint.url}")
        click.echo(f"    last    {last}")
        told = ", ".join(f"{number} {name}" for name, number in sorted(counts.items()))
        click.echo(f"    log     {told or 'empty'}")


@insurer.command("rotate-secret")
@CLIENT
@click.option(
    "--overlap-days",
    type=click.IntRange(0, 90),
    default=14,
    show_default=True,
    help="For so long the old secret opens too.",
)
def rotate_secret(client_id: str, overlap_days: int) -> None:
    """Print a second secret, this once; the first one ends after the overlap."""
    with refusals_told():
        secret = _keys().rotate_secret(client_id, timedelta(days=overlap_days))
    click.echo(secret)


@insurer.command("retire-secret")
@CLIENT
def retire_secret(client_id: str) -> None:
    """End the older secret now: the client uses the new one."""
    with refusals_told():
        _keys().retire_secret(client_id)
    click.echo(f"{client_id} has one secret, the newest")


@insurer.command("switch-off")
@CLIENT
def switch_off(client_id: str) -> None:
    """Refuse the client from now on; the tokens it holds stop at once."""
    with refusals_told():
        _keys().switch(client_id, active=False)
    click.echo(f"{client_id} is switched off")


@insurer.command("switch-on")
@CLIENT
def switch_on(client_id: str) -> None:
    """Let a client in again that was switched off."""
    with refusals_told():
        _keys().switch(client_id, active=True)
    click.echo(f"{client_id} is switched on")


@insurer.command()
@CLIENT
@SCOPE
def allow(client_id: str, scopes: tuple[str, ...]) -> None:
    """Let the client do these things, and no others."""
    with refusals_told():
        _keys().allow(client_id, frozenset(Scope(one) for one in scopes))
    click.echo(f"{client_id} may {', '.join(sorted(scopes))}")


@insurer.command("bind-certificate")
@CLIENT
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
def bind_certificate(client_id: str, files: tuple[Path, ...]) -> None:
    """Demand one of the certificates in FILES (PEM) with every call; without FILES, none.

    Takes a proxy that hands the certificate on: see ACCIDENT_SERVICE_CLIENT_CERTIFICATE_HEADER.
    """
    with refusals_told():
        thumbprints = frozenset(thumbprint_of_file(path) for path in files)
        _keys().bind(client_id, thumbprints)
    click.echo(f"{client_id} needs {'one of ' + str(len(files)) if files else 'no'} certificate(s)")


def _keys() -> SqlInsurerKeys:
    settings = Settings.from_environment()
    prepare_existing(settings)
    ledger = open_ledger(settings)
    return SqlInsurerKeys(ledger.engines, ledger.clock)


def _moment(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC"

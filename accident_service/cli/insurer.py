"""`accident-service insurer …`: which insurers may read by the API."""

import click

from accident_service.adapters.database.insurer_clients import SqlInsurerClients
from accident_service.casework.door_ports import InsurerClient
from accident_service.cli.refusals import refusals_told
from accident_service.quantities.identifiers import InsurerId
from accident_service.reports.insurers import CODES
from accident_service.settings import Settings
from accident_service.wiring import open_ledger, prepare

READ_DETERMINATIONS = "determinations:read"


@click.group()
def insurer() -> None:
    """Give insurers access to the determinations of their own policies."""


@insurer.command()
@click.option("--client-id", required=True, help="Name of the client, chosen by the city.")
@click.option("--insurer", "code", required=True, type=click.Choice(CODES), help="Whose it is.")
def add(client_id: str, code: str) -> None:
    """Register an API client and print its secret, this once."""
    settings = Settings.from_environment()
    with refusals_told():
        prepare(settings)
        secret = SqlInsurerClients(open_ledger(settings).engines).register(
            InsurerClient(
                client_id=client_id,
                insurer=InsurerId(code),
                insurer_code=code,
                scopes=frozenset({READ_DETERMINATIONS}),
            )
        )
    click.echo(secret)

"""`accident-service officer …`: who may sign in to the console."""

import secrets

import click
import pyotp

from accident_service.adapters.clock import SystemClock
from accident_service.adapters.database.officer_accounts import SqlOfficerAccounts
from accident_service.adapters.database.passwords import SlowHash
from accident_service.casefile.decision import Officer, Qualification
from accident_service.casefile.roles import Role
from accident_service.casework.grant_role import GrantRole
from accident_service.cli.refusals import refusals_told
from accident_service.quantities.identifiers import OfficerId, UnitId
from accident_service.settings import Settings
from accident_service.wiring import open_casework, open_ledger, prepare, prepare_existing

PASSWORD = click.option(
    "--password",
    prompt=True,
    hide_input=True,
    confirmation_prompt=True,
    help="Asked for when left out, so that it stays out of the shell's history.",
)

ROLE = click.option(
    "--role",
    "roles",
    type=click.Choice([one.value for one in Role]),
    multiple=True,
    default=(Role.OFFICER.value,),
    show_default=True,
    help="What the person may do; may be given several times.",
)


@click.group()
def officer() -> None:
    """Let people of the house sign in, give them roles, forget lost devices."""


@officer.command()
@click.option("--user", "user_name", required=True, help="Name to sign in with.")
@click.option("--name", required=True, help="The officer's name, as documents print it.")
@click.option("--police-no", required=True, help="Police number, as documents print it.")
@click.option("--unit", required=True, help="Unit code, part of the determination's number.")
@click.option("--unit-name", required=True, help="The unit's name, as documents print it.")
@click.option("--simple-procedure/--no-simple-procedure", default=True, help="Qualified for it?")
@click.option(
    "--grade",
    type=click.Choice([one.value for one in Qualification]),  # by value, not by the enum's name
    default=Qualification.SIMPLE.value,
    show_default=True,
    help="What the officer was examined for (Order 146, article 5).",
)
@click.option("--higher-unit", default="", help="Code of the unit that reviews what this decides.")
@click.option("--higher-unit-name", default="", help="That unit's name, as documents print it.")
@ROLE
@PASSWORD
def add(
    *,
    user_name: str,
    password: str,
    simple_procedure: bool,
    roles: tuple[str, ...],
    **written: str,
) -> None:
    """Let somebody sign in; the first administrator is made like this."""
    with refusals_told():
        settings = Settings.from_environment()
        prepare(settings)
        _accounts(settings).enrol(
            Officer(
                id=OfficerId(f"officer-{secrets.token_hex(4)}"),
                name=written["name"],
                police_no=written["police_no"],
                unit=UnitId(written["unit"]),
                unit_name=written["unit_name"],
                may_decide_simple_procedure=simple_procedure,
                qualification=Qualification(written["grade"]),
                higher_unit=UnitId(written["higher_unit"]) if written["higher_unit"] else None,
                higher_unit_name=written["higher_unit_name"],
            ),
            user_name=user_name,
            password=password,
            roles=frozenset(Role(one) for one in roles),
        )
    click.echo(f"{user_name} may sign in as {', '.join(sorted(roles))}")


@officer.command("reset-device")
@click.option("--user", "user_name", required=True, help="Name the officer signs in with.")
def reset_device(user_name: str) -> None:
    """Forget an officer's lost device; the next sign-in enrols another."""
    settings = Settings.from_environment()
    with refusals_told():
        prepare_existing(settings)
        who = _accounts(settings).with_user_name(user_name)
        open_casework(settings).second_factors.reset(who.id)
    click.echo(f"{user_name} enrols a device at the next sign-in")


@officer.group()
def role() -> None:
    """Give an account a role, or take one away."""


GRANTED = click.argument("granted", metavar="ROLE", type=click.Choice([one.value for one in Role]))
OF = click.option("--user", "user_name", required=True, help="Name the person signs in with.")


@role.command()
@OF
@GRANTED
def grant(user_name: str, granted: str) -> None:
    """Give ROLE; it opens its pages at the person's next click."""
    _change_role(user_name, granted, granted=True)


@role.command()
@OF
@GRANTED
def take(user_name: str, granted: str) -> None:
    """Take ROLE away; its pages are closed at the person's next click."""
    _change_role(user_name, granted, granted=False)


def _change_role(user_name: str, role_name: str, *, granted: bool) -> None:
    settings = Settings.from_environment()
    with refusals_told():
        prepare_existing(settings)
        ledger = open_ledger(settings)
        after = GrantRole(ledger, ledger.clock)(user_name, Role(role_name), granted=granted)
    click.echo(f"{user_name} may sign in as {', '.join(sorted(after.roles)) or 'nothing'}")


@officer.command()
@click.argument("key")
def code(key: str) -> None:
    """Show the code an authenticator with this KEY shows now; for trying the service out."""
    click.echo(pyotp.TOTP("".join(key.split())).at(SystemClock().now()))


def _accounts(settings: Settings) -> SqlOfficerAccounts:
    return SqlOfficerAccounts(open_ledger(settings).engines, SlowHash())

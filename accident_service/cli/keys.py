"""`accident-service keys …`: how old every key is, and new ones in their place."""

import click

from accident_service.adapters.clock import SystemClock
from accident_service.adapters.database.sealing import Progress
from accident_service.cli.refusals import refusals_told
from accident_service.settings import Settings
from accident_service.wiring import prepare_existing
from accident_service.wiring.back_room import personal_keys
from accident_service.wiring.keys import (
    NAMES,
    PERSONAL_DATA,
    forget_key,
    key_ages,
    replace_by_new,
    seal_personal_data,
)

NAME = click.argument("name", type=click.Choice(NAMES))


@click.group()
def keys() -> None:
    """Look after the service's keys; docs/secrets.md says what each protects."""


@keys.command("list")
def list_keys() -> None:
    """Every key with its age; nothing of the keys themselves."""
    settings = Settings.from_environment()
    today = SystemClock().now().date()
    with refusals_told():
        for one in key_ages(settings):
            age = "not made yet" if one.made_on is None else f"{(today - one.made_on).days:>5} days"
            former = f"; {one.former} before it still kept" if one.former else ""
            click.echo(f"{one.name:<15} {age:>12}   {one.protects}{former}")


@keys.command()
def add() -> None:
    """Add a key for personal data that reads but does not write yet.

    For several hosts with a file each: add, copy the file to every host, then rotate.
    """
    with refusals_told():
        added = personal_keys(Settings.from_environment()).add_last()
    click.echo(f"key {added.id} added; `keys rotate {PERSONAL_DATA}` writes with it")


@keys.command()
@NAME
@click.option("--at-once", is_flag=True, help="Of session only: sign everybody out now.")
def rotate(name: str, *, at_once: bool) -> None:
    """Put a new key in the place of one and keep what the old one sealed or signed usable.

    Personal data are sealed anew at once; broken off, `keys seal` goes on. Restart the
    service's processes afterwards: all but the key for personal data are read at their start.
    """
    settings = Settings.from_environment()
    with refusals_told():
        prepare_existing(settings)
        replace_by_new(settings, name, at_once=at_once)
        click.echo(f"{name}: a new key is in place")
        if name == PERSONAL_DATA:
            _seal(settings)


@keys.command()
def seal() -> None:
    """Go on sealing personal data with the key that writes."""
    settings = Settings.from_environment()
    with refusals_told():
        prepare_existing(settings)
        _seal(settings)


@keys.command()
@NAME
def forget(name: str) -> None:
    """Remove the keys another has replaced, once all processes run with the new one.

    What they had sealed is sealed anew first; for session, let a day pass before.
    """
    settings = Settings.from_environment()
    with refusals_told():
        prepare_existing(settings)
        count = forget_key(settings, name)
    click.echo(f"{name}: {count} {'key' if count == 1 else 'keys'} removed")


def _seal(settings: Settings) -> None:
    done: dict[str, Progress] = {}
    for step in seal_personal_data(settings):
        before = done.get(step.table, Progress(step.table, 0, 0))
        done[step.table] = Progress(
            step.table, before.rows + step.rows, before.changed + step.changed
        )
    for one in done.values():
        click.echo(f"{one.table:<20} {one.changed:>9} of {one.rows} rows sealed anew")
    click.echo("all personal data are sealed with the key that writes")

"""`accident-service steps …`: steps that do not go as they should, from the command line."""

from collections.abc import Sequence
from typing import Final

import click

from accident_service.casework.ports import Step
from accident_service.casework.steps_in_trouble import Listed, StepsInTrouble
from accident_service.casework.trouble_ports import Trouble, TroubleQuery
from accident_service.cli.refusals import refusals_told
from accident_service.quantities.identifiers import AttemptId
from accident_service.settings import Settings
from accident_service.wiring import open_ledger, prepare_existing

ACTOR: Final = "operator"  # who acts at the command line has no account; the host knows who it was
STEP = click.Choice([one.value for one in Step])
TROUBLE = click.Choice([one.value for one in Trouble])


@click.group()
def steps() -> None:
    """List steps in trouble, try one now, or give it up."""


@steps.command("list")
@click.option("--step", type=STEP, help="Of this step only.")
@click.option("--trouble", type=TROUBLE, help="With this trouble only.")
@click.option("--reason", default="", help="Failed for this reason only, such as lease-expired.")
def list_steps(step: str | None, trouble: str | None, reason: str) -> None:
    """One line each, the longest in trouble first: attempt, case, step, trouble, tries, reason."""
    query = TroubleQuery(
        step=Step(step) if step else None,
        trouble=Trouble(trouble) if trouble else None,
        reason=reason,
    )
    with refusals_told():
        found = _steps_in_trouble().found(query)
    _tell(found)


@steps.command()
@click.argument("attempt")
def retry(attempt: str) -> None:
    """Have the step tried now that ATTEMPT, as listed, is the newest try at."""
    with refusals_told():
        case = _steps_in_trouble().retry(AttemptId(attempt), by=ACTOR)
    click.echo(f"case {case}: asked for")


@steps.command("give-up")
@click.argument("attempt")
@click.option("--reason", required=True, help="Why; an officer reads it, and it stays on record.")
def give_up(attempt: str, reason: str) -> None:
    """Try the step no more: an officer takes the case over, or it goes on without the step."""
    with refusals_told():
        case = _steps_in_trouble().give_up(AttemptId(attempt), reason, by=ACTOR)
    click.echo(f"case {case}: given up")


def _steps_in_trouble() -> StepsInTrouble:
    settings = Settings.from_environment()
    prepare_existing(settings)
    ledger = open_ledger(settings)
    return StepsInTrouble(ledger, ledger.clock)


def _tell(found: Sequence[Listed]) -> None:
    for listed in found:
        one = listed.step
        click.echo(
            f"{one.newest.attempt}  {one.case}  {one.step:<20} {one.trouble:<12}"
            f" {len(one.tries)} tried  {one.reason or '-'}"
        )
    click.echo(f"{len(found)} {'step' if len(found) == 1 else 'steps'}")

"""`accident-service demo`: the play itself."""

import contextlib
import shlex
import signal
from pathlib import Path

import click

from accident_service.adapters.clock import SystemClock
from accident_service.casefile.case import Case
from accident_service.casefile.stage import AWAITING_OFFICER, Stage
from accident_service.casework.insurer_scopes import USUAL, Scope
from accident_service.cli.demo import telling
from accident_service.cli.demo.court import hand_over_to_court
from accident_service.cli.demo.desk import OfficerAtDesk
from accident_service.cli.demo.house import free_port, run_command, running_service
from accident_service.cli.demo.insurer import InsurersOffice
from accident_service.cli.demo.officers import OfficerKey, Officers, enrol_officers
from accident_service.cli.demo.people import Driver
from accident_service.cli.demo.props import Props, lay_out
from accident_service.cli.demo.watching import Watcher
from accident_service.settings import Settings, engines_named
from accident_service.wiring import open_blobs

INSURER_CLIENT = "insurer-demo"
INSURER_MAY = (*USUAL, Scope.READ_FULL_DOCUMENTS)  # its claims department holds signed documents
PHONES = {"A": "13800138000", "B": "13900139000"}


@click.command()
@click.option("--once", is_flag=True, help="Stop when the story has been told.")
@click.option("--port", type=click.IntRange(1, 65_535), help="Port; by default a free one.")
@click.option(
    "--folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("demo-data"),
    show_default=True,
    help="Where the demo keeps everything; emptied at every start.",
)
@click.option(
    "--fixtures",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("fixtures"),
    show_default=True,
    help="The project's fixtures: clip, scene, site and drivers.",
)
def demo(*, once: bool, port: int | None, folder: Path, fixtures: Path) -> None:
    """Play one accident from report to insurer, then leave the service running."""
    _stop_in_order_when_told()
    props = lay_out(folder.absolute(), fixtures, SystemClock().now())
    environment = props.environment(port or free_port())
    settings = Settings.from_environment(environment)
    click.echo(f"1  Enrolling demo officers and an insurer in {props.folder}")
    officers = enrol_officers(environment)
    insurer = props.drivers["A"]["insurer"]
    allowed = [word for scope in INSURER_MAY for word in ("--scope", scope)]
    secret = run_command(
        environment, "insurer", "add", "--client-id", INSURER_CLIENT, "--insurer", insurer, *allowed
    )
    click.echo(f"2  Starting the service on {settings.public_url}")
    with running_service(environment, settings.public_url, props.service_log):
        case = _play(props, settings, officers.deciding)
        if case.stage is Stage.DETERMINED:
            _read_as_insurer(props, settings, secret, case)
            click.echo("8  A court gets all the evidence in one file, and checks it offline")
            hand_over_to_court(settings, case, props.folder)
        _tell_doors(props, settings, (officers, secret), case)
        if not once:
            click.echo("\nThe service is running; Ctrl-C stops it.")
            _wait_to_be_stopped()
    if case.stage is not Stage.DETERMINED:
        raise click.ClickException(f"the case ended at {case.stage}, without a determination")


def _stop_in_order_when_told() -> None:
    """Whoever ends the demo, by Ctrl-C or from outside, the service it started ends too."""
    for told in (signal.SIGINT, signal.SIGTERM):
        signal.signal(told, signal.default_int_handler)


def _wait_to_be_stopped() -> None:
    with contextlib.suppress(KeyboardInterrupt):
        signal.pause()
    click.echo("\nStopping.")


def _play(props: Props, settings: Settings, key: OfficerKey) -> Case:
    url = settings.public_url
    click.echo("3  Driver A reports on the mobile page")
    driver_a = Driver(url=url, phone=PHONES["A"], codes_file=props.codes_file)
    driver_a.give_account("/report", props.drivers["A"])
    code = driver_a.path.rsplit("/", 1)[-1]
    invitation = driver_a.invitation()
    click.echo(f"      case {code}")
    click.echo("4  Driver B opens A's link and gives an account without seeing A's")
    driver_b = Driver(url=url, phone=PHONES["B"], codes_file=props.codes_file)
    driver_b.give_account(f"{invitation}/start", props.drivers["B"])
    click.echo("5  The workers find, fetch, seal, reconstruct and propose")
    watcher = Watcher(driver_a, settings, code)
    case = watcher.until(AWAITING_OFFICER)
    click.echo("   Cameras")
    telling.tell_cameras(case)
    click.echo("   Measured (k = 2 intervals)")
    telling.tell_measurements(case)
    click.echo("   Proposal")
    telling.tell_proposal(case)
    if case.proposal is None or case.proposal.abstained:
        click.echo("6  There is nothing to confirm; the case waits for the officer's own decision")
        return case
    click.echo("6  The officer reviews and confirms at the console")
    officer = OfficerAtDesk(url=url)
    device = officer.sign_in(key.user, key.password)
    click.echo(f"      the officer's device: accident-service officer code {device.secret}")
    officer.confirm(case.id)
    return watcher.until(frozenset({Stage.DETERMINED}))


def _read_as_insurer(props: Props, settings: Settings, secret: str, case: Case) -> None:
    click.echo("7  The insurer fetches the determination by API")
    office = InsurersOffice(settings.public_url, INSURER_CLIENT, secret)
    whole, pdf = office.newest_determination()
    telling.tell_determination(whole, pdf, props.folder / "documents")
    blobs = open_blobs(settings)
    contents = {
        exhibit.blob.sha256: blobs.open(exhibit.blob)
        for analysis in case.analyses
        for exhibit in analysis.exhibits
    }
    telling.keep_exhibits(case, contents, props.folder / "exhibits")


def _tell_doors(props: Props, settings: Settings, keys: tuple[Officers, str], case: Case) -> None:
    officers, secret = keys
    url = settings.public_url
    click.echo("\nLook for yourself:")
    click.echo(f"  driver    {url}/case/{case.tracking_code}")
    click.echo(f"            phone {PHONES['A']} or {PHONES['B']}; codes in {props.codes_file}")
    click.echo(f"  officer   {url}/officer/case/{case.id}")
    click.echo(f"            user {officers.deciding.user}, password {officers.deciding.password}")
    click.echo("            and a code of the device (step 6)")
    click.echo(f"  reviewers {url}/officer/reviews (the higher unit; a review takes both)")
    for one in officers.reviewing:
        click.echo(f"            user {one.user}, password {one.password}")
    click.echo(f"  anybody   {url}/verify")
    click.echo(f"  insurer   {url}/v1/docs")
    click.echo(f"            client {INSURER_CLIENT}, secret {secret}")
    data_dir, sites_dir = shlex.quote(str(settings.data_dir)), shlex.quote(str(settings.sites_dir))
    click.echo(f"  commands  export ACCIDENT_SERVICE_DATA_DIR={data_dir}")
    click.echo(f"            export ACCIDENT_SERVICE_SITES_DIR={sites_dir}")
    for variable, value in engines_named().items():
        click.echo(f"            export {variable}={shlex.quote(value)}")

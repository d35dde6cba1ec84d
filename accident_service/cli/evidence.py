"""`accident-service evidence …`: the ledger's signed heads, and bundles for courts."""

import getpass
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from accident_service.adapters.evidence_bundle.replay import (
    Recorded,
    recorded_in_bundle,
    recorded_in_case,
)
from accident_service.adapters.evidence_bundle.replay import replay as replayed
from accident_service.casefile.entitlement import Entitlement, Recipient
from accident_service.cli.exit_codes import EVIDENCE_EPILOG, ExitCode
from accident_service.cli.refusals import refusals_told
from accident_service.errors import NotPermitted
from accident_service.reports.party import PartyLetter
from accident_service.settings import Settings
from accident_service.wiring import prepare_existing
from accident_service.wiring.evidence import (
    export_evidence,
    open_anchors,
    open_check_ledger,
    open_runner,
    open_sign_head,
)
from accident_service.wiring.story import open_world
from verifier import verify_bundle

A_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group(epilog=EVIDENCE_EPILOG)
def evidence() -> None:
    """Sign, check, export and verify evidence."""


@evidence.command()
def anchor() -> None:
    """Sign where the audit ledger stands now; copy and time-stamp it where that is set up."""
    with refusals_told():
        settings = Settings.from_environment()
        prepare_existing(settings)
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
    type=A_FILE,
    multiple=True,
    help="A signed head kept elsewhere, such as ledger/head.jws of a bundle.",
)
def check(kept_heads: tuple[Path, ...]) -> None:
    """Hold the whole audit ledger against every signed head, here and kept elsewhere."""
    with refusals_told():
        settings = Settings.from_environment()
        prepare_existing(settings)
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


@evidence.command()
@click.argument("tracking_code")
@click.option(
    "--for",
    "recipient",
    type=click.Choice([one.value for one in Recipient]),
    required=True,
    help="A court gets everything; others get hashes of what is not theirs.",
)
@click.option("--party", type=click.Choice([one.value for one in PartyLetter]))
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True)
def export(tracking_code: str, recipient: str, party: str | None, out: Path) -> None:
    """Make a bundle of a case's evidence; who made it stands in the audit ledger."""
    if (recipient == Recipient.PARTY.value) is not (party is not None):
        raise click.UsageError("--party A or B goes with --for party, and with nothing else")
    letter = None if party is None else PartyLetter(party)
    entitlement = Entitlement(recipient=Recipient(recipient), letter=letter)
    with refusals_told():
        settings = Settings.from_environment()
        prepare_existing(settings)
        world = open_world(settings)
        with world.ledger.reading() as work:
            case = work.cases.with_tracking_code(tracking_code)
        actor = f"operator:{getpass.getuser()}"
        bound = export_evidence(settings, world)(case.id, entitlement, actor=actor, into=out)
    click.echo(f"{bound.path}  {bound.part_count} parts, {bound.withheld_count} by hash alone")
    click.echo(f"sha256 {bound.sha256}")


@evidence.command()
@click.argument("bundle", type=A_FILE)
@click.option("--key", help="The key's id as the unit publishes it.")
@click.option("--stamp-roots", type=A_FILE, help="Certificates of time-stamping authorities.")
def verify(bundle: Path, key: str | None, stamp_roots: Path | None) -> None:
    """Check a bundle as anybody can with verifier/verify_bundle.py: offline, no ledger asked."""
    options = [str(bundle), *(["--key", key] if key else [])]
    options += ["--stamp-roots", str(stamp_roots)] if stamp_roots else []
    raise click.exceptions.Exit(verify_bundle.main(options))


@evidence.command()
@click.argument("subject")
def replay(subject: str) -> None:
    """Measure again what SUBJECT, a case's code or a court's bundle, was measured from.

    The result is compared with the sealed one byte for byte.
    """
    with refusals_told(), tempfile.TemporaryDirectory(prefix="replay-") as made:
        folder = Path(made)
        settings = Settings.from_environment()
        with _recorded(subject, settings, folder) as recorded:
            runner = open_runner(settings)
            found = [replayed(one, runner, folder / one.name) for one in recorded]
    for one in found:
        click.echo(f"{one.name}: {'the same, byte for byte' if one.same else 'different'}")
        for line in (*(f"version of {each}" for each in one.versions), *one.differences):
            click.echo(f"  {line}")
    if not found:
        click.echo("nothing in it was measured")
    if not all(one.same for one in found):
        raise click.exceptions.Exit(ExitCode.DIFFERENT)


@contextmanager
def _recorded(subject: str, settings: Settings, folder: Path) -> Iterator[list[Recorded]]:
    """What was recorded of a bundle, if SUBJECT is a file, else of a case."""
    if Path(subject).is_file():
        faults, _notes = verify_bundle.verify(Path(subject))
        if faults:
            raise NotPermitted(f"the bundle does not hold: {faults[0].part}; see evidence verify")
        yield recorded_in_bundle(Path(subject), folder)
        return
    prepare_existing(settings)
    world = open_world(settings)
    with world.ledger.reading() as work:
        case = work.cases.with_tracking_code(subject)
    with recorded_in_case(case, world.blobs, folder) as found:
        yield found

"""`accident-service backup`, `restore` and `reconcile`: all that is kept, kept once more."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from accident_service.adapters.backup.back_up import forget_old
from accident_service.adapters.backup.restore import Restored, chosen_backup
from accident_service.casework.lost_documents import LostDocument
from accident_service.cli.exit_codes import ExitCode
from accident_service.cli.refusals import refusals_told
from accident_service.errors import CustodyBroken
from accident_service.settings import Settings
from accident_service.wiring.safekeeping import (
    Reconciliation,
    make_backup,
    pass_over,
    reconcile,
    restore_backup,
)

MOST_TOLD = 50
AGAIN_MINUTES = 1  # after a backup that could not be made
A_FOLDER = click.Path(file_okay=False, path_type=Path)
A_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
EPILOG = """\b
Exit codes:
  0  done
  1  the ledger or a disk did not answer, or there was no room
  2  something stands in the way; nothing was changed
  5  something that should be there is missing or another; it was named"""


@click.command("backup", epilog=EPILOG)
@click.argument("folder", type=A_FOLDER)
@click.option("--without-blobs", is_flag=True, help="List sealed files, leave their bytes.")
@click.option("--without-keys", is_flag=True, help="Leave the keys out; keep them elsewhere.")
@click.option("--keep", type=click.IntRange(1), help="Remove all but the newest N backups.")
@click.option("--every-minutes", type=click.IntRange(1), help="Go on making one so often.")
def backup(
    folder: Path,
    *,
    without_blobs: bool,
    without_keys: bool,
    keep: int | None,
    every_minutes: int | None,
) -> None:
    """Make a backup of the running service below FOLDER.

    Ledger, sealed files, keys, sites, rule packs and photographs on their way, as of one moment.
    A sealed file is taken once for all backups of the folder. Files that settings name, such as
    those with passwords, are not copied: the manifest names them.
    """

    def one() -> None:
        _back_up(folder, with_blobs=not without_blobs, with_keys=not without_keys, keep=keep)

    if every_minutes is None:
        one()
        return
    while True:
        time.sleep(60 * (every_minutes if _done(one) else AGAIN_MINUTES))


def _done(one: Callable[[], None]) -> bool:
    """Was a whole backup made? Why not is told, and another time may go better."""
    try:
        one()
    except click.ClickException as refused:
        refused.show()
        return False
    except SystemExit:
        return False
    return True


def _back_up(folder: Path, *, with_blobs: bool, with_keys: bool, keep: int | None) -> None:
    with refusals_told(), _broken_told():
        settings = Settings.from_environment()
        made = make_backup(settings, folder, with_blobs=with_blobs, with_keys=with_keys)
        told = made.manifest
        click.echo(f"backup    {made.folder}")
        click.echo(f"ledger    {told.entry_count} entries, schema {told.schema}")
        click.echo(
            f"blobs     {told.blob_count}, {told.blob_bytes / 1e6:.1f} MB,"
            f" {made.new_blob_count} new"
            + ("" if told.with_blobs else "; only listed: their bytes are NOT in the backup")
        )
        if told.with_keys:
            click.echo("keys      copied: who reads this folder can sign as this unit")
        else:
            click.echo("keys      NOT copied: without them documents and sealed fields are lost")
        for one in told.not_copied:
            click.echo(f"not copied  {one.path}")
        click.echo(f"manifest  sha256 {made.manifest_sha256}")
        if _same_disk(folder, settings.data_dir):
            click.echo("on the same disk as the service: it does not outlive that disk", err=True)
        if told.damaged:
            _tell_some("damaged", told.damaged)
            click.echo("          their bytes were others and not taken; older backups were kept")
            raise SystemExit(ExitCode.BROKEN)
        if keep is not None:
            backups, blobs = forget_old(folder, keep)
            click.echo(f"removed   {backups} older backups, {blobs} files only they held")


@click.command("restore", epilog=EPILOG)
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--set-aside", is_flag=True, help="Rename the SQLite ledger that is there.")
def restore(folder: Path, *, set_aside: bool) -> None:
    """Put the backup FOLDER, or the newest one in it, into the empty place of the settings.

    Everything is held against its hash. Nothing is written over: a ledger must not be there, a
    key must be the same, and sealed files that are there stay.
    """
    with refusals_told(), _broken_told():
        settings = Settings.from_environment()
        chosen = chosen_backup(folder)
        restored, renamed = restore_backup(settings, chosen, aside=set_aside)
    if renamed is not None:
        click.echo(f"aside     {renamed}")
    _tell_restored(chosen, restored)
    click.echo("now run   accident-service reconcile --take-numbers, then start the service")
    if restored.lost_blobs:
        raise SystemExit(ExitCode.BROKEN)


@click.command("reconcile", epilog=EPILOG)
@click.option("--head", "heads", type=A_FILE, multiple=True, help="A signed head kept elsewhere.")
@click.option(
    "--backups",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A folder of backups: their manifests hold signed heads.",
)
@click.option(
    "--take-numbers", is_flag=True, help="Never give out again what lost documents are numbered."
)
def reconcile_names(heads: tuple[Path, ...], backups: Path | None, *, take_numbers: bool) -> None:
    """Hold the ledger against the sealed files, and against its own signed heads.

    Says which files the ledger names and nobody has, which files nobody names, which of those are
    documents whose numbers would be given out a second time, and whether entries were signed
    that the ledger no longer holds. Changes nothing but the counters of those numbers, if asked to.
    """
    with refusals_told(), _broken_told():
        settings = Settings.from_environment()
        found = reconcile(settings, [path.read_bytes() for path in heads], backups)
        if take_numbers and found.lost:
            pass_over(settings, found.lost)
    _tell(found, numbers_taken=take_numbers)
    if not found.is_whole:
        raise SystemExit(ExitCode.BROKEN)


def _tell_restored(chosen: Path, restored: Restored) -> None:
    told = restored.manifest
    click.echo(f"restored  {chosen}, made {told.made_at:%F %T} UTC by version {told.version}")
    click.echo(f"ledger    {told.entry_count} entries")
    click.echo(f"files     {restored.file_count} put back, {restored.blob_count} sealed files")
    for path in restored.other_files:
        click.echo(f"kept      {path}: another than in the backup, left as it is")
    for words in restored.settings_files:
        click.echo(f"see to    {words}")
    if not told.with_keys:
        click.echo("see to    the keys: they are not in this backup")
    _tell_some("missing", restored.lost_blobs)


def _tell(found: Reconciliation, *, numbers_taken: bool) -> None:
    blobs, ledger = found.blobs, found.ledger
    click.echo(
        f"ledger    {ledger.entry_count} entries, {ledger.head_count} signed heads,"
        f" {blobs.named_count} files named; {blobs.kept_count} kept"
    )
    for fault in ledger.faults:
        click.echo(f"ledger    {fault}")
    _tell_some("missing", [f"{one.sha256}  {one.kind} of {one.of}" for one in blobs.missing])
    _tell_some(
        "unnamed",
        [
            f"{one.blob.sha256}  {one.form or 'unknown'}, {one.blob.size_bytes} bytes,"
            f" kept {one.blob.kept_at:%F %T} UTC"
            for one in blobs.unnamed
        ],
    )
    if blobs.unnamed:
        click.echo(
            f"          nobody names these {len(blobs.unnamed)};"
            f" {blobs.arriving_count} are so new that a step may still name them"
        )
    if found.lost:
        _tell_lost(found.lost, taken=numbers_taken)
    if blobs.to_be_removed:
        click.echo(f"destroyed {len(blobs.to_be_removed)} files await their removal")
    if found.is_whole:
        click.echo("whole")
    elif not (numbers_taken and found.lost):
        click.echo("not whole; nothing was changed")


def _tell_lost(lost: tuple[LostDocument, ...], *, taken: bool) -> None:
    _tell_some("number", [f"{one.number}  signed in {one.sha256}, unknown here" for one in lost])
    if taken:
        click.echo("          never given out again; an entry of the ledger says so")
    else:
        click.echo("          they would be given out a second time: reconcile --take-numbers")


def _tell_some(word: str, lines: list[str] | tuple[str, ...]) -> None:
    for line in lines[:MOST_TOLD]:
        click.echo(f"{word:<9} {line}")
    if len(lines) > MOST_TOLD:
        click.echo(f"{word:<9} and {len(lines) - MOST_TOLD} more")


def _same_disk(folder: Path, data_dir: Path) -> bool:
    return folder.stat().st_dev == data_dir.stat().st_dev


@contextmanager
def _broken_told() -> Iterator[None]:
    """Turn evidence that does not hold into a message and its exit code."""
    try:
        yield
    except CustodyBroken as fault:
        click.echo(str(fault), err=True)
        raise SystemExit(ExitCode.BROKEN) from fault

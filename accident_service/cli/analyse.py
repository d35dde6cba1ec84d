"""`accident-service analyse CLIP --scene SCENE.json --out RESULT.json [--exhibits DIR]`."""

import shutil
import sys
import tempfile
from pathlib import Path

import click

from accident_service.adapters.analysis_files import verdict_document, write_document
from accident_service.adapters.analysis_runner import AnalysisOutcome, AnalysisRunner, read_profile
from accident_service.adapters.clip_liability import unmeasured
from accident_service.cli.exit_codes import ANALYSE_EPILOG, ExitCode
from accident_service.cli.profile_table import tell_profile
from accident_service.cli.refusals import refusals_told
from accident_service.cli.telling import tell_result
from accident_service.errors import ClipUnreadable, EvidenceInsufficient, InvalidInput
from accident_service.settings import Settings

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command(epilog=ANALYSE_EPILOG)
@click.argument("clip", type=click.Path(path_type=Path))
@click.option("--scene", type=_FILE, help="What is known of the place (accident-scene/1).")
@click.option("--out", type=_FILE, required=True, help="Where to write the result.")
@click.option(
    "--exhibits",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder for stills, plan and curves; made if absent. Needs --scene.",
)
@click.option("--profile", is_flag=True, help="Print what each stage took, beside decoding alone.")
def analyse(
    clip: Path,
    scene: Path | None,
    out: Path,
    exhibits: Path | None,
    profile: bool,  # noqa: FBT001 - click hands options over by name
) -> None:
    """Reconstruct what happened in CLIP and propose who is responsible.

    With a scene file the result (accident-analysis/1) holds timing, where every vehicle was on
    the road, contacts, facts and a proposal, or the reasons why there is none. Without one it
    holds timing and image tracks only: no metres, no speeds, no contacts, no proposal.
    """
    if exhibits is not None and scene is None:
        raise click.UsageError("--exhibits needs --scene: without metres there is nothing to draw")
    with refusals_told():
        networks = Settings.from_environment().networks_dir
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=".analysis-") as folder:
        runner = AnalysisRunner(profile=profile, networks=networks)
        outcome = _analysed(runner, (clip, scene, out), Path(folder), exhibits is not None)
        outcome.result_path.replace(out)
        _deliver(outcome, exhibits)
        spent = read_profile(Path(folder)) if profile else None
    tell_result(outcome.result, out)
    if spent is not None:
        tell_profile(spent)


def _analysed(
    runner: AnalysisRunner,
    files: tuple[Path, Path | None, Path],
    folder: Path,
    wanted: bool,  # noqa: FBT001 - as given
) -> AnalysisOutcome:
    """Run the analysis under a progress bar; leaves the program where there is no result.

    Args:
        files: Clip, scene if any, and where the result goes.
        folder: For what the analysis leaves on its way.
        wanted: Are exhibits?
    """
    clip, scene, out = files
    try:
        with click.progressbar(length=1000, label=clip.name, file=sys.stderr) as bar:

            def progress(share_done: float) -> None:
                bar.update(round(share_done * 1000) - bar.pos)

            return runner.analyse(clip, scene, folder, exhibits=wanted, progress=progress)
    except InvalidInput as mistake:
        click.echo(str(mistake), err=True)
        sys.exit(ExitCode.BAD_INPUT)
    except EvidenceInsufficient as gap:
        unread = isinstance(gap, ClipUnreadable)
        code = gap.verdict if isinstance(gap, ClipUnreadable) else gap.code
        write_document(out, verdict_document(clip.stem, code, str(gap), unmeasured(code, str(gap))))
        click.echo(f"{code}: {gap}", err=True)
        sys.exit(ExitCode.UNREADABLE if unread else ExitCode.UNMEASURABLE)


def _deliver(outcome: AnalysisOutcome, exhibits: Path | None) -> None:
    if exhibits is None:
        return
    exhibits.mkdir(parents=True, exist_ok=True)
    for picture in outcome.exhibits:
        shutil.move(picture, exhibits / picture.name)

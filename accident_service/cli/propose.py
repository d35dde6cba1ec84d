"""`accident-service propose TRACKS.json --scene SCENE.json --out RESULT.json`."""

import sys
from datetime import date, datetime
from pathlib import Path

import click

from accident_service.adapters.analysis_files import AnalysisContent, to_document, write_document
from accident_service.adapters.analysis_versions import versions_of
from accident_service.adapters.clip_liability import day_shown, liability_of, proposed
from accident_service.adapters.document_numbers import Json
from accident_service.adapters.rule_pack_files import pack_in
from accident_service.adapters.scene_files import read_scene
from accident_service.adapters.trajectory_files import read_reconstruction
from accident_service.cli.exit_codes import PROPOSE_EPILOG, ExitCode
from accident_service.cli.telling import tell_result
from accident_service.errors import InvalidInput
from accident_service.liability.rule_pack import RulePack

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command(name="propose", epilog=PROPOSE_EPILOG)
@click.argument("tracks", type=_FILE)
@click.option("--scene", type=_FILE, required=True, help="The place (accident-scene/1).")
@click.option("--out", type=_FILE, required=True, help="Where to write the result.")
@click.option(
    "--on",
    "day",
    type=click.DateTime(formats=["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="Day of the accident, by which the law is chosen; else the one the scene shows.",
)
@click.option(
    "--pack",
    type=_FILE,
    help="A city's rule pack (TOML, see `rules check`); else the national rules.",
)
def propose_from_tracks(
    tracks: Path, scene: Path, out: Path, day: datetime | None, pack: Path | None
) -> None:
    """Run facts and law alone on the trajectories in TRACKS (a result, or exact tracks)."""
    try:
        city = pack_in(pack) if pack else None
        document = _proposed(tracks, scene, day.date() if day else None, city)
    except InvalidInput as mistake:
        click.echo(str(mistake), err=True)
        sys.exit(ExitCode.BAD_INPUT)
    out.parent.mkdir(parents=True, exist_ok=True)
    write_document(out, document)
    tell_result(document, out)


def _proposed(tracks: Path, scene_path: Path, day: date | None, pack: RulePack | None) -> Json:
    found = read_reconstruction(tracks)
    scene = read_scene(scene_path)
    clip = tracks.name.split(".")[0]
    proposal = proposed(found, scene, day or day_shown(scene), pack, clip=clip)
    content = AnalysisContent(
        clip=clip,
        timing=found.timing,
        reconstruction=found,
        liability=liability_of(proposal),
        versions=versions_of(tracks=tracks, scene=scene_path),
    )
    return to_document(content)

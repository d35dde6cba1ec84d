"""`accident-service source check FILE`: what is right and wrong with where recordings are kept."""

import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click

from accident_service.adapters.clip_sources import configured, name_pattern
from accident_service.adapters.clip_sources.by_network import RecordingsByNetwork
from accident_service.adapters.clip_sources.check import check_sources
from accident_service.adapters.clip_sources.configured import SourcesFile
from accident_service.adapters.clip_sources.kinds import KINDS
from accident_service.adapters.clip_sources.leased import LeasedSource
from accident_service.adapters.clock import SystemClock
from accident_service.adapters.site_files.load import load_site
from accident_service.adapters.site_register import SiteFolders
from accident_service.cli.exit_codes import ExitCode
from accident_service.cli.refusals import refusals_told
from accident_service.errors import ClipSourceUnavailable, InvalidSettings, NoFootage
from accident_service.footage.camera import Camera
from accident_service.footage.search import ClipRequest
from accident_service.settings import Settings, secret_variable

# Long enough ago that every recorder has written it away.
USUALLY_AGO = timedelta(minutes=5)
NO_LEASE_S = 3600.0


@click.group()
def source() -> None:
    """Look after where recordings are fetched from."""


@source.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--try", "camera_id", metavar="CAMERA", help="Fetch some seconds of this camera.")
@click.option("--at", "at", type=click.DateTime(["%Y-%m-%dT%H:%M:%S"]), help="When, in UTC.")
@click.option("--seconds", type=click.IntRange(1, 600), default=10, show_default=True)
def check(file: Path, camera_id: str | None, at: datetime | None, seconds: int) -> None:
    """Say everything that is right and wrong with the sources in FILE.

    Every table is read, every secret looked up, every server knocked at. With --try one camera
    of the sites set is asked for ten seconds of five minutes ago, or of --at; what comes is
    told and thrown away.

    Exit code 0: all can be asked. 2: not all; 3: the camera tried gave nothing.
    """
    with refusals_told():
        settings = Settings.from_environment()
    clock = SystemClock()
    sources_file = SourcesFile(file, secret_variable, clock)
    found = check_sources(sources_file)
    for line in found.right:
        click.echo(f"right     {line}")
    for line in found.wrong:
        click.echo(f"wrong     {line}")
    if camera_id is not None:
        from_at = at.replace(tzinfo=UTC) if at else clock.now() - USUALLY_AGO
        with refusals_told():
            camera = _camera(settings, camera_id)
            recordings = RecordingsByNetwork(dict(settings.recordings))
            kept = sources_file.sources(recordings).source_of(camera)
            _tell_tried(LeasedSource(kept, NO_LEASE_S), camera, from_at, seconds)
    if found.wrong:
        raise SystemExit(ExitCode.BAD_INPUT)


@source.command()
def kinds() -> None:
    """Say how a file of sources is written, and each kind of source in it."""
    told = (configured.__doc__, name_pattern.__doc__, *(kind.told for kind in KINDS.values()))
    click.echo("\n\n".join(text.strip() for text in told if text))


def _camera(settings: Settings, camera_id: str) -> Camera:
    sites = SiteFolders(settings.sites_dir, load_site).sites()
    for site in sites:
        for camera in site.cameras:
            if camera.id == camera_id:
                return camera
    raise InvalidSettings(f"no site in {settings.sites_dir} has a camera {camera_id}")


def _tell_tried(source: LeasedSource, camera: Camera, from_at: datetime, seconds: int) -> None:
    """Fetch, and say what came and how fast."""
    offset = timedelta(seconds=camera.clock_offset_s.value)
    request = ClipRequest(
        camera=camera.id,
        from_at=from_at + offset,
        to_at=from_at + offset + timedelta(seconds=seconds),
        reason_zh="试取",
        reason_en="a trial",
        rank=1,
    )
    began_s = time.monotonic()
    try:
        with tempfile.TemporaryDirectory(prefix="source-check-") as folder:
            delivery = source.fetch(request, Path(folder), lambda _share: None)
            for part in delivery.parts:
                click.echo(
                    f"came      {part.name}: {part.span.from_at:%F %T} to {part.span.to_at:%T}"
                    f" by the camera's clock, {part.path.stat().st_size} bytes, {part.media_type}"
                )
    except (NoFootage, ClipSourceUnavailable) as failure:
        click.echo(f"nothing   {failure}")
        click.echo(f"          its source_key, by which it was asked for, is {camera.source_key!r}")
        raise SystemExit(ExitCode.UNREADABLE) from failure
    took_s = time.monotonic() - began_s
    click.echo(f"fetched   from {delivery.source_address} in {took_s:.1f} s; nothing was kept")

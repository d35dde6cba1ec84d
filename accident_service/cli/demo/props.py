"""What lies ready before anyone reports: a site, a recording, accounts; all in one folder."""

import csv
import json
import shutil
import tomllib
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import click

from accident_service.settings import engines_named

MARKER = ".accident-service-demo"
CAMERA_KEY = "traffic/T-01"
CLIP = Path("videos", "rear_end_queue.mp4")
SCENE = Path("videos", "rear_end_queue.scene.json")
TRUTH = Path("videos", "rear_end_queue.truth.json")
SITE = Path("sites", "demo-junction")
DRIVERS = Path("sites", "drivers.toml")
# The accident lies this far back when the demo begins.
AGO = timedelta(minutes=5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Props:
    """The demo's folder, laid out."""

    folder: Path
    drivers: dict[str, dict[str, str]]  # party letter -> form field -> answer

    @property
    def codes_file(self) -> Path:
        """Where the one-time codes arrive instead of on phones."""
        return self.folder / "codes.txt"

    @property
    def service_log(self) -> Path:
        """What the service's processes print."""
        return self.folder / "service.log"

    def environment(self, port: int) -> dict[str, str]:
        """The settings the service is started with, on the engines our own environment names."""
        given = {
            "DATA_DIR": str(self.folder / "data"),
            "SITES_DIR": str(self.folder / "sites"),
            "RECORDINGS": str(self.folder / "recordings"),
            "CODES_FILE": str(self.codes_file),
            "MESSAGES_FILE": str(self.codes_file.with_name("messages.txt")),
            "PORT": str(port),
            "DEMO": "yes",
        }
        named = {f"ACCIDENT_SERVICE_{name}": value for name, value in given.items()}
        return engines_named() | named


def lay_out(folder: Path, fixtures: Path, now_at: datetime) -> Props:
    """Empty the demo's folder and put site and recording in place.

    Raises:
        click.UsageError: The fixtures are not there, or `folder` holds something else.
    """
    for needed in (CLIP, SCENE, TRUTH, SITE, DRIVERS):
        if not (fixtures / needed).exists():
            raise click.UsageError(
                f"{fixtures / needed} is missing; run the demo in a checkout of the project"
            )
    _empty(folder)
    clip_start_at = (now_at - AGO).replace(microsecond=0)
    site = folder / "sites" / SITE.name
    shutil.copytree(fixtures / SITE, site)
    scene = json.loads((fixtures / SCENE).read_text(encoding="utf-8"))
    _write_signals(site / "signals.csv", scene["signals"] or {}, clip_start_at)
    lasts = _length(fixtures / TRUTH)
    shown_at = clip_start_at + _clock_offset(site)
    _record(fixtures / CLIP, folder / "recordings", (shown_at, shown_at + lasts))
    with (fixtures / DRIVERS).open("rb") as file:
        return Props(folder=folder, drivers=tomllib.load(file))


def _empty(folder: Path) -> None:
    if folder.exists() and not (folder / MARKER).exists() and any(folder.iterdir()):
        raise click.UsageError(f"{folder} is not empty and not the demo's; name another --folder")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / MARKER).touch()


def _write_signals(path: Path, phases: dict[str, Any], clip_start_at: datetime) -> None:
    """The controller's log as its operator exports it: true time, one change a line."""
    changes = [
        (clip_start_at + timedelta(seconds=at_s), approach, phase)
        for approach, logged in phases.items()
        for at_s, phase in logged or ()
    ]
    with path.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(["changed_at", "approach", "phase"])
        rows.writerows([at.isoformat(), *rest] for at, *rest in sorted(changes))


def _clock_offset(site: Path) -> timedelta:
    """How far the camera's clock is ahead, as the site's own register says."""
    cameras = tomllib.loads((site / "cameras.toml").read_text(encoding="utf-8"))["camera"]
    offsets = {camera["source_key"]: camera["clock_offset_s"] for camera in cameras}
    return timedelta(seconds=offsets[CAMERA_KEY])


def _length(truth: Path) -> timedelta:
    """How long the clip lasts, its last picture included."""
    told = json.loads(truth.read_text(encoding="utf-8"))
    return timedelta(seconds=told["pts"][-1] + 1.0 / told["fps_nominal"])


def _record(clip: Path, recordings: Path, shown: tuple[datetime, datetime]) -> None:
    """Put the clip where the camera's recorder would have, named by the camera's clock."""
    folder = recordings / CAMERA_KEY
    folder.mkdir(parents=True)
    (recordings / "police" / "G-07").mkdir(parents=True)
    (recordings / "shops" / "S-12").mkdir(parents=True)
    shutil.copyfile(clip, folder / "recorded.mp4")
    (folder / "segments.toml").write_text(
        "[[segment]]\n"
        'file = "recorded.mp4"\n'
        f"from_at = {shown[0].isoformat()}\n"
        f"to_at = {shown[1].isoformat()}\n",
        encoding="utf-8",
    )

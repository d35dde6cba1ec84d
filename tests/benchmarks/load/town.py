"""A town to load the service with: the demo's junction many times over, each with its recording.

The junctions lie a kilometre apart, so that no report is taken for another's; every recording
is the demo's clip, recorded at one and the same minute.
"""

import shutil
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from itertools import count
from pathlib import Path

from accident_service.cli.demo.props import AGO, SITE, Props, lay_out

ROOT = Path(__file__).resolve().parents[3]
BEIJING = timezone(timedelta(hours=8))
APART_DEG = 0.01  # of latitude: a kilometre
ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Town:
    """The folder with everything, and what a driver of a junction answers."""

    props: Props
    junctions: tuple[str, ...]
    shown_at: datetime  # when every recording begins; true time
    numbers: Iterator[int]

    def answers(self, junction: str) -> dict[str, str]:
        """What the first driver answers there, with a plate nobody else has."""
        number = next(self.numbers)
        at = self.shown_at.astimezone(BEIJING)
        return self.props.drivers["A"] | {
            "site": junction,
            "when_kind": "exact",
            "on_date": f"{at:%Y-%m-%d}",
            "at_time": f"{at:%H:%M}",
            "plate_rest": f"{ALPHABET[number // 10_000 % 24]}{number % 10_000:04}W",
        }


def build(folder: Path, junctions: int, now_at: datetime) -> Town:
    """Lay everything out below `folder`, which is emptied."""
    whole_minute = now_at.replace(second=0, microsecond=0)
    props = lay_out(folder, ROOT / "fixtures", whole_minute)
    names = tuple(f"junction-{number:03}" for number in range(junctions))
    for number, name in enumerate(names):
        _junction(props.folder, name, number + 1)
    shutil.rmtree(props.folder / "sites" / SITE.name)
    return Town(props, names, whole_minute - AGO, count())


def _junction(folder: Path, name: str, number: int) -> None:
    site = folder / "sites" / name
    shutil.copytree(folder / "sites" / SITE.name, site)
    told = (site / "site.toml").read_text()
    latitude_deg = tomllib.loads(told)["datum"]["latitude_deg"]
    told = told.replace(f'"{SITE.name}"', f'"{name}"')
    told = told.replace(
        f"latitude_deg = {latitude_deg}", f"latitude_deg = {latitude_deg + number * APART_DEG:.4f}"
    )
    (site / "site.toml").write_text(told)
    cameras = (site / "cameras.toml").read_text()
    (site / "cameras.toml").write_text(cameras.replace('source_key = "', f'source_key = "{name}/'))
    recordings = folder / "recordings"
    for network in ("traffic", "police", "shops"):
        shutil.copytree(recordings / network, recordings / name / network)

"""A real case with two cameras, brought to the officer's desk by the real service, once.

Two drivers report through the web forms; workers find, fetch, seal and analyse both clips and
propose. Everything is kept in one folder, where later runs find it.
"""

import csv
import json
import shutil
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from accident_service.adapters.clock import SystemClock
from accident_service.adapters.scene_files import read_scene
from accident_service.casefile.stage import AWAITING_OFFICER
from accident_service.cli.demo.desk import Device, OfficerAtDesk
from accident_service.cli.demo.house import free_port, running_service
from accident_service.cli.demo.officers import enrol_officers
from accident_service.cli.demo.people import Driver
from accident_service.cli.demo.props import Props, lay_out
from accident_service.cli.demo.watching import Watcher
from accident_service.reconstruction.calibration.fit import calibrate
from accident_service.settings import Settings
from fixtures.sites.build import _field_of_view, _write_survey
from tests.benchmarks.review_clips import DURATION_S, render_both, scene_of

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
SOURCES = {"T-01": "traffic/T-01", "G-07": "police/G-07"}
PHONES = {"A": "13800138000", "B": "13900139000"}
READY = "ready.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenDesk:
    """A running service with the case on its desk, and the cookies of a signed-in officer."""

    url: str
    case: str
    cookies: tuple[tuple[str, str], ...]
    frames: Path


@contextmanager
def desk_with_case(folder: Path) -> Iterator[OpenDesk]:
    """The service as `up` starts it; the case is made first where the folder has none."""
    if not (folder / READY).exists():
        _make_case(folder)
    known = json.loads((folder / READY).read_text(encoding="utf-8"))
    props = Props(folder=folder / "house", drivers={})
    settings = Settings.from_environment(props.environment(free_port()))
    with running_service(props.environment(settings.port), settings.public_url, props.service_log):
        officer = OfficerAtDesk(url=settings.public_url)
        device = Device(known["device"], known["last_step"])
        officer.open("/officer/sign-in")
        officer.fill_in("main form", {"user_name": known["user"], "password": known["password"]})
        officer.fill_in("main form", {"code": device.next_code()})
        _keep(folder, {**known, "last_step": device.last_step})
        cookies = tuple((one.name, str(one.value)) for one in officer.browser.session.cookies)
        yield OpenDesk(
            url=settings.public_url,
            case=known["case"],
            cookies=cookies,
            frames=settings.frame_folder,
        )


def _keep(folder: Path, known: dict[str, Any]) -> None:
    (folder / READY).write_text(json.dumps(known), encoding="utf-8")


def _make_case(folder: Path) -> None:
    clips = render_both(folder / "clips")
    print("clips rendered; the case is made", flush=True)
    props = lay_out((folder / "house").absolute(), FIXTURES, SystemClock().now())
    _place_cameras(props, clips)
    environment = props.environment(free_port())
    settings = Settings.from_environment(environment)
    officer = enrol_officers(environment).deciding
    with running_service(environment, settings.public_url, props.service_log):
        driver = Driver(url=settings.public_url, phone=PHONES["A"], codes_file=props.codes_file)
        driver.give_account("/report", props.drivers["A"])
        code = driver.path.rsplit("/", 1)[-1]
        invitation = driver.invitation()
        other = Driver(url=settings.public_url, phone=PHONES["B"], codes_file=props.codes_file)
        other.give_account(f"{invitation}/start", props.drivers["B"])
        case = Watcher(driver, settings, code).until(AWAITING_OFFICER)
        analysed = [one.clip for one in case.analyses]
        if len(analysed) != len(clips):
            raise RuntimeError(f"{len(analysed)} of {len(clips)} clips were analysed")
        device = OfficerAtDesk(url=settings.public_url).sign_in(officer.user, officer.password)
    keys = {"user": officer.user, "password": officer.password}
    told = {"case": case.id, "device": device.secret, "last_step": device.last_step}
    _keep(folder, {**keys, **told})


def _place_cameras(props: Props, clips: dict[str, Path]) -> None:
    """Both clips where their recorders would have them, and both cameras in the register."""
    site = props.folder / "sites" / "demo-junction"
    with (site / "cameras.toml").open("rb") as file:
        listed = {one["id"]: one for one in tomllib.load(file)["camera"]}
    began_at = _begin_of_signals(site / "signals.csv")
    shutil.rmtree(props.folder / "recordings")
    told = []
    for name, clip in clips.items():
        _write_survey(site / f"survey_{name}.csv", scene_of(clip)["survey"])
        told.append(_register(name, clip, float(listed[name]["clock_offset_s"])))
        shown_at = began_at + timedelta(seconds=listed[name]["clock_offset_s"])
        there = props.folder / "recordings" / SOURCES[name]
        there.mkdir(parents=True)
        shutil.copyfile(clip, there / "recorded.mp4")
        (there / "segments.toml").write_text(
            f'[[segment]]\nfile = "recorded.mp4"\nfrom_at = {shown_at.isoformat()}\n'
            f"to_at = {(shown_at + timedelta(seconds=DURATION_S)).isoformat()}\n",
            encoding="utf-8",
        )
    (site / "cameras.toml").write_text("\n".join(told), encoding="utf-8")


def _begin_of_signals(path: Path) -> datetime:
    with path.open(encoding="utf-8") as file:
        first = min(row["changed_at"] for row in csv.DictReader(file))
    return datetime.fromisoformat(first)


def _register(name: str, clip: Path, clock_offset_s: float) -> str:
    camera = calibrate(read_scene(clip.with_suffix(".scene.json")).survey).camera
    x_m, y_m, height_m = camera.position_m
    view = ", ".join(f"[{x:.1f}, {y:.1f}]" for x, y in _field_of_view(camera))
    network = "traffic" if name == "T-01" else "public-security"
    return f"""[[camera]]
id = "{name}"
network = "{network}"
name_zh = "路口摄像机 {name}"
name_en = "Junction camera {name}"
position_m = [{x_m:.2f}, {y_m:.2f}]
height_m = {height_m:.2f}
field_of_view_m = [{view}]
image_size_px = [1920, 1080]
survey_file = "survey_{name}.csv"
clock_offset_s = {clock_offset_s}
clock_sigma_s = 0.3
retention_days = 30
source_key = "{SOURCES[name]}"
"""

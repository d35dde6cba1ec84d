"""Say everything that is right and wrong with a site's folder, not only the first mistake."""

import itertools
import math
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from accident_service.adapters.site_files.camera_tables import CAMERAS_FILE, read_cameras
from accident_service.adapters.site_files.load import (
    SITE_FILE,
    load_site,
    read_occluders,
    read_plane,
    read_site_phases,
    read_site_road_map,
    read_site_table,
)
from accident_service.adapters.site_files.signal_logs import SIGNALS_FILE
from accident_service.adapters.site_files.site import Site
from accident_service.errors import InvalidSite
from accident_service.liability.road_map import RoadMap, StopControl
from accident_service.quantities.ground_plane import wrapped_rad

Part = TypeVar("Part")
FEWEST_MARKS = 4
# Two lanes begin in one place when no wheel fits between their first points. [design]
ONE_PLACE_M = 1.5
OPPOSITE_RAD = math.radians(135)


@dataclass(frozen=True, slots=True)
class SiteCheck:
    """What was found: `wrong` keeps the site from being used, `doubtful` limits its use."""

    right: tuple[str, ...]
    doubtful: tuple[str, ...]
    wrong: tuple[str, ...]


def check_site(folder: Path) -> SiteCheck:
    """Read each file on its own, and then the site as a whole."""
    wrong: list[str] = []

    def tried(read: Callable[[], Part]) -> Part | None:
        try:
            return read()
        except InvalidSite as complaint:
            if str(complaint) not in wrong:
                wrong.append(str(complaint))
            return None

    fields = tried(lambda: read_site_table(folder))
    if fields is None:
        return SiteCheck((), (), tuple(wrong))
    plane = tried(lambda: read_plane(fields))
    if plane is not None:
        tried(lambda: read_cameras(folder, plane))
        tried(lambda: read_site_road_map(folder, fields, plane))
    tried(lambda: read_site_phases(folder, fields))
    tried(lambda: read_occluders(fields))
    site = tried(lambda: load_site(folder))
    if site is None:
        return SiteCheck((), (), tuple(wrong))
    return SiteCheck(_right(site), tuple(_doubtful(site)), ())


def _right(site: Site) -> tuple[str, ...]:
    road = site.road_map
    return (
        f"{SITE_FILE}: {site.name_en} ({site.name_zh})",
        f"{CAMERAS_FILE}: {len(site.cameras)} cameras, {len(site.surveys)} surveyed",
        f"road map: {len(road.lanes)} lanes, {len(road.stop_lines)} stop lines",
        f"road map: {len(road.conflict_areas)} conflict areas, {len(road.signs)} signs",
        f"road map: {len(road.places)} places",
        f"{SIGNALS_FILE}: {len(site.phases)} changes of signal phases",
    )


def _doubtful(site: Site) -> list[str]:
    """What is allowed and still worth a look."""
    surveys = dict(site.surveys)
    notes = [
        f"camera {camera.id}: no survey points; it can be asked for footage, not measured with"
        for camera in site.cameras
        if camera.id not in surveys
    ]
    notes += [
        f"camera {name}: {len(survey)} survey points; at least {FEWEST_MARKS} are needed"
        for name, survey in surveys.items()
        if len(survey) < FEWEST_MARKS
    ]
    if site.road_map.speed_limit_mps is None:
        notes.append("no speed_limit_kmh: speeding cannot be told")
    signalled = {
        stop.approach for stop in site.road_map.stop_lines if stop.control is StopControl.SIGNAL
    }
    logged = {entry.approach.partition("/")[0] for entry in site.phases}
    missing = sorted(signalled - logged)
    if missing:
        notes.append(f"no signal log of approaches {', '.join(missing)}: phases cannot be told")
    stray = sorted(logged - {stop.approach for stop in site.road_map.stop_lines})
    if stray:
        notes.append(f"the signal log speaks of {', '.join(stray)}, where no stop line stands")
    return [*notes, *_perhaps_reversed(site.road_map)]


def _perhaps_reversed(road: RoadMap) -> list[str]:
    """Lanes that begin where another begins and run the opposite way: sides swapped, perhaps."""
    starts = [
        (lane, lane.centre_line.coords[0], lane.place_of(*lane.centre_line.coords[0][:2]))
        for lane in road.lanes
        if not lane.centre_line.is_closed
    ]
    return [
        f"lanes {first.id} and {second.id} begin in one place and run opposite ways:"
        " are the left and right of one of them swapped?"
        for (first, here, one), (second, there, other) in itertools.combinations(starts, 2)
        if math.dist(here, there) < ONE_PLACE_M
        and abs(wrapped_rad(one.direction_rad - other.direction_rad)) > OPPOSITE_RAD
    ]

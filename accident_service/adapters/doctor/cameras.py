"""Sites and their cameras, and whether the sources of recordings can be asked."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from accident_service.adapters.clip_sources.check import check_sources
from accident_service.adapters.clip_sources.configured import SourcesFile
from accident_service.adapters.database.camera_diary import SqlCameraDiary
from accident_service.adapters.doctor.finding import Finding, doubtful, ok, wrong
from accident_service.adapters.site_register import SiteFolders
from accident_service.casework.camera_ports import CameraKey
from accident_service.footage.health import Health

MOST_NAMED = 10
PAGE = "see /officer/cameras, and `accident-service source check FILE --try CAMERA`"


def sources(file: SourcesFile) -> Iterator[Finding]:
    """Every table of the operator's file: read, its secret looked up, its server knocked at."""
    found = check_sources(file)
    for told in found.wrong:
        yield wrong("sources", told, "accident-service source check FILE")
    for told in found.right:
        yield ok("sources", told)


def folders(recordings: tuple[tuple[str, Path], ...]) -> Iterator[Finding]:
    """Folders of recordings, where no source is set."""
    for network, folder in recordings:
        name = "every network" if network == "*" else network
        if folder.is_dir():
            yield ok("sources", f"recordings of {name} in {folder}")
        else:
            yield doubtful(
                "sources", f"no recordings of {name}: {folder} is not there", "set the sources"
            )


def sites(register: SiteFolders) -> Iterator[Finding]:
    """The junctions and their cameras; folders that cannot be used are in the log."""
    found = register.sites()
    folders_there = (
        [one for one in register.root.iterdir() if one.is_dir()] if register.root.is_dir() else []
    )
    told = f"{len(found)} sites, {sum(len(one.cameras) for one in found)} cameras"
    if not found:
        yield doubtful("sites", f"no site in {register.root}", "accident-service site check FOLDER")
    elif len(found) < len(folders_there):
        broken = len(folders_there) - len(found)
        yield wrong(
            "sites",
            f"{told}; {broken} folders cannot be used",
            "accident-service site check FOLDER",
        )
    else:
        yield ok("sites", told)


def health(register: SiteFolders, diary: SqlCameraDiary, now_at: datetime) -> Iterator[Finding]:
    """What asking for recordings came to in the last 30 days."""
    every = [CameraKey(site.id, one.id) for site in register.sites() for one in site.cameras]
    histories = diary.histories(every, now_at=now_at)
    failing = sorted(
        f"{key.site}/{key.camera}" for key, one in histories.items() if one.health is Health.FAILING
    )
    if failing:
        named = ", ".join(failing[:MOST_NAMED])
        yield doubtful("cameras", f"{len(failing)} do not answer any more: {named}", PAGE)
    else:
        yield ok("cameras", f"{len(histories)} were asked in 30 days, none has stopped answering")

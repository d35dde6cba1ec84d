"""A whole service on a small disk that fills up: `python -m tests.survival.full_disk FOLDER`.

FOLDER is the small disk. What was seen is printed as JSON on the last line: the status of every
page asked for while nothing could be written, and what the case had become when there was room.
"""

import errno
import hashlib
import json
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from typing import Any

import click
import requests

from accident_service.adapters.clock import SystemClock
from accident_service.casefile.stage import AWAITING_OFFICER, Stage
from accident_service.casework.ports import Step
from accident_service.cli.demo.command import PHONES
from accident_service.cli.demo.house import free_port, running_service
from accident_service.cli.demo.props import lay_out
from accident_service.settings import Settings
from tests.survival.house import House
from tests.survival.persistent import PersistentDriver
from tests.workers.bench import ROOT

FULL_FOR_S = 12.0


@contextmanager
def full(disk: Path) -> Iterator[None]:
    """Nothing can be written in here: what room there was is taken, to the last block."""
    ballast = disk / "ballast"
    with ballast.open("wb", buffering=0) as file:
        fill(file.fileno())
        yield
    ballast.unlink()


def fill(descriptor: int) -> None:
    """Write until the disk takes no more."""
    for size in (1 << 20, 4096, 1):
        try:
            while os.write(descriptor, b"\0" * size):
                pass
        except OSError as refusal:
            if refusal.errno != errno.ENOSPC:
                raise


@dataclass(slots=True)
class Seen:
    """What was seen from outside."""

    url: str
    statuses: dict[str, int] = field(default_factory=dict)

    def ask(self, address: str) -> None:
        """Ask for a page as somebody who is not signed in."""
        try:
            self.statuses[address] = requests.get(self.url + address, timeout=30).status_code
        except requests.ConnectionError:
            self.statuses[address] = 0

    def refused(self, driver: PersistentDriver, form: str, answers: dict[str, str]) -> None:
        """Send a form that cannot be kept now."""
        try:
            driver.fill_in(form, answers)
        except click.ClickException as refusal:
            self.statuses["a form"] = int(refusal.message.split("answered ")[1].split(":")[0])
        else:
            self.statuses["a form"] = 200


def story(disk: Path) -> dict[str, Any]:
    """A report begun, a full disk, the report ended; an analysis, a full disk, its end."""
    props = lay_out(disk / "story", ROOT / "fixtures", SystemClock().now())
    environment = props.environment(free_port()) | {"ACCIDENT_SERVICE_LEASE_S": "15"}
    settings = Settings.from_environment(environment)
    house, seen = House.of(settings), Seen(settings.public_url)
    with running_service(environment, settings.public_url, props.service_log):
        driver = PersistentDriver(
            settings.public_url, phone=PHONES["A"], codes_file=props.codes_file
        )
        driver.open("/report")
        driver.fill_in("main form", {"phone": driver.phone})
        with full(disk):
            for address in ("/", "/sign-in", "/healthz", "/readyz"):
                seen.ask(address)
            seen.refused(driver, "main form", {"code": "000000"})
        driver.give_account("/report", props.drivers["A"])
        house.until(lambda: house.times(Step.RECONSTRUCT, "begin-step") > 0)
        with full(disk):
            Event().wait(FULL_FOR_S)
        started_s = time.monotonic()
        house.until(lambda: house.stage_is(*AWAITING_OFFICER))
        took_s = time.monotonic() - started_s
    house.assert_chain_is_whole()
    case = house.case()
    return {
        "statuses": seen.statuses,
        "stage": case.stage,
        "gap": case.evidence_gap,
        "is_proposed": case.stage is Stage.PROPOSED,
        "analyses": len(case.analyses),
        "files_are_whole": files_are_whole(settings.blob_folder),
        "recovered_after_s": round(took_s, 1),
    }


def files_are_whole(folder: Path) -> bool:
    """Does every kept file carry the hash it is named by?"""
    return all(
        hashlib.sha256(path.read_bytes()).hexdigest() == path.name
        for path in folder.rglob("*")
        if path.is_file()
    )


if __name__ == "__main__":
    print(json.dumps(story(Path(sys.argv[1]))))  # noqa: T201 - how it tells its test

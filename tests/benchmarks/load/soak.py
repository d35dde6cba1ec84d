"""Hours of cases, one after the other: do memory and open files of any process grow?

`python -m tests.benchmarks.load.soak --cases 500 --hours 2`. Cases are filed evenly, each measured
from the demo's recording; an officer and an insurer look on. Every half minute each process of the
service is looked at in /proc; at the end each kind's first and last quarter are compared.
"""

import argparse
import random
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import NamedTuple

from accident_service.adapters.clock import SystemClock
from accident_service.casefile.stage import AWAITING_OFFICER
from accident_service.cli.demo.house import run_command, running_service
from accident_service.cli.demo.officers import enrol_officers
from accident_service.cli.demo.people import Driver
from accident_service.settings import Settings
from accident_service.wiring import open_ledger
from tests.benchmarks.load.crowd import Stopwatch, busy, until
from tests.benchmarks.load.drain import environment_of
from tests.benchmarks.load.town import Town, build
from tests.benchmarks.load.users import at_a_desk, insurer, signed_in

LOOK_EVERY_S = 30.0
LATE_S = 1800.0  # what still waits is given this long at the end
TOLD_EVERY = 25  # cases
CHILD = "analysis child"
KINDS = (
    ("valkey", "queue server"),
    ("gunicorn", "web server"),
    ("workers ring", "relay"),
    ("workers work", "worker"),
    ("workers serve", "supervisor and its workers"),
)


class Seen(NamedTuple):
    """One process at one moment."""

    at_s: float
    pss_mib: float  # what forked processes share is shared out among them
    open_files: int
    threads: int


def main(arguments: list[str]) -> None:
    """Run, watch, and print how each kind of process began and ended."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.load.soak")
    parser.add_argument("--cases", type=int, default=500)
    parser.add_argument("--hours", type=float, default=2.0)
    options = parser.parse_args(arguments)
    with TemporaryDirectory() as name:
        town = build(Path(name) / "town", options.cases, SystemClock().now())
        seen, done = _soaked(town, 3600 * options.hours)
    print(f"{done} of {options.cases} cases came to their end")
    print("| process | memory, first and last quarter MiB | most | open files | threads |")
    print("|---|---|---|---|---|")
    for kind, looks in sorted(seen.items()):
        print(_line(kind, looks))


def _soaked(town: Town, length_s: float) -> tuple[dict[str, list[Seen]], int]:
    environment = environment_of(town)
    settings = Settings.from_environment(environment)
    officer = enrol_officers(environment).deciding
    who = ("--client-id", "soak", "--insurer", town.props.drivers["A"]["insurer"])
    secret = run_command(environment, "insurer", "add", *who)
    seen: dict[str, list[Seen]] = defaultdict(list)
    url, watch = settings.public_url, Stopwatch()
    with running_service(environment, url, town.props.service_log):
        desk = at_a_desk(signed_in(url, watch, officer.user, officer.password), watch)
        program = insurer(url, watch, "soak", secret)
        began_s = time.monotonic()

        def look(_chance: random.Random) -> None:
            for kind, one in _processes(settings.data_dir, time.monotonic() - began_s):
                seen[kind].append(one)

        with busy(look, desk, program, pause_s=LOOK_EVERY_S):
            for number, junction in enumerate(town.junctions):
                due_s = began_s + number * length_s / len(town.junctions)
                time.sleep(max(0.0, due_s - time.monotonic()))
                driver = Driver(url=url, phone=f"136{number:08}", codes_file=town.props.codes_file)
                driver.give_account("/report", town.answers(junction))
                if number % TOLD_EVERY == 0:
                    _tell(number + 1, seen)
            done = _waited_for(settings, len(town.junctions))
    return seen, done


def _tell(filed: int, seen: dict[str, list[Seen]]) -> None:
    now = ", ".join(f"{kind} {looks[-1].pss_mib:.0f} MiB" for kind, looks in sorted(seen.items()))
    print(f"{filed} filed; {now}", file=sys.stderr, flush=True)


def _waited_for(settings: Settings, cases: int) -> int:
    ledger = open_ledger(settings)

    def ended() -> int:
        with ledger.reading() as work:
            return work.cases.count(AWAITING_OFFICER)

    try:
        until(lambda: ended() >= cases, LATE_S)
    except TimeoutError as late:
        print(late)
    return ended()


def _processes(data_dir: Path, at_s: float) -> Iterator[tuple[str, Seen]]:
    """Every process of the service on this folder; those of one kind are added up."""
    found: dict[str, list[Seen]] = defaultdict(list)
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_text().replace("\0", " ")
            given = (folder / "environ").read_bytes()
            ours = f"ACCIDENT_SERVICE_DATA_DIR={data_dir}\0".encode() in given
            if not ours and str(data_dir) not in words:
                continue
            told = (folder / "smaps_rollup").read_text()
            threads = len(list((folder / "task").iterdir()))
            open_files = len(list((folder / "fd").iterdir()))
        except (OSError, IndexError):
            continue  # it has ended meanwhile
        kind = next((name for part, name in KINDS if part in words), CHILD)
        found[kind].append(
            Seen(at_s, int(told.split("Pss:")[1].split()[0]) / 1024, open_files, threads)
        )
    for kind, ones in found.items():
        whole = (sum(column) for column in list(zip(*ones, strict=True))[1:])
        yield kind, Seen(at_s, *whole)


def _line(kind: str, looks: list[Seen]) -> str:
    quarter = max(1, len(looks) // 4)
    first, last = looks[:quarter], looks[-quarter:]

    def both(name: str) -> str:
        begun, ended = (median(getattr(one, name) for one in part) for part in (first, last))
        return f"{begun:.0f} → {ended:.0f}"

    most = max(one.pss_mib for one in looks)
    return (
        f"| {kind} ({len(looks)} looks) | {both('pss_mib')} | {most:.0f} |"
        f" {both('open_files')} | {both('threads')} |"
    )


if __name__ == "__main__":
    main(sys.argv[1:])

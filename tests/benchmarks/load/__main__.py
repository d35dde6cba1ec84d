"""Reports, looks at their progress, officers' pages and the insurers' API, all at once.

`python -m tests.benchmarks.load --minutes 3 --reporters 4 --workers 2`. The service runs as
`accident-service up` does, its workers measuring what was reported; everything is called over
loopback. The crowd runs on the same cores and is in the figures.
"""

import argparse
import sys
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from time import sleep

from accident_service.adapters.clock import SystemClock
from accident_service.cli.demo.house import run_command, running_service
from accident_service.cli.demo.officers import enrol_officers
from accident_service.settings import Settings
from tests.benchmarks.load.crowd import Act, Stopwatch, busy
from tests.benchmarks.load.drain import environment_of
from tests.benchmarks.load.town import build
from tests.benchmarks.load.users import Reporters, at_a_desk, insurer, signed_in

JUNCTIONS = 200
PAUSE_S = 2.0


def main(arguments: list[str]) -> None:
    """Build the town, start the service, let everybody in, print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.load")
    parser.add_argument("--minutes", type=float, default=3.0)
    parser.add_argument("--reporters", type=int, default=4)
    parser.add_argument("--officers", type=int, default=2)
    parser.add_argument("--insurers", type=int, default=2)
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args(arguments)
    with TemporaryDirectory() as name:
        watch = _loaded(Path(name) / "town", options)
    _print(watch)


def _loaded(folder: Path, options: argparse.Namespace) -> Stopwatch:
    town = build(folder, JUNCTIONS, SystemClock().now())
    environment = environment_of(town, WORKERS=f"reconstruct={options.workers}")
    url = Settings.from_environment(environment).public_url
    officer = enrol_officers(environment).deciding
    who = ("--client-id", "load", "--insurer", town.props.drivers["A"]["insurer"])
    secret = run_command(environment, "insurer", "add", *who)
    watch = Stopwatch()
    with running_service(environment, url, town.props.service_log):
        signed = signed_in(url, watch, officer.user, officer.password)
        reporters = Reporters(url, town, watch)
        crowd: list[Act] = [
            *(reporters for _ in range(options.reporters)),
            *(at_a_desk(signed, watch) for _ in range(options.officers)),
            *(insurer(url, watch, "load", secret) for _ in range(options.insurers)),
        ]
        with busy(*crowd, pause_s=PAUSE_S):
            sleep(60 * options.minutes)
        print(f"{len(reporters.filed)} reports in {options.minutes:g} minutes", flush=True)
    return watch


def _print(watch: Stopwatch) -> None:
    print("| who and what | answers | p50 ms | p95 ms | slowest ms |\n|---|---|---|---|---|")
    for name, times_s in sorted(watch.times_s.items()):
        if len(times_s) > 1:
            cuts = quantiles(times_s, n=20, method="inclusive")
            told = (cuts[9], cuts[18], max(times_s))
            print(f"| {name} | {len(times_s)} |" + "".join(f" {1000 * s:.0f} |" for s in told))
    for name, times in sorted(watch.refused.items()):
        print(f"refused {times} times: {name}")


if __name__ == "__main__":
    main(sys.argv[1:])

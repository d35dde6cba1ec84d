"""How fast a backlog drains: the same cases, with one worker who measures and with two.

`python -m tests.benchmarks.load.drain --cases 12`. All are filed while no worker runs; the folder
is kept, and given once to a service with one worker and, as it was, to one with two. Every worker
measures on one core, as where there are as many as cores; `--analysis-cores 2` lets each use two.
"""

import argparse
import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from accident_service.adapters.clock import SystemClock
from accident_service.casefile.stage import AWAITING_OFFICER
from accident_service.casework.queues import Queue
from accident_service.cli.demo.house import free_port, running_service
from accident_service.cli.demo.people import Driver
from accident_service.settings import Settings
from accident_service.wiring import open_ledger
from tests.benchmarks.load.crowd import until
from tests.benchmarks.load.town import Town, build

LONGEST_S = 3600.0
NONE = ",".join(f"{queue}=0" for queue in Queue)


def main(arguments: list[str]) -> None:
    """File, drain and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.load.drain")
    parser.add_argument("--cases", type=int, default=12)
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--analysis-cores", type=int, default=1)
    options = parser.parse_args(arguments)
    with TemporaryDirectory() as name:
        folder = Path(name) / "town"
        town = build(folder, options.cases, SystemClock().now())
        _file_all(town)
        kept = Path(name) / "kept"
        shutil.copytree(folder, kept, symlinks=True)
        took_s = {}
        for workers in options.workers:
            shutil.rmtree(folder)
            shutil.copytree(kept, folder, symlinks=True)
            took_s[workers] = _drained(town, workers, options.cases, options.analysis_cores)
            a_minute = 60 * options.cases / took_s[workers]
            ratio = took_s[options.workers[0]] / took_s[workers]
            print(
                f"{workers} workers: {options.cases} cases in {took_s[workers]:.0f} s,"
                f" {a_minute:.2f} a minute, {ratio:.2f} x",
                flush=True,
            )


def environment_of(town: Town, **given: object) -> dict[str, str]:
    """The settings of a service on this town."""
    named = {f"ACCIDENT_SERVICE_{name}": str(value) for name, value in given.items()}
    return town.props.environment(free_port()) | named


def _file_all(town: Town) -> None:
    environment = environment_of(town, WORKERS=NONE)
    url = Settings.from_environment(environment).public_url
    with running_service(environment, url, town.props.service_log):
        for number, junction in enumerate(town.junctions):
            driver = Driver(url=url, phone=f"138{number:08}", codes_file=town.props.codes_file)
            driver.give_account("/report", town.answers(junction))


def _drained(town: Town, workers: int, cases: int, cores: int) -> float:
    given = {"WORKERS": f"reconstruct={workers}", "ANALYSIS_CORES": cores}
    environment = environment_of(town, **given)
    settings = Settings.from_environment(environment)
    with running_service(environment, settings.public_url, town.props.service_log):
        ledger = open_ledger(settings)

        def all_there() -> bool:
            with ledger.reading() as work:
                return work.cases.count(AWAITING_OFFICER) >= cases

        return until(all_there, LONGEST_S)


if __name__ == "__main__":
    main(sys.argv[1:])

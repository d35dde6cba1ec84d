"""How long pages take with a full cupboard: `python -m tests.benchmarks.pages --cases 100000`.

The whole app on a real database (SQLite in a file, or PostgreSQL with `--postgres`), called
through Flask's test client: what a web server and the network add is not in the figures. Each
page is called with different arguments, first to warm up and then to be timed.
"""

import argparse
import sys
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks.pages_asked import probes
from tests.benchmarks.pages_stand import copied, database, fill, service_on
from tests.benchmarks.timed import HEADINGS, line, watch


def main(arguments: list[str]) -> None:
    """Seed, measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.pages")
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--calls", type=int, default=40, help="timed calls of each page")
    parser.add_argument("--postgres", action="store_true", help="a PostgreSQL server of its own")
    parser.add_argument("--keep", type=Path, help="a folder, filled once, used again")
    parser.add_argument("--like", type=Path, help="a folder kept with SQLite, copied to PostgreSQL")
    parser.add_argument("--only", default="", help="words of the names of the pages to measure")
    options = parser.parse_args(arguments)
    with ExitStack() as stack:
        folder = options.keep or Path(stack.enter_context(TemporaryDirectory()))
        url = stack.enter_context(database(folder, postgres=options.postgres))
        service = service_on(folder, url)
        if options.postgres and options.like:
            copied(options.like, url, folder)
        fill(url, options.cases, service)
        server = watch(folder / "postgres" if options.postgres else None)
        print(HEADINGS)
        for probe in probes(service, url, options.cases):
            if options.only in probe.name:
                print(line(probe, options.calls, server), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])

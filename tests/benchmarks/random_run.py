"""`make bench-random N=50 [SEED=0] [JOBS=1]`: accuracy over scenes that nobody has looked at.

Draws N scenes by seed, renders, analyses and judges each, and prints a row per clip, then the
tables: by situation, by condition, where the position error comes from, why contacts were
missed. What was made before is taken from the cache (`random_clips.CACHE`).
"""

import argparse
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, as_completed
from functools import partial
from pathlib import Path

from tests.benchmarks.random_clips import CACHE, Shelf
from tests.benchmarks.random_errors import Outcome, outcome
from tests.benchmarks.random_table import (
    BUDGET_HEAD,
    HEAD,
    accuracy,
    aligned,
    budget,
    false_claims,
    misses,
    per_clip,
)


def main(arguments: list[str]) -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.random_run")
    parser.add_argument("count", nargs="?", type=int, default=10)
    parser.add_argument("--seed", type=int, default=0, help="the first seed")
    parser.add_argument("--jobs", type=int, default=1, help="clips made side by side")
    parser.add_argument("--cache", type=Path, default=CACHE)
    parser.add_argument("--clips", type=Path, help="a folder of finished clips, instead of seeds")
    options = parser.parse_args(arguments)
    shelf = Shelf.of_this_code(options.cache)
    if options.clips is None:
        seeds = range(options.seed, options.seed + options.count)
        truths: list[Callable[[], Path]] = [partial(shelf.truth, seed) for seed in seeds]
    else:
        shelf = Shelf(options.clips, shelf.results / "elsewhere")
        truths = [partial(Path, one) for one in sorted(options.clips.glob("*.truth.json"))]
    outcomes = _judged_all(shelf, truths, options.jobs)
    _report(outcomes)


def _judged_all(shelf: Shelf, truths: list[Callable[[], Path]], jobs: int) -> list[Outcome]:
    outcomes: list[Outcome] = []
    with ThreadPoolExecutor(jobs) as pool:
        waiting = [pool.submit(_judged, shelf, truth) for truth in truths]
        for done in as_completed(waiting):
            try:
                outcomes.append(done.result())
            except subprocess.CalledProcessError as failure:
                print("failed:", failure.cmd, failure.stderr[-600:], flush=True)
                continue
            print(f"[{len(outcomes)}/{len(truths)}]", *per_clip(outcomes[-1]), flush=True)
    return outcomes


def _judged(shelf: Shelf, truth: Callable[[], Path]) -> Outcome:
    path = truth()
    return outcome(path, shelf.result(path))


def _report(outcomes: list[Outcome]) -> None:
    if not outcomes:
        return
    print()
    print(aligned(HEAD, [per_clip(one) for one in sorted(outcomes, key=lambda one: one.clip)]))
    print("\nby situation and by condition\n")
    print(aligned(HEAD, accuracy(outcomes)))
    print("\nwhere the position error of the parties comes from\n")
    print(aligned(BUDGET_HEAD, budget(outcomes)))
    print("\nwhat became of the contacts\n")
    for cause, count, examples in misses(outcomes):
        print(f"{count:4d}  {cause}  {examples}")
    for clip, count, conditions in false_claims(outcomes):
        print(f"{count:4d}  claimed falsely in {clip} ({', '.join(conditions)})")


if __name__ == "__main__":
    main(sys.argv[1:])

"""`make bench`: what the analysis is worth and what it costs, beside what one would use instead.

Every clip with a known truth is decoded alone, analysed, and measured by the peer chains, all
on the same machine in the same run, because absolute times mean little on shared hardware.
Prints the tables; `--readme` writes the summary into README.md as well.
"""

import argparse
import sys
from functools import partial
from pathlib import Path

from tests.benchmarks.chains import (
    OUT,
    PEER_PYTHON,
    ROOT,
    SIDE_HEAD,
    Run,
    chains,
    run_of,
    side_by_side,
)
from tests.benchmarks.cost import Cost, cost_of_decoding, kept_cost
from tests.benchmarks.enlarged import enlarge
from tests.benchmarks.random_table import HEAD, accuracy, aligned, per_clip
from tests.benchmarks.summary import renewed

SHARED = ROOT.parent / "shared"
COST_HEAD = ("clip", "decoding s", "analysis s", "ratio", "processor ratio", "frames/s", "peak MB")


def main(arguments: list[str]) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.run")
    parser.add_argument("clips", nargs="*", type=Path, help="instead of the project's and shared")
    parser.add_argument("--peer-python", type=Path, default=PEER_PYTHON)
    parser.add_argument("--shared", type=Path, default=SHARED, help="clips/ and models/, if any")
    parser.add_argument("--readme", action="store_true", help="renew the README's figures")
    parser.add_argument("--keep", action="store_true", help="measure only what bench-out lacks")
    options = parser.parse_args(arguments)
    OUT.mkdir(exist_ok=True)
    clips = options.clips or _clips(options.shared / "clips")
    sides = chains(options.peer_python, options.shared / "models")
    costs: dict[str, Cost] = {}
    runs: list[Run] = []
    for clip in [*clips, enlarge(clips[0], OUT)]:
        alone = OUT / f"{clip.stem}.decoding.cost.json"
        measure = partial(cost_of_decoding, clip)
        costs[clip.stem] = kept_cost(alone, measure, again=not options.keep)
        # The enlarged clip shows what more pixels cost; its truth is counted already.
        for chain in sides if clip in clips else sides[:1]:
            run = run_of(chain, clip, options.peer_python, again=not options.keep)
            runs.append(run)
            print(f"{chain.name:20}", *per_clip(run.outcome), flush=True)
    judged = [run for run in runs if run.outcome.clip in {clip.stem for clip in clips}]
    print("\n" + tables(runs, judged, costs))
    if options.readme:
        readme = ROOT / "README.md"
        readme.write_text(renewed(readme.read_text(), judged, runs, costs))


def tables(runs: list[Run], judged: list[Run], costs: dict[str, Cost]) -> str:
    """Accuracy by clip, cost by clip, and the chains side by side."""
    own = [run.outcome for run in judged if run.chain.ours]
    parts = (
        aligned(HEAD, [*(per_clip(one) for one in own), accuracy(own)[0]]),
        aligned(COST_HEAD, [cost_row(run, costs) for run in runs if run.chain.ours]),
        aligned(SIDE_HEAD, side_by_side(judged)),
    )
    return "\n\n".join(parts)


def cost_row(run: Run, costs: dict[str, Cost]) -> list[str]:
    """What one clip cost, beside decoding it alone."""
    alone, cost = costs[run.outcome.clip], run.cost
    return [
        run.outcome.clip,
        f"{alone.wall_s:.2f}",
        f"{cost.wall_s:.2f}",
        f"{cost.wall_s / alone.wall_s:.1f}",
        f"{cost.cpu_s / alone.cpu_s:.1f}",
        f"{run.frame_count / cost.wall_s:.0f}",
        f"{cost.peak_mb:.0f}",
    ]


def _clips(shared: Path) -> list[Path]:
    """Every clip with a truth beside it: the project's own, and the shared ones when present."""
    return [
        truth.with_name(truth.name.replace(".truth.json", ".mp4"))
        for folder in (ROOT / "fixtures" / "videos", shared)
        for truth in sorted(folder.glob("*.truth.json"))
    ]


if __name__ == "__main__":
    main(sys.argv[1:])

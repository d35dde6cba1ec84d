"""`make bench`: analyse every clip with a known truth and print what it cost and what it is worth.

Time and memory stand beside decoding the same clip alone, in the same run on the same
machine, because absolute times mean little on shared hardware.
"""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import numpy as np

from tests.benchmarks.truth import Accuracy, Table, judge

ROOT = Path(__file__).resolve().parents[2]
OUT = ROOT / "bench-out"
DECODE = """
import sys
from pathlib import Path
from accident_service.adapters.clip_probe import ClipLimits
from accident_service.adapters.video_reader import read_frames
print(sum(1 for _ in read_frames(Path(sys.argv[1]), ClipLimits())))
"""


class Cost(NamedTuple):
    """What one run of a command took."""

    wall_s: float
    peak_mb: float


def measured(*command: str) -> Cost:
    """Run a command under GNU time's accounting of its own children."""
    started_s = time.perf_counter()
    watcher = (
        "import resource,subprocess,sys;subprocess.run(sys.argv[1:],check=True,"
        "stdout=subprocess.DEVNULL);"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    done = subprocess.run(
        [sys.executable, "-c", watcher, *command], check=True, capture_output=True, text=True
    )
    return Cost(time.perf_counter() - started_s, int(done.stdout.split()[-1]) / 1024)


def clips() -> list[Path]:
    """Every clip with a truth beside it: the project's own, and the shared ones when present."""
    folders = [ROOT / "fixtures" / "videos", ROOT.parent / "shared" / "clips"]
    return [
        truth.with_name(truth.name.replace(".truth.json", ".mp4"))
        for folder in folders
        for truth in sorted(folder.glob("*.truth.json"))
    ]


def analysed(clip: Path) -> tuple[Accuracy, Cost, Cost]:
    """Analyse one clip and judge the result."""
    result = OUT / f"{clip.stem}.result.json"
    decoding = measured(sys.executable, "-c", DECODE, str(clip))
    scene = clip.with_suffix(".scene.json")
    analysis = measured(
        *(sys.executable, "-m", "accident_service.cli", "analyse", str(clip)),
        *("--scene", str(scene), "--out", str(result)),
    )
    return judge(clip.with_suffix(".truth.json"), result), decoding, analysis


REDUCTIONS: dict[str, Callable[[Table], float]] = {
    "rms": lambda values: float(np.sqrt(np.mean(values**2))),
    "median": lambda values: float(np.median(values)),
    "p95": lambda values: float(np.percentile(values, 95)),
    "share": lambda values: float(100 * np.mean(values)),
}


def _number(values: Table, reduction: str) -> str:
    return f"{REDUCTIONS[reduction](values):.2f}" if len(values) else "-"


def row(accuracy: Accuracy, decoding: Cost, analysis: Cost) -> list[str]:
    """One line of the table."""
    contact = accuracy.contact_error_s
    return [
        accuracy.clip,
        f"{accuracy.parties_found}/{accuracy.parties}",
        _number(accuracy.position_m, "rms"),
        _number(accuracy.inside_position, "share"),
        _number(accuracy.heading_deg, "median"),
        _number(accuracy.speed_kmh, "median"),
        _number(accuracy.speed_kmh, "p95"),
        _number(accuracy.inside_speed, "share"),
        "-" if contact is None else f"{contact:+.3f}",
        "-" if accuracy.contact_inside is None else str(accuracy.contact_inside),
        str(accuracy.false_contacts),
        accuracy.liability,
        f"{analysis.wall_s / decoding.wall_s:.1f}",
        f"{analysis.peak_mb:.0f}",
    ]


HEAD = [
    *("clip", "parties", "position RMSE m", "inside 95 % (pos)", "heading median °"),
    *("speed median km/h", "speed p95", "inside 95 % (speed)", "contact error s"),
    *("contact inside", "false contacts", "liability", "time / decoding", "peak MB"),
]


def main() -> None:
    """Print the table in Markdown and keep the figures in bench-out/table.json."""
    OUT.mkdir(exist_ok=True)
    rows = []
    print("| " + " | ".join(HEAD) + " |\n|" + "---|" * len(HEAD), flush=True)
    for clip in clips():
        rows.append(row(*analysed(clip)))
        print("| " + " | ".join(rows[-1]) + " |", flush=True)
    table = [dict(zip(HEAD, one, strict=True)) for one in rows]
    (OUT / "table.json").write_text(json.dumps(table, indent=1))


if __name__ == "__main__":
    main()

"""The ways to measure a clip that are set side by side: ours, and what one would use instead."""

import json
import subprocess
import sys
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from tests.benchmarks.cost import Cost, cost_of, kept_cost
from tests.benchmarks.random_errors import Outcome, outcome

ROOT = Path(__file__).resolve().parents[2]
OUT = ROOT / "bench-out"
PEER_PYTHON = ROOT / ".venv-bench" / "bin" / "python"
MODEL = Path("person-vehicle-bike-detection-2003/person-vehicle-bike-detection-2003.xml")
HOTA_PARTS = ("HOTA", "DetA", "AssA")


@dataclass(frozen=True, slots=True)
class Chain:
    """One way to measure: its name, and its command but for clip, scene and result."""

    name: str
    command: tuple[str, ...]
    ours: bool = False  # the service as it is installed, whose figures are held to the targets
    service: bool = False  # the service, as installed or otherwise: takes its own arguments


@dataclass(frozen=True, slots=True)
class Run:
    """One chain on one clip."""

    chain: Chain
    outcome: Outcome
    cost: Cost
    frame_count: int
    hota: dict[str, float]  # by HOTA_PARTS; empty where TrackEval is not installed


def chains(peer_python: Path, models: Path) -> list[Chain]:
    """Ours first, then ours with a network to look, then those whose libraries are here."""
    own = (sys.executable, "-m", "accident_service.cli")
    found = [Chain("this service", own, ours=True, service=True)]
    if (models / MODEL).exists() and find_spec("openvino") is not None:
        looking = ("env", f"ACCIDENT_SERVICE_NETWORKS_DIR={models}", *own)
        found.append(Chain("this service + network", looking, service=True))
    if not peer_python.exists():
        return found
    peer = (str(peer_python), "-m", "tests.benchmarks.peers.chain")
    found.append(Chain("MOG2 + ByteTrack", peer))
    if (models / MODEL).exists():
        network = (*peer, "--model", str(models / MODEL))
        found.append(Chain("network + ByteTrack", network))
        found.append(Chain("network + SORT", (*network, "--tracker", "sort")))
    return found


def run_of(chain: Chain, clip: Path, peer_python: Path, *, again: bool) -> Run:
    """Let the chain measure the clip, and judge what it says.

    Args:
        again: Also where an earlier run left its result and cost.
    """
    truth, scene = clip.with_suffix(".truth.json"), clip.with_suffix(".scene.json")
    result = OUT / f"{clip.stem}.{chain.name.replace(' ', '-')}.json"
    files: tuple[str | Path, ...] = (clip, scene, result)
    if chain.service:
        files = ("analyse", clip, "--scene", scene, "--out", result)
    measure = partial(cost_of, *chain.command, *files)
    cost = kept_cost(result.with_suffix(".cost.json"), measure, again=again)
    frame_count = len(json.loads(truth.read_text())["pts"])
    return Run(chain, outcome(truth, result), cost, frame_count, _hota(truth, result, peer_python))


def _hota(truth: Path, result: Path, peer_python: Path) -> dict[str, float]:
    if not peer_python.exists():
        return {}
    command = [str(peer_python), "-m", "tests.benchmarks.peers.hota", str(truth), str(result)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
    scored = json.loads(done.stdout.splitlines()[-1])
    return {name: float(scored[name]) for name in HOTA_PARTS}


SIDE_HEAD = (
    "chain", "HOTA", "DetA", "AssA", "position RMSE m", "heading median °", "speed median km/h",
    "speed p95", "both parties after contact", "recall", "precision", "contacts",
    "false contacts", "frames/s", "processor s a clip", "peak MB",
)  # fmt: skip  # one row of a table


def side_by_side(runs: list[Run]) -> list[list[str]]:
    """One row per chain over all clips it measured."""
    names = dict.fromkeys(run.chain.name for run in runs)
    return [_row(name, [run for run in runs if run.chain.name == name]) for name in names]


def _row(name: str, runs: list[Run]) -> list[str]:
    samples = np.vstack([run.outcome.samples for run in runs])
    off_m = np.hypot(samples[:, 0], samples[:, 1])
    speed_kmh = np.abs(samples[:, 3])
    touching = [run.outcome for run in runs if run.outcome.touching]
    after = [one.after for one in touching if one.after is not None]
    hotas = [[run.hota[part] for part in HOTA_PARTS] for run in runs if run.hota]
    found = sum(one.contact_error_s is not None and not one.miss for one in touching)
    wall_s = sum(run.cost.wall_s for run in runs)
    return [
        name,
        *([f"{100 * part:.0f}" for part in np.mean(hotas, axis=0)] if hotas else ["-"] * 3),
        f"{np.sqrt(np.mean(off_m**2)):.2f}",
        f"{np.nanmedian(samples[:, 2]):.1f}",
        f"{np.median(speed_kmh):.2f}",
        f"{np.percentile(speed_kmh, 95):.1f}",
        f"{100 * np.mean(after):.0f} %" if after else "-",
        f"{np.mean([run.outcome.recall for run in runs]):.2f}",
        f"{np.mean([run.outcome.precision for run in runs]):.2f}",
        f"{found}/{len(touching)}",
        str(sum(run.outcome.false_contacts for run in runs)),
        f"{sum(run.frame_count for run in runs) / wall_s:.0f}",
        f"{np.mean([run.cost.cpu_s for run in runs]):.1f}",
        f"{max(run.cost.peak_mb for run in runs):.0f}",
    ]

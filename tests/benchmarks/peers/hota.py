"""`python -m tests.benchmarks.peers.hota TRUTH RESULT [TRUTH RESULT ...]`: HOTA on the road.

TrackEval's own evaluator, given likeness on the road plane instead of overlap of boxes: two
vehicles in one place are 1 alike, four metres apart 0. So a threshold of 0.5 is the two
metres within which a track counts as the vehicle's elsewhere. Prints a JSON object per pair.

Reference:
    J. Luiten et al., "HOTA: A Higher Order Metric for Evaluating Multi-Object Tracking", 2020.
"""

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
from trackeval.metrics import HOTA

from tests.benchmarks.random_match import Sides, sides_of
from tests.benchmarks.truth import SEEN

STRANGERS_M = 4.0


def sequence_of(sides: Sides) -> dict[str, Any]:
    """One clip as TrackEval takes it; what is hardly visible counts neither way."""
    true, told = list(sides.true), list(sides.told)
    rows = [_frame(sides, frame, true, told) for frame in range(len(sides.pts_s))]
    return {
        "num_timesteps": len(rows),
        "num_gt_ids": len(true),
        "num_tracker_ids": len(told),
        "num_gt_dets": sum(len(row[0]) for row in rows),
        "num_tracker_dets": sum(len(row[1]) for row in rows),
        "gt_ids": [row[0] for row in rows],
        "tracker_ids": [row[1] for row in rows],
        "similarity_scores": [row[2] for row in rows],
    }


def _frame(sides: Sides, frame: int, true: list[str], told: list[str]) -> tuple[Any, Any, Any]:
    hidden = [name for name in true if not sides.true[name][frame, 4] >= SEEN]
    excused = {sides.pairs[frame].get(name) for name in hidden}
    seen = [index for index, name in enumerate(true) if name not in hidden]
    given = [
        index
        for index, name in enumerate(told)
        if np.isfinite(sides.told[name][frame, 0]) and name not in excused
    ]
    here = np.array([sides.true[true[index]][frame, :2] for index in seen]).reshape(-1, 2)
    there = np.array([sides.told[told[index]][frame, :2] for index in given]).reshape(-1, 2)
    away_m = np.linalg.norm(here[:, None] - there[None], axis=2)
    alike = np.maximum(0.0, 1.0 - away_m / STRANGERS_M)
    return np.array(seen, dtype=int), np.array(given, dtype=int), alike


def main(paths: list[str]) -> None:
    """Print HOTA and its halves, averaged over thresholds, for every pair."""
    for truth, result in zip(paths[::2], paths[1::2], strict=True):
        sides = sides_of(json.loads(Path(truth).read_text()), json.loads(Path(result).read_text()))
        scored = HOTA().eval_sequence(sequence_of(sides))
        parts = {name: float(np.mean(scored[name])) for name in ("HOTA", "DetA", "AssA")}
        print(json.dumps(parts))


if __name__ == "__main__":
    main(sys.argv[1:])
